import { type DiskArea, type DiskContents, encryptedAreas } from '../../domain/disk/contents.ts';
import type { DiskEventOf, FilesystemResult } from '../../domain/disk/events.ts';
import { formatBytes } from '../../domain/format-bytes.ts';
import type { KnownImage } from '../host.ts';
import type { RunRecord } from './run-record.ts';

const largeTrim = 1024 * 1024;
// Boot loaders and Windows' reserved partition are smaller, and are no loss.
const worthTelling = 256 * 1024 ** 2;
const maxNamed = 8;

type RunOutcome = Pick<DiskEventOf<'SparsifyCompleted'>['data'], 'outcome' | 'reclaimed' | 'filesystems'> &
  Pick<RunRecord, 'basis' | 'discarded' | 'poolFreed'>;

/** Partitions that hold no filesystem (boot loaders, Windows' reserved one) are no loss when they are passed over. */
export const hasContent = ({ type }: FilesystemResult): boolean => type !== 'unknown' && type !== '';

/** Some sentences on what a run came to, why it did not come to more, and what it did not inspect. */
export function explain(run: RunOutcome, image: KnownImage | null): string {
  const hibernated = run.filesystems.filter(({ outcome }) => outcome === 'TRIMMED_WHILE_HIBERNATED');
  return [
    cameTo(run, image),
    ...hibernated.map(hibernatedWords),
    ...notInspected(run.filesystems, image?.contents ?? null),
  ].join(' ');
}

function cameTo(run: RunOutcome, image: KnownImage | null): string {
  const { outcome, filesystems } = run;
  const passedOver = filesystems.filter(
    (filesystem) => filesystem.outcome === 'SKIPPED' && hasContent(filesystem),
  );
  const done = filesystems.filter((filesystem) => filesystem.outcome !== 'SKIPPED');
  const skipped =
    passedOver.length === 0
      ? ''
      : ` Skipped: ${passedOver.map(({ device, type, reason }) => `${device} (${type}): ${reason}`).join('; ')}.`;
  const less = lessWords(run);
  switch (outcome) {
    case 'RECLAIMED':
    case 'DISCARDED':
      return `${less}; ${trimmedWords(done)}.`;
    case 'PARTIAL':
      return skipped === ''
        ? `${less}; ${trimmedWords(done)}.`
        : `${less}, but not every filesystem could be trimmed.${skipped}`;
    case 'NOTHING_TO_RECLAIM':
      if (!filesystems.some(hasContent)) return noFilesystem(image?.contents ?? null);
      if (done.length === 0) return `No filesystem of the disk could be trimmed.${skipped}`;
      return `${nothingFreed(run, done, image)}${skipped}`;
    default:
      return outcome satisfies never;
  }
}

function lessWords({ basis, reclaimed, discarded, poolFreed }: RunOutcome): string {
  switch (basis) {
    case 'ALLOCATED_BLOCKS':
      return `The image takes ${formatBytes(reclaimed)} less than before`;
    case 'THIN_POOL': {
      const less = `The volume takes ${formatBytes(reclaimed)} less of its thin pool than before`;
      // Others may have written into the pool meanwhile, too.
      return poolFreed === null || poolFreed >= reclaimed
        ? less
        : `${less} (what snapshots share stays taken: the pool as a whole changed by ${formatBytes(Math.max(0, poolFreed))})`;
    }
    case 'ARRAY_MAPPED':
      return `The storage array has ${formatBytes(reclaimed)} less mapped for the volume than before`;
    case 'DISCARDED_ONLY':
      return `${formatBytes(discarded ?? 0)} were discarded on the volume, and no host can measure how much of that its storage took back`;
    default:
      return basis satisfies never;
  }
}

