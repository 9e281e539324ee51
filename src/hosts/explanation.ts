import type { FilesystemResult, SparsifyOutcome } from '../domain/disk/events.ts';

const largeTrim = 1024 * 1024;

/** Partitions that hold no filesystem (boot loaders, Windows' reserved one) are no loss when they are passed over. */
export const hasContent = ({ type }: FilesystemResult): boolean => type !== 'unknown' && type !== '';

/** One or two sentences on what a run came to, and why it did not come to more. */
export function explain(
  outcome: SparsifyOutcome,
  freed: number,
  filesystems: readonly FilesystemResult[],
): string {
  const skipped = filesystems.filter(
    (filesystem) => filesystem.outcome === 'SKIPPED' && hasContent(filesystem),
  );
  const done = filesystems.filter(({ outcome }) => outcome !== 'SKIPPED');
  const passedOver = skipped.map(({ device, type, reason }) => `${device} (${type}): ${reason}`).join('; ');
  switch (outcome) {
    case 'RECLAIMED':
      return `The image takes ${bytes(freed)} less than before; ${trimmedWords(done)}.`;
    case 'PARTIAL':
      return `The image takes ${bytes(freed)} less than before, but not every filesystem could be trimmed. Skipped: ${passedOver}.`;
    case 'NOTHING_TO_RECLAIM':
      if (!filesystems.some(hasContent)) {
        return 'No filesystem was found on the disk, so there was nothing to trim and nothing was given back.';
      }
      if (done.length === 0) return `No filesystem of the disk could be trimmed. Skipped: ${passedOver}.`;
      return `${nothingFreed(freed, done)}${skipped.length > 0 ? ` Skipped: ${passedOver}.` : ''}`;
    default:
      return outcome satisfies never;
  }
}

function nothingFreed(freed: number, done: readonly FilesystemResult[]): string {
  const grown =
    freed < 0 ? ` The image grew by ${bytes(-freed)}, which is normal in so small a measure.` : '';
  const trimmed = done.reduce((sum, { trimmedBytes }) => sum + (trimmedBytes ?? 0), 0);
  const why =
    trimmed > largeTrim
      ? 'the unused space in it was free on the host already, or the storage does not give space back (`winnow doctor` with its directory tells)'
      : 'its filesystems have no unused space to give back';
  return `The image takes no less than before: ${why}.${grown}`;
}

function trimmedWords(done: readonly FilesystemResult[]): string {
  if (done.length === 0) return 'which filesystems were trimmed, the tool did not say';
  return done
    .map(({ device, type, outcome }) => `${device} (${type}) was ${outcome.toLowerCase()}`)
    .join(', ');
}

/** A size in binary units, for people. */
function bytes(size: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let scaled = size;
  let unit = 0;
  while (scaled >= 1024 && unit < units.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? scaled : scaled.toFixed(1)} ${units[unit]}`;
}
