import { accept, type Decision, reject } from '../decision.ts';
import type { DiskId } from '../ids.ts';
import { sameValue } from '../same-value.ts';
import type { SparsifyOptions } from './events.ts';

/** The input of a request for a sparsify, to which its idempotency key is bound. */
export interface KeyUse {
  readonly diskId: DiskId;
  readonly options: SparsifyOptions;
}

export interface IdempotencyKeyTaken {
  readonly type: 'IdempotencyKeyTaken';
  readonly data: KeyUse;
}

/** Binds an idempotency key to one input, or refuses one that is bound to another; `bound` is null of a new key. */
export function decideIdempotencyKey(
  bound: KeyUse | null,
  use: KeyUse,
): Decision<IdempotencyKeyTaken, 'KEY_REUSED'> {
  if (bound === null) return accept({ type: 'IdempotencyKeyTaken', data: use });
  return sameValue(bound, use) ? accept() : reject('KEY_REUSED');
}
