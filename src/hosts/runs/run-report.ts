import { capitalized } from '../../common/capitalized.ts';
import type { Failure, FilesystemResult, SizeBasis, SparsifyOutcome } from '../../domain/disk/events.ts';
import { failure } from '../failure.ts';
import type { KnownImage, RunReport } from '../host.ts';
import { explain, hasContent } from './explanation.ts';
import { outputTail } from './output-tail.ts';
import type { RunRecord } from './run-record.ts';
import { exportLost, fileOfChain, openedMeanwhile, refused } from './run-refused.ts';
import { skippedForDamage } from './skip-reason.ts';
import { createSparsifyOutputParser, type SparsifyOutput } from './sparsify-output.ts';
import { corrupt, toolFailure } from './tool-failure.ts';

/**
 * What came of an ended run, by what was measured first, and only then by what the tool said. `image`: what was known
 * of the image before, to explain the result by.
 */
export function runReport(record: RunRecord, image: KnownImage | null = null): RunReport {
  const parser = createSparsifyOutputParser();
  for (const line of record.stdout) parser.stdout(line);
  for (const line of record.stderr) parser.stderr(line);
  const output = parser.output();
  const tail = outputTail(record.stdout, record.stderr);
  const { exitStatus, sizeBefore, sizeAfter, durationSeconds } = record;
  const imagePath = record.imagePath ?? 'the image';

  if (exitStatus !== 0 && record.stopAsked) {
    return { ended: 'STOPPED', sizeBefore, sizeAfter, durationSeconds };
  }
  if (exitStatus === null) return failed(lost(tail));
  if (record.refusal !== null) return failed(refused(record.refusal, record, tail));
  if (record.image === 'GONE' || record.image === 'REPLACED') {
    return failed(imageGone(imagePath, record, tail));
  }
  if (record.intruder !== null) return failed(openedMeanwhile(imagePath, record.intruder, tail));
  if (record.exportLost) return failed(exportLost(imagePath, tail));
  if (exitStatus !== 0) return failed(toolFailure(exitStatus, output, record.stderr, imagePath, tail));
  if (sizeBefore === null || sizeAfter === null)
    return failed(imageGone(imagePath, { image: 'GONE', imageNode: 0 }, tail));
  const damaged = onlyDamage(output.filesystems);
  if (damaged) {
    const { device, type, reason } = damaged;
    return failed(
      corrupt(`The ${type} filesystem on ${device} of ${imagePath} was not trimmed: ${reason}.`, tail),
    );
  }

  const reclaimed = sizeBefore - sizeAfter;
  const { filesystems } = output;
  const { basis, discarded, poolFreed } = record;
  // What storage gave back that nothing shows is not called so.
  const freed = basis === 'DISCARDED_ONLY' ? (discarded ?? 0) : reclaimed;
  const outcome = outcomeOf(freed, filesystems, basis);
  return {
    ended: 'COMPLETED',
    outcome,
    sizeBefore,
    sizeAfter,
    reclaimed,
    ...(basis !== 'ALLOCATED_BLOCKS' && { basis, discarded }),
    ...(basis === 'THIN_POOL' && { poolFreed }),
    filesystems,
    warnings: warningsOf(output),
    explanation: explain({ outcome, reclaimed, filesystems, basis, discarded, poolFreed }, image),
    durationSeconds: durationSeconds ?? 0,
  };
}

const failed = (why: Failure): RunReport => ({ ended: 'FAILED', failure: why });

function outcomeOf(
  freed: number,
  filesystems: readonly FilesystemResult[],
  basis: SizeBasis,
): SparsifyOutcome {
  if (freed <= 0) return 'NOTHING_TO_RECLAIM';
  const whole = basis === 'DISCARDED_ONLY' ? 'DISCARDED' : 'RECLAIMED';
  return filesystems.some(
    (filesystem) =>
      filesystem.outcome === 'TRIMMED_WHILE_HIBERNATED' ||
      (filesystem.outcome === 'SKIPPED' && hasContent(filesystem)),
  )
    ? 'PARTIAL'
    : whole;
}

/** The damaged filesystem when damage is all that there was: the tool passes over it and ends with 0 all the same. */
function onlyDamage(filesystems: readonly FilesystemResult[]): FilesystemResult | undefined {
  if (filesystems.some(({ outcome }) => outcome !== 'SKIPPED')) return undefined;
  return filesystems.find(({ reason }) => skippedForDamage(reason));
}

function warningsOf({ warnings, completed, filesystems }: SparsifyOutput): readonly string[] {
  const hibernated = filesystems
    .filter(({ outcome }) => outcome === 'TRIMMED_WHILE_HIBERNATED')
    .map(({ device, reason }) => `${device}: ${reason}.`);
  const unsaid = completed
    ? []
    : ['virt-sparsify ended without an error, but did not say that it came through.'];
  return [...hibernated, ...warnings, ...unsaid];
}

function imageGone(
  imagePath: string,
  { image, imageNode }: Pick<RunRecord, 'image' | 'imageNode'>,
  tail: string | null,
): Failure {
  const what = fileOfChain(imageNode, imagePath);
  return failure(
    'DISK_MISSING',
    image === 'GONE'
      ? `${capitalized(what)} was deleted or moved while virt-sparsify worked on the image.`
      : `Another file took the place of ${what} while virt-sparsify worked on the image. The run changed only the file that was there before.`,
    'Bring the image back and sparsify again, or take the disk out with removeDisk.',
    tail,
  );
}

function lost(tail: string | null): Failure {
  return failure(
    'RUN_LOST',
    'The run ended without leaving a result: its processes were killed, or the host restarted.',
    "Nothing has to be done: an image that is sparsified in place stays whole when the tool is killed. Look into the host's log if it happens again.",
    tail,
  );
}
