import { setTimeout as wait } from 'node:timers/promises';
import { backoffDelay } from '../../common/backoff.ts';
import { describeFault, isTransient, NoAnswer } from './fault.ts';

/** The pauses between two tries of a call that somebody waits for. */
const PAUSES = { initialMs: 25, maxMs: 250 };

interface Bound {
  /** How long to go on trying, in milliseconds. */
  readonly forMs: number;
  /** For the message of the error. */
  readonly store: string;
}

/** How long to pause after a number of failures in a row, in milliseconds. */
export const pauseAfter = (failures: number, maxMs: number = PAUSES.maxMs): number =>
  backoffDelay({ ...PAUSES, maxMs }, failures);

/** Waits; returns early when the signal aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal, ref: signal === undefined }).catch(() => undefined);
}

/** The answer; rejects with NoAnswer when it does not come in time. */
export async function answerWithin<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(milliseconds)), milliseconds);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Does the work again, after a pause each time, while its failures are passing ones and there is time left. */
export async function persist<Result>(work: () => Promise<Result>, { forMs, store }: Bound): Promise<Result> {
  const until = performance.now() + forMs;
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      await pauseOrThrow(error, { failures, until, store });
    }
  }
}

/**
 * The items of the batches that `next` gives, begun again after each passing failure; `next` knows where it stands.
 * The time counts anew from each batch.
 */
export async function* persistently<Item>(
  next: () => AsyncGenerator<readonly Item[]>,
  { forMs, store }: Bound,
): AsyncGenerator<Item> {
  let until = performance.now() + forMs;
  let failures = 0;
  for (;;) {
    try {
      for await (const batch of next()) {
        yield* batch;
        failures = 0;
      }
      return;
    } catch (error) {
      if (failures === 0) until = performance.now() + forMs;
      failures += 1;
      await pauseOrThrow(error, { failures, until, store });
    }
  }
}

async function pauseOrThrow(
  error: unknown,
  { failures, until, store }: { failures: number; until: number; store: string },
): Promise<void> {
  const wait = pauseAfter(failures);
  if (!isTransient(error) || performance.now() + wait >= until) throw describeFault(error, store);
  await pause(wait);
}
