import type { Failure, FailureCode } from '../../domain/disk/events.ts';
import { describeFault, type ImageFault, isAboutPlace } from '../../domain/disk/image-fault.ts';
import { isPlain, shellQuoted, shown } from '../../domain/plain-name.ts';
import { failure, unanswered } from '../failure.ts';
import type { ImageInspection, ImageRef, InspectResult } from '../host.ts';
import type { FoundImage, ImagesFound } from '../inventory.ts';
import type { Transport } from '../transport/transport.ts';
import { type ImageFile, type ImageLook, lookAtImage } from './image-inspection.ts';
import { findFileUsers, inUseFailure, namingUsers } from './use/file-users.ts';
import { usageFailure } from './use/image-lock.ts';

export interface ImageTools {
  readonly qemuIo: string;
  /** Looks at one image with all that it stands on, and judges it. */
  readonly look: (realPath: string, format: string) => Promise<ImagesFound>;
}

const refused = (why: Failure, fault: ImageFault | null = null): InspectResult => ({
  ok: false,
  failure: why,
  fault,
});

/** Looks at an image without changing it; the first thing that stands in the way is told. */
export async function inspectImage(
  transport: Transport,
  tools: ImageTools,
  image: ImageRef,
  { forRun }: { forRun: boolean },
): Promise<InspectResult> {
  const badPath = pathFailure(image);
  if (badPath) return refused(badPath);
  const look = await lookAtImage(transport, image);
  if (look.found !== 'FILE') return refused(lookFailure(image, look));
  const {
    images,
    problems,
    unanswered: silent,
  } = await tools.look(look.realPath, image.format.toLowerCase());
  const [lack] = problems;
  const seen = images.find(({ realPath }) => realPath === look.realPath);
  if (seen === undefined) return refused(lookFailure(image, { found: 'MISSING', kind: '' }));
  if (seen.fault !== null && isAboutPlace(seen.fault)) return refused(faultFailure(seen.fault), seen.fault);
  const disguise = formatFailure(image, look);
  if (disguise) return refused(disguise);
  if (seen.unreadable !== null && silent.length > 0) {
    return refused(
      unanswered(
        `${seen.realPath} cannot be read: ${seen.unreadable}`,
        'See whether the storage of the image and of its backing files answers.',
      ),
    );
  }
  if (seen.fault !== null) return refused(faultFailure(seen.fault), seen.fault);
  if (seen.unreadable !== null || seen.virtualSize === null || seen.allocatedBytes === null) {
    const lacks = lack?.what.startsWith('qemu-img') ? lack : null;
    return refused(
      lacks === null ? unreadableFailure(image, seen) : failure('TOOL_MISSING', lacks.what, lacks.remedy),
    );
  }
  const found = inspection(look, seen, seen.virtualSize);
  if (!forRun) return { ok: true, image: found };
  const condition = conditionFailure(found);
  if (condition) return refused(condition);
  const users = await findFileUsers(transport, look.realPath);
  const locked = await usageFailure(transport, tools.qemuIo, look);
  const usage = locked ? namingUsers(locked, users) : inUseFailure(look.realPath, users);
  return usage ? refused(usage) : { ok: true, image: { ...found, allUsersSeen: users.allSeen } };
}

function inspection(look: ImageFile, seen: FoundImage, virtualSize: number): ImageInspection {
  const { realPath, allocatedBytes, writable, inode } = look;
  const { backing, internalSnapshots, format, encrypted, corrupt, dirty, chain } = seen;
  const { provisioned, declaredAllocation, refcounts, formatVersion } = seen;
  return {
    realPath,
    virtualSize,
    allocatedBytes,
    backing: backing?.name ?? null,
    internalSnapshots,
    formatName: format ?? 'raw',
    encrypted,
    corrupt: corrupt ?? false,
    dirty: dirty ?? false,
    writable,
    formatVersion,
    chain,
    inode,
    provisioned,
    declaredAllocation,
    refcounts,
    allUsersSeen: null,
  };
}

/** Why an image may not be opened, as a failure of what was to be done with it. */
function faultFailure(fault: ImageFault): Failure {
  const { what, remedy } = describeFault(fault);
  return failure(codeOfFault(fault), `The image is not opened: ${what}`, remedy);
}

function codeOfFault({ code }: ImageFault): FailureCode {
  switch (code) {
    case 'SYSTEM_DIRECTORY':
    case 'STORAGE_NOT_REGISTERED':
      return 'PATH_OUTSIDE_STORAGE_DOMAIN';
    case 'BACKING_UNREADABLE':
      return 'BACKING_FILE_MISSING';
    case 'UNSAFE_NAME':
    case 'IMAGE_EMPTY':
    case 'IMAGE_TRUNCATED':
      return 'DISK_UNREADABLE';
    case 'EXTERNAL_DATA_FILE':
    case 'BACKING_NOT_A_FILE':
    case 'BACKING_OUTSIDE_STORAGE':
    case 'BACKING_FORMAT_UNKNOWN':
    case 'BACKING_CHAIN_TOO_LONG':
    case 'SIZE_UNSUPPORTED':
      return 'DISK_NOT_ELIGIBLE';
    default:
      return code satisfies never;
  }
}