function nothingFreed(
  { basis, reclaimed, discarded }: RunOutcome,
  done: readonly FilesystemResult[],
  image: KnownImage | null,
): string {
  const grown =
    reclaimed < 0
      ? ` The image grew by ${formatBytes(-reclaimed)}, which is normal in so small a measure.`
      : '';
  if (basis === 'DISCARDED_ONLY') return `Nothing was discarded on the volume: ${whyNothing(done, image)}.`;
  if (basis === 'ARRAY_MAPPED' && discarded) {
    return `${formatBytes(discarded)} were discarded on the volume, and the storage array has no less mapped for it than before: that was not mapped already, or the array unmaps it later.`;
  }
  return `The image takes no less than before: ${whyNothing(done, image)}.${grown}`;
}

function whyNothing(done: readonly FilesystemResult[], image: KnownImage | null): string {
  const trimmed = done.reduce((sum, { trimmedBytes }) => sum + (trimmedBytes ?? 0), 0);
  if (trimmed <= largeTrim) return 'its filesystems have no unused space to give back';
  if (image?.formatVersion === '0.10' && image.backing !== null) {
    return 'qcow2 of version 0.10 cannot give back the space of an image that stands on another. With its virtual machine shut down, `qemu-img amend -f qcow2 -o compat=1.1 IMAGE` makes it version 1.1, and the next sparsify gives the space back';
  }
  return 'the unused space in it was free on the host already, or the storage does not give space back (`winnow doctor` with its directory shows whether it does)';
}

const hibernatedWords = ({ device, type, reason }: FilesystemResult): string =>
  `DANGER: ${device} (${type}): ${reason}. Give up its saved session instead: ${type === 'ntfs' ? 'delete hiberfil.sys (`ntfs-3g -o remove_hiberfile`, or "delete restoration data" when Windows starts), then run chkdsk' : 'start it once with the kernel option `noresume`, and check its filesystems'}.`;

function trimmedWords(done: readonly FilesystemResult[]): string {
  if (done.length === 0) return 'which filesystems were trimmed, the tool did not say';
  return done
    .map(
      ({ device, type, outcome }) =>
        `${device} (${type}) was ${outcome === 'CLEARED' ? 'cleared' : 'trimmed'}`,
    )
    .join(', ');
}

const nothing = 'so there was nothing to trim and nothing was given back.';

/** Why the tool found no filesystem on a disk, as far as an inspection of it shows. */
function noFilesystem(contents: DiskContents | null): string {
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

/** A sentence that names by size what a run did not inspect, since nobody knows what it holds; none where all is known. */
function notInspected(filesystems: readonly FilesystemResult[], contents: DiskContents | null): string[] {
  // Where nothing was inspected, that is what the explanation begins with.
  if (!filesystems.some(({ outcome }) => outcome !== 'SKIPPED')) return [];
  const devices = contents === null ? unknownTo(filesystems) : unknownIn(filesystems, contents);
  if (devices.length === 0) return [];
  const more = devices.length > maxNamed ? `, and ${devices.length - maxNamed} more` : '';
  return [
    `Not inspected, since what it holds is not known: ${devices.slice(0, maxNamed).join(', ')}${more}.`,
  ];
}

const unknownTo = (filesystems: readonly FilesystemResult[]): string[] =>
  filesystems
    .filter(({ outcome, type }) => outcome === 'SKIPPED' && (type === 'unknown' || type === ''))
    .map(({ device }) => device);

function unknownIn(filesystems: readonly FilesystemResult[], { areas }: DiskContents): string[] {
  const partitions = areas.filter(({ device }) => /^\/dev\/sda\d*$/.test(device));
  const whole = partitions.reduce((sum, { size }) => sum + size, 0);
  const done = new Set(
    filesystems.filter(({ outcome }) => outcome !== 'SKIPPED').map(({ device }) => device),
  );
  return partitions
    .filter(({ kind, device, size }) => kind === 'UNKNOWN' && size >= worthTelling && !done.has(device))
    .map(({ device, size }) => `${device} (${formatBytes(size)} of ${formatBytes(whole)})`);
}
