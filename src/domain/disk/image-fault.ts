import { directoryRefusal } from '../host/directory-rule.ts';
import { shellQuoted, shown } from '../plain-name.ts';

/** What keeps an image from being opened, or the images that it stands on; the most final first. */
export const imageFaultCodes = [
  'SYSTEM_DIRECTORY',
  'STORAGE_NOT_REGISTERED',
  'UNSAFE_NAME',
  'EXTERNAL_DATA_FILE',
  'BACKING_NOT_A_FILE',
  'BACKING_OUTSIDE_STORAGE',
  'BACKING_FORMAT_UNKNOWN',
  'BACKING_CHAIN_TOO_LONG',
  'BACKING_UNREADABLE',
  'IMAGE_EMPTY',
  'IMAGE_TRUNCATED',
  'SIZE_UNSUPPORTED',
] as const;

export type ImageFaultCode = (typeof imageFaultCodes)[number];

/** Why an image is not opened: something about the image itself, or about one that it stands on. */
export interface ImageFault {
  readonly code: ImageFaultCode;
  /** The absolute path of the file that it is about: the image itself, or one that it stands on. */
  readonly path: string;
  /** What the header of that file names or declares, or what is wrong with it; null where the code says it all. */
  readonly detail: string | null;
}

/** Whether the file is not opened because of where it lies or how it is named; nothing of it was read then. */
export const isAboutPlace = ({ code }: ImageFault): boolean =>
  code === 'SYSTEM_DIRECTORY' || code === 'STORAGE_NOT_REGISTERED' || code === 'UNSAFE_NAME';

/** A fault in words, and what to do about it. `what` continues the sentence "The image is not opened:". */
export function describeFault(fault: ImageFault): { readonly what: string; readonly remedy: string } {
  const file = shown(fault.path);
  const detail = shown(fault.detail ?? '');
  switch (fault.code) {
    case 'SYSTEM_DIRECTORY':
      return {
        what: `${file} lies in a system directory, or in one where Winnow keeps its own state.`,
        remedy: 'Keep disk images in a directory of their own, such as /var/lib/libvirt/images.',
      };
    case 'STORAGE_NOT_REGISTERED':
      return {
        what: `${file} lies in no registered directory, and no storage pool or virtual machine of libvirt names it.`,
        remedy: toRegister('the image', file),
      };
    case 'UNSAFE_NAME':
      return {
        what: `the name ${file} contains control characters, or others that make it look like another name.`,
        remedy: 'Rename the file, or the directory that has such a name, to visible characters.',
      };
    case 'EXTERNAL_DATA_FILE':
      return {
        what: `${file} keeps its data in another file. Its header names that file, and Winnow does not follow it.`,
        // Whoever wrote the name would have what root can read copied into the guest's disk.
        remedy: `If you did not set that up, somebody else wrote that name: find out how, and copy nothing, as it may lead to any file of this host. If you did, with the virtual machine down, copy the data into an image of its own, qemu-img convert -O qcow2 ${shellQuoted(file)} NEW.qcow2, and put NEW.qcow2 in its place.`,
      };
    case 'BACKING_NOT_A_FILE':
      return {
        what: `${file} names ${detail} as its backing file, which is not a file of this host.`,
        remedy: `If that name is not yours, somebody else wrote it: find out how, and copy nothing, as it may lead anywhere. If it is, copy the data into the image: qemu-img rebase -b '' ${shellQuoted(file)}.`,
      };
    case 'BACKING_OUTSIDE_STORAGE':
      return {
        what: `${file} names ${detail} as its backing file, which lies in no registered directory, and no storage pool or virtual machine of libvirt names it.`,
        remedy: `If that name is not yours, somebody else wrote it: find out how. If it is: ${toRegister('the backing file', detail)}`,
      };
    case 'BACKING_FORMAT_UNKNOWN':
      return {
        what: `${file} does not declare the true format of its backing file, raw or qcow2 (${detail}), and Winnow never guesses it.`,
        remedy: `With the virtual machine down, declare it: qemu-img rebase -u -b BACKING -F qcow2 ${shellQuoted(file)} (or -F raw), then call refreshDisk. If it has another format, convert the backing file first.`,
      };
    case 'BACKING_CHAIN_TOO_LONG':
      return {
        what: `${file} stands on more images than libvirt lets a virtual machine have (${detail}).`,
        remedy: 'Merge snapshots (virsh blockcommit, or qemu-img rebase), then call refreshDisk.',
      };
    case 'BACKING_UNREADABLE':
      return {
        what: `${file} cannot be opened with its backing files: ${detail.replace(/\.?$/, '.')}`,
        remedy:
          'Bring the backing file back or repair it, or correct the image with `qemu-img rebase -u`; then call refreshDisk.',
      };
    case 'IMAGE_EMPTY':
      return {
        what: `${file} has ${detail}, less than the 512 of one sector, so it holds no disk.`,
        remedy: 'Restore the image, or remove the disk from the catalogue with removeDisk.',
      };
    case 'IMAGE_TRUNCATED':
      return {
        what: `${file} is cut off: ${detail}.`,
        remedy: `Restore the image from a backup; check whether its storage was full, or a copy of it was interrupted. \`qemu-img check ${shellQuoted(file)}\` reports whether data is missing: if it finds nothing but leaked clusters, \`qemu-img check -r leaks\` repairs that, with the virtual machine down and a copy made. Then call refreshDisk.`,
      };
    case 'SIZE_UNSUPPORTED':
      return {
        what: `${file} says that it has ${detail} bytes, more than Winnow can record (9,007,199,254,740,991).`,
        remedy: 'No guest has such a disk: find out where the image comes from.',
      };
    default:
      return fault.code satisfies never;
  }
}

/** How to get a file opened that lies in no registered storage. */
function toRegister(what: string, path: string): string {
  const directory = parentOf(path);
  return directoryRefusal(directory, []) === null
    ? `Register the directory of ${what}: \`winnow scan ${shellQuoted(directory)}\`, or registerHost with that directory; then call refreshDisk.`
    : `Move ${what} into a directory of images, as ${directory} cannot be registered, and use its new path.`;
}

const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));