function unreadableFailure({ format }: ImageRef, { realPath, unreadable }: FoundImage): Failure {
  const said = unreadable ?? 'its size is not known';
  return /not in qcow2 format|Unsupported qcow2 version/.test(said)
    ? failure(
        'FORMAT_MISMATCH',
        `${realPath} cannot be read as ${format}: ${said}`,
        'Register it with its true format.',
      )
    : failure(
        'DISK_UNREADABLE',
        `${realPath} cannot be read: ${said}`,
        'Mend or restore the image, and see that its storage answers.',
      );
}

/** Why no tool may work on an image that can be looked at. */
export function conditionFailure({
  realPath,
  writable,
  corrupt,
  refcounts,
}: ImageInspection): Failure | null {
  if (!writable) {
    return failure(
      'DISK_UNREADABLE',
      `${realPath} may not be written.`,
      'Let the user that runs Winnow write it (chmod, chown, chattr -i, or a mount that is not read-only).',
    );
  }
  if (corrupt) {
    return failure(
      'FILESYSTEM_CORRUPT',
      `${realPath} is marked as corrupt: qemu found its qcow2 tables damaged.`,
      `With the virtual machine down and a copy made: \`qemu-img check -r all ${shellQuoted(realPath)}\`.`,
    );
  }
  if (refcounts === 'BROKEN') {
    return failure(
      'FILESYSTEM_CORRUPT',
      `The reference counts of ${realPath} are not whole, by qemu-img check: the next write could take clusters that hold the guest's data.`,
      `With the virtual machine down and a copy made: \`qemu-img check -r all ${shellQuoted(realPath)}\`.`,
    );
  }
  if (refcounts === 'UNCHECKED') {
    return failure(
      'DISK_NOT_ELIGIBLE',
      `Whether the reference counts of ${realPath} are whole is not known: no check has come to its end.`,
      'With the virtual machine down, call refreshDisk, which gives the check more time.',
    );
  }
  return null;
}

function pathFailure({ directory, path }: ImageRef): Failure | null {
  if (path === '') {
    return failure(
      'DISK_UNREADABLE',
      'The path of the image is empty.',
      `Give the path of the image below ${directory}.`,
    );
  }
  if (!isPlain(path)) return faultFailure({ code: 'UNSAFE_NAME', path, detail: null });
  if (path.startsWith('/') || path.split('/').includes('..')) {
    return failure(
      'PATH_OUTSIDE_STORAGE_DOMAIN',
      `The path "${shown(path)}" does not stay below ${directory}.`,
      `Give the path of an image in ${directory}, or the storage domain that it lies in.`,
    );
  }
  return null;
}

function lookFailure({ directory, path }: ImageRef, look: Exclude<ImageLook, ImageFile>): Failure {
  const where = shown(`${directory}/${path}`);
  switch (look.found) {
    case 'NO_DIRECTORY':
      return failure(
        'DISK_MISSING',
        `The directory of the storage domain, ${directory}, is not there.`,
        'Mount or create it on this host.',
      );
    case 'MISSING':
      return failure(
        'DISK_MISSING',
        `There is no image at ${where}.`,
        'Correct the path, or bring the image back.',
      );
    case 'LOOP':
      return failure('DISK_MISSING', `The symbolic links at ${where} lead in a circle.`, 'Mend the links.');
    case 'FORBIDDEN':
      return failure(
        'DISK_UNREADABLE',
        `A directory on the way to ${where} may not be entered.`,
        'Let the user that runs Winnow enter it (chmod or setfacl), or run Winnow as a user who may.',
      );
    case 'OUTSIDE':
      return failure(
        'PATH_OUTSIDE_STORAGE_DOMAIN',
        `${where} is a symbolic link, or lies behind one, that leads out of ${directory}.`,
        'Register the directory that the image really lies in.',
      );
    case 'UNNAMEABLE':
      return failure(
        'DISK_UNREADABLE',
        `The file that ${where} leads to, or a directory above it, has a name that is not valid UTF-8.`,
        'Rename it.',
      );
    case 'OTHER':
      return failure(
        'NOT_A_REGULAR_FILE',
        `${where} is not a regular file but a ${look.kind}.`,
        'Give the path of an image file; block devices and directories cannot be sparsified.',
      );
    case 'UNREADABLE':
      return failure(
        'DISK_UNREADABLE',
        `${where} may not be read.`,
        'Let the user that runs Winnow read and write it (chmod or chown).',
      );
    default:
      return look.found satisfies never;
  }
}

const magics: readonly [string, string][] = [
  ['514649fb', 'qcow2'],
  ['51454400', 'QED'],
  ['4b444d56', 'VMDK'],
  ['7668647866696c65', 'VHDX'],
];

function formatFailure({ format }: ImageRef, { magic, realPath }: ImageFile): Failure | null {
  const really = magics.find(([bytes]) => magic.startsWith(bytes))?.[1];
  if (format === 'RAW' && really !== undefined) {
    return failure(
      'FORMAT_MISMATCH',
      `${realPath} is in the catalogue as RAW, but begins with the header of a ${really} image. Either the catalogue is wrong, or a guest wrote that header into its raw disk to make a host that guesses the format open any file that the header names.`,
      'If it is an image of that format, register it as such. If it is a raw disk, look into its guest: an honest one has no such header.',
    );
  }
  if (format === 'QCOW2' && really !== 'qcow2') {
    return failure(
      'FORMAT_MISMATCH',
      `${realPath} is in the catalogue as QCOW2, but ${magic === '' ? 'is empty' : 'has no qcow2 header'}.`,
      'Register it with its true format; `qemu-img info` tells it for images you trust.',
    );
  }
  return null;
}
