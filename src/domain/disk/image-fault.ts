import { directoryRefusal } from '../host/directory-rule.ts';
import { quoted, shown } from '../plain-name.ts';

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

/** Something of an image, or of one that it stands on, for which it is not opened. */
export interface ImageFault {
  readonly code: ImageFaultCode;
  /** The file that it is about, absolute: the image itself, or one that it stands on. */
  readonly path: string;
  /** What the header of that file names or declares, or what is wrong with it; null where the code says all. */
  readonly detail: string | null;
}

/** Whether the place or the name of the file is what keeps it from being opened: nothing was read of it then. */
export const isAboutPlace = ({ code }: ImageFault): boolean =>
  code === 'SYSTEM_DIRECTORY' || code === 'STORAGE_NOT_REGISTERED' || code === 'UNSAFE_NAME';

/** What a fault is in words, and what to do about it. `what` goes on from "the image is not opened:". */
export function describeFault(fault: ImageFault): { readonly what: string; readonly remedy: string } {
  const file = shown(fault.path);
  const detail = shown(fault.detail ?? '');
  switch (fault.code) {
    case 'SYSTEM_DIRECTORY':
      return {
        what: `${file} lies in a directory of the system, or in one that Winnow keeps its own state in.`,
        remedy: 'Keep disk images in a directory of their own, such as /var/lib/libvirt/images.',
      };
    case 'STORAGE_NOT_REGISTERED':
      return {
        what: `${file} lies in no registered directory, and neither a storage pool nor a virtual machine of libvirt names it.`,
        remedy: toRegister('the image', file),
      };
    case 'UNSAFE_NAME':
      return {
        what: `the name ${file} holds control characters, or others that show it as what it is not.`,
        remedy: 'Rename the file, or the directory that has the name, to letters that can be seen.',
      };
    case 'EXTERNAL_DATA_FILE':
      return {
        what: `${file} keeps its data in another file, which its header names and Winnow does not follow.`,
        // Whoever wrote the name would have what root can read copied into the guest's disk.
        remedy: `If you did not make it so, somebody else wrote that name: look into how, and copy nothing, as it may lead to any file of this host. Else, with the virtual machine down, bring the data into the image: qemu-img convert -O qcow2 ${quoted(file)} NEW.qcow2, and let NEW.qcow2 take its place.`,
      };
    case 'BACKING_NOT_A_FILE':
      return {
        what: `${file} names ${detail} as its backing file, which is no file of this host.`,
        remedy: `If that name is not yours, somebody else wrote it: look into how, and copy nothing, as it may lead anywhere. Else bring the data into the image: qemu-img rebase -b '' ${quoted(file)}.`,
      };
    case 'BACKING_OUTSIDE_STORAGE':
      return {
        what: `${file} names ${detail} as its backing file, which lies in no registered directory, and neither a storage pool nor a virtual machine of libvirt names it.`,
        remedy: `If that name is not yours, somebody else wrote it: look into how. If it is: ${toRegister('the backing file', detail)}`,
      };
    case 'BACKING_FORMAT_UNKNOWN':
      return {
        what: `${file} does not declare the true format of its backing file, raw or qcow2 (${detail}), and it is never guessed.`,
        remedy: `With the virtual machine down, declare it: qemu-img rebase -u -b BACKING -F qcow2 ${quoted(file)} (or -F raw), then refreshDisk. Of another format, convert the backing file first.`,
      };
    case 'BACKING_CHAIN_TOO_LONG':
      return {
        what: `${file} stands on more images than libvirt lets a virtual machine have (${detail}).`,
        remedy: 'Merge snapshots (virsh blockcommit, or qemu-img rebase), then refreshDisk.',
      };
    case 'BACKING_UNREADABLE':
      return {
        what: `${file} cannot be opened with what it stands on: ${detail.replace(/\.?$/, '.')}`,
        remedy: `Bring the backing file back or mend it, or correct the image with \`qemu-img rebase -u\`; then refreshDisk.`,
      };
    case 'IMAGE_EMPTY':
      return {
        what: `${file} has ${detail}, less than the 512 of one sector, so that there is no disk in it.`,
        remedy: 'Restore the image, or take the disk out with removeDisk.',
      };
    case 'IMAGE_TRUNCATED':
      return {
        what: `${file} is cut off: ${detail}.`,
        remedy: `Restore the image from a backup; see whether its storage was full, or a copy of it was broken off. \`qemu-img check ${quoted(file)}\` tells whether data is missing: if it finds nothing but leaked clusters, with the virtual machine down and a copy made, \`qemu-img check -r leaks\` mends that. Then refreshDisk.`,
      };
    case 'SIZE_UNSUPPORTED':
      return {
        what: `${file} says that it has ${detail} bytes, more than Winnow can record (9,007,199,254,740,991).`,
        remedy: 'No guest has such a disk: look into where the image comes from.',
      };
    default:
      return fault.code satisfies never;
  }
}

/** How to let what lies there be opened. */
function toRegister(what: string, path: string): string {
  const directory = parentOf(path);
  return directoryRefusal(directory, []) === null
    ? `Register the directory of ${what}: \`winnow scan ${quoted(directory)}\`, or registerHost with that directory; then refreshDisk.`
    : `Move ${what} into a directory of images, as ${directory} cannot be registered, and name its new place.`;
}

const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));
