import type { Failure, FailureCode } from '../../domain/disk/events.ts';
import { describeFault, type ImageFault } from '../../domain/disk/image-fault.ts';
import { isInside } from '../../domain/is-inside.ts';
import { isPlain, shellQuoted, shown } from '../../domain/plain-name.ts';
import { failure } from '../failure.ts';
import type { ImageInspection, ImageRef } from '../host.ts';
import type { FoundImage } from '../inventory.ts';
import { isWhole } from './files/file-facts.ts';
import type { Location } from './files/image-files.ts';
import { kindsOfFiles } from './inspect-images.ts';

/** Why no image can lie at a path, whatever is there. */
export function pathFailure({ directory, path }: ImageRef): Failure | null {
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

/** Why what lies at an image's path is no image that can be inspected; null where it may be one, as a logical volume is. */
export function locationFailure(
  { directory, path }: ImageRef,
  found: Location,
  { facts, reason, realPath }: Location,
  isVolume: boolean,
): Failure | null {
  const where = shown(`${directory}/${path}`);
  const noDirectory = found.facts?.type !== 'd';
  const unreached = noDirectory ? found.reason : reason;
  if (unreached === 'Permission denied') {
    return failure(
      'DISK_UNREADABLE',
      `A directory on the way to ${where} may not be entered.`,
      'Let the user that runs Winnow enter it (chmod or setfacl), or run Winnow as a user who may.',
    );
  }
  if (unreached?.startsWith('Too many levels')) {
    return failure('DISK_MISSING', `The symbolic links at ${where} lead in a circle.`, 'Mend the links.');
  }
  if (noDirectory) {
    return failure(
      'DISK_MISSING',
      `The directory of the storage domain, ${directory}, is not there.`,
      'Mount or create it on this host.',
    );
  }
  if (!isWhole(realPath)) {
    return failure(
      'DISK_UNREADABLE',
      `The file that ${where} leads to, or a directory above it, has a name that is not valid UTF-8.`,
      'Rename it.',
    );
  }
  if (facts === null || reason !== null) {
    return failure(
      'DISK_MISSING',
      `There is no image at ${where}.`,
      'Correct the path, or bring the image back.',
    );
  }
  if (!isInside(realPath, found.realPath)) {
    return failure(
      'PATH_OUTSIDE_STORAGE_DOMAIN',
      `${where} is a symbolic link, or lies behind one, that leads out of ${directory}.`,
      'Register the directory that the image really lies in.',
    );
  }
  if (facts.type !== 'f' && !isVolume) {
    return failure(
      'NOT_A_REGULAR_FILE',
      `${where} is not a regular file but a ${kindsOfFiles[facts.type] ?? 'thing of another kind'}.`,
      'Give the path of an image file or of a logical volume; other block devices and directories cannot be sparsified.',
    );
  }
  return facts.readable
    ? null
    : failure(
        'DISK_UNREADABLE',
        `${where} may not be read.`,
        'Let the user that runs Winnow read and write it (chmod or chown).',
      );
}

/** Why an image cannot be read, as a failure. */
export function unreadableFailure({ format }: ImageRef, { realPath, unreadable }: FoundImage): Failure {
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

/** Why an image may not be opened, as a failure of what was to be done with it. */
export function faultFailure(fault: ImageFault): Failure {
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

/** Why no tool may work on an image that can be inspected. */
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
  if (corrupt || refcounts === 'BROKEN') {
    return failure(
      'FILESYSTEM_CORRUPT',
      corrupt
        ? `${realPath} is marked as corrupt: qemu found its qcow2 tables damaged.`
        : `The reference counts of ${realPath} are not whole, by qemu-img check: the next write could take clusters that hold the guest's data.`,
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

const disguises: ReadonlySet<string> = new Set(['qcow', 'qcow2', 'qed', 'vmdk', 'vhdx']);

/** Why an image is not of the format that the catalogue says. */
export function formatFailure(
  { format }: ImageRef,
  { realPath, headerFormat, fault }: FoundImage,
): Failure | null {
  if (format === 'RAW' && headerFormat !== null && disguises.has(headerFormat)) {
    return failure(
      'FORMAT_MISMATCH',
      `${realPath} is in the catalogue as RAW, but begins with the header of a ${headerFormat} image. Either the catalogue is wrong, or a guest wrote that header into its raw disk to make a host that guesses the format open any file that the header names.`,
      'If it is an image of that format, register it as such. If it is a raw disk, look into its guest: an honest one has no such header.',
    );
  }
  if (format === 'QCOW2' && fault?.code === 'IMAGE_EMPTY') {
    return failure(
      'FORMAT_MISMATCH',
      `${realPath} is in the catalogue as QCOW2, but has no qcow2 header: it is empty, or nearly so.`,
      'Register it with its true format; `qemu-img info` tells it for images you trust.',
    );
  }
  return null;
}
