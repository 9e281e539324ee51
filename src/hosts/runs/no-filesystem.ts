import { type DiskArea, type DiskContents, encryptedAreas } from '../../domain/disk/contents.ts';

const nothing = 'so there was nothing to trim and nothing was given back.';

/** Why the tool found no filesystem on a disk, as far as an inspection of it shows. */
export function noFilesystem(contents: DiskContents | null): string {
  if (contents === null) return `No filesystem was found on the disk, ${nothing}`;
  const [locked] = encryptedAreas(contents);
  if (locked !== undefined) {
    return `${locked.device} is encrypted (${locked.type}), and virt-sparsify sees no filesystem in it without its key, ${nothing} Run fstrim inside the guest instead.`;
  }
  if (contents.partitionTable === 'GPT' && contents.sectorSize === 4096) {
    return `The disk's partition table is a GPT for sectors of 4096 bytes. virt-sparsify shows the disk with sectors of 512 bytes and so finds no partition, ${nothing} Run fstrim inside the guest instead.`;
  }
  if (contents.partitionTable === 'GPT_BACKUP_ONLY') {
    return `The partition table at the start of the disk is damaged, ${nothing} Its copy at the end is whole: with the virtual machine shut down and a copy of the image made, gdisk (r, b, w) restores it.`;
  }
  if (contents.partitionTable === 'GPT_BROKEN') {
    return `The disk had a GPT, and both the table and its copy are damaged, ${nothing} Restore the disk from a backup, or look for its partitions with testdisk on a copy.`;
  }
  const [only] = contents.areas;
  if (only !== undefined && contents.areas.every(({ kind }) => kind === 'BLANK')) {
    return `The disk is empty: its start, its end and what was read between are zeros, ${nothing}`;
  }
  return `No filesystem was found on the disk, ${nothing}${held(contents.areas)}`;
}

function held(areas: readonly DiskArea[]): string {
  const words = areas.flatMap(({ device, type }) => (type === null ? [] : [`${device} holds ${type}`]));
  return words.length === 0 ? '' : ` An inspection of it found: ${words.join(', ')}.`;
}
