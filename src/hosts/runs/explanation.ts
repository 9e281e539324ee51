import type { DiskEventOf, FilesystemResult } from '../../domain/disk/events.ts';
import { formatBytes } from '../../domain/format-bytes.ts';
import type { KnownImage } from '../host.ts';
import { noFilesystem } from './no-filesystem.ts';
import { notInspected } from './not-inspected.ts';

const largeTrim = 1024 * 1024;

type RunOutcome = Pick<DiskEventOf<'SparsifyCompleted'>['data'], 'outcome' | 'reclaimed' | 'filesystems'>;

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

function cameTo({ outcome, reclaimed, filesystems }: RunOutcome, image: KnownImage | null): string {
  const passedOver = filesystems.filter(
    (filesystem) => filesystem.outcome === 'SKIPPED' && hasContent(filesystem),
  );
  const done = filesystems.filter((filesystem) => filesystem.outcome !== 'SKIPPED');
  const skipped =
    passedOver.length === 0
      ? ''
      : ` Skipped: ${passedOver.map(({ device, type, reason }) => `${device} (${type}): ${reason}`).join('; ')}.`;
  const less = `The image takes ${formatBytes(reclaimed)} less than before`;
  switch (outcome) {
    case 'RECLAIMED':
      return `${less}; ${trimmedWords(done)}.`;
    case 'PARTIAL':
      return skipped === ''
        ? `${less}; ${trimmedWords(done)}.`
        : `${less}, but not every filesystem could be trimmed.${skipped}`;
    case 'NOTHING_TO_RECLAIM':
      if (!filesystems.some(hasContent)) return noFilesystem(image?.contents ?? null);
      if (done.length === 0) return `No filesystem of the disk could be trimmed.${skipped}`;
      return `${nothingFreed(reclaimed, done, image)}${skipped}`;
    default:
      return outcome satisfies never;
  }
}

function nothingFreed(
  reclaimed: number,
  done: readonly FilesystemResult[],
  image: KnownImage | null,
): string {
  const grown =
    reclaimed < 0
      ? ` The image grew by ${formatBytes(-reclaimed)}, which is normal in so small a measure.`
      : '';
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
