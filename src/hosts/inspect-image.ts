import type { Failure } from '../domain/disk/events.ts';
import { failure } from './failure.ts';
import type { ImageInspection, ImageRef, InspectResult } from './host.ts';
import { usageFailure } from './image-lock.ts';
import { type ImageFile, type ImageLook, lookAtImage } from './image-look.ts';
import type { ImageReport } from './image-report.ts';
import { findFileUsers, inUseFailure, namingUsers } from './images/file-users.ts';
import { findProvisioning } from './images/find-provisioning.ts';
import { parseHeader } from './images/image-header.ts';
import { createRefcountCheck, mayBeWrong, type RefcountCheck } from './images/refcounts.ts';
import { imageInfo } from './qemu-img-info.ts';
import type { Transport } from './transport.ts';

export interface ImageTools {
  readonly qemuImg: string;
  readonly qemuIo: string;
}

const refused = (why: Failure): InspectResult => ({ ok: false, failure: why });

/** Looks at an image without changing it; the first thing that stands in the way is told. */
export async function inspectImage(
  transport: Transport,
  tools: ImageTools,
  image: ImageRef,
  { forRun }: { forRun: boolean },
  checkRefcounts: RefcountCheck = createRefcountCheck(transport, tools.qemuImg),
): Promise<InspectResult> {
  const badPath = pathFailure(image);
  if (badPath) return refused(badPath);
  const look = await lookAtImage(transport, image);
  if (look.found !== 'FILE') return refused(lookFailure(image, look));
  const disguise = formatFailure(image, look);
  if (disguise) return refused(disguise);
  const info = await imageInfo(transport, tools.qemuImg, look.realPath, image.format);
  if (!info.ok) return info;
  const found = {
    ...inspection(look, info.report),
    ...(await findProvisioning(transport, look, info.report.format)),
    refcounts: mayBeWrong(info.report) ? await checkRefcounts(look, 'brief') : null,
    allUsersSeen: null,
  };
  if (!forRun) return { ok: true, image: found };
  const condition = conditionFailure(found);
  if (condition) return refused(condition);
  const users = await findFileUsers(transport, look.realPath);
  const locked = await usageFailure(transport, tools.qemuIo, look);
  const usage = locked ? namingUsers(locked, users) : inUseFailure(look.realPath, users);
  return usage ? refused(usage) : { ok: true, image: { ...found, allUsersSeen: users.allSeen } };
}

function inspection(look: ImageFile, report: ImageReport) {
  const { realPath, allocatedBytes, writable, magic, inode } = look;
  const { virtualSize, backing, snapshots, format, corrupt, dirty } = report;
  return {
    realPath,
    virtualSize,
    allocatedBytes,
    backing: backing?.name ?? null,
    internalSnapshots: snapshots,
    formatName: format,
    encrypted: format === 'raw' && parseHeader(magic).luks ? null : report.encrypted,
    corrupt,
    dirty,
    writable,
    inode,
  };
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
      `With the virtual machine down and a copy made: \`qemu-img check -r all ${realPath}\`.`,
    );
  }
  if (refcounts === 'BROKEN') {
    return failure(
      'FILESYSTEM_CORRUPT',
      `The reference counts of ${realPath} are not whole, by qemu-img check: the next write could take clusters that hold the guest's data.`,
      `With the virtual machine down and a copy made: \`qemu-img check -r all ${realPath}\`.`,
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
  const shown = JSON.stringify(path);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\x00-\x1f\x7f]/.test(path) || path === '') {
    return failure(
      'DISK_UNREADABLE',
      path === '' ? 'The path of the image is empty.' : `The path ${shown} holds control characters.`,
      `Give the path of the image below ${directory}, without control characters such as a line end; rename the file if it has any.`,
    );
  }
  if (path.startsWith('/') || path.split('/').includes('..')) {
    return failure(
      'PATH_OUTSIDE_STORAGE_DOMAIN',
      `The path ${shown} does not stay below ${directory}.`,
      `Give the path of an image in ${directory}, or the storage domain that it lies in.`,
    );
  }
  return null;
}

function lookFailure({ directory, path }: ImageRef, look: Exclude<ImageLook, ImageFile>): Failure {
  const where = `${directory}/${path}`;
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
