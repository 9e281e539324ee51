import { formatBytes } from '../format-bytes.ts';
import type { DiskEventOf, SizeBasis } from './events.ts';

type Result = Pick<DiskEventOf<'SparsifyCompleted'>['data'], 'basis' | 'reclaimed'>;

/** What the sizes of a result stand for; older events are all of files. */
export const basisOf = ({ basis = 'ALLOCATED_BLOCKS' }: Pick<Result, 'basis'>): SizeBasis => basis;

/** Whether it was measured what the storage got back. */
export const isMeasured = (result: Pick<Result, 'basis'>): boolean => basisOf(result) !== 'DISCARDED_ONLY';

/** What was measured to be reclaimed, in bytes: 0 where nothing was, so that no sum counts what was only discarded. */
export const reclaimedOf = (result: Result): number => (isMeasured(result) ? result.reclaimed : 0);

/** What a run did of which nothing could be measured, in words; it is never called reclaimed. */
export const discardedOnly = ({
  discarded = null,
}: {
  readonly discarded?: number | string | null;
}): string =>
  `discarded ${discarded === null ? 'what is unused' : formatBytes(discarded)}; how much of it the storage took back cannot be measured`;
