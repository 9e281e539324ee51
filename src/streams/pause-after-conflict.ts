import { setTimeout } from 'node:timers/promises';
import { backoffDelay } from '../common/backoff.ts';

/** An append takes some milliseconds, so this much apart two writers seldom meet again; eight pauses are half a second. */
const pauses = { initialMs: 5, maxMs: 100 };

/** Who was too late decides again after a while, each after another: at once, the same writers would meet again. */
export const pauseAfterConflict = (conflicts: number): Promise<void> =>
  setTimeout(backoffDelay(pauses, conflicts));
