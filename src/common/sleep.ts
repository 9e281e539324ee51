import { setTimeout } from 'node:timers/promises';

/** Waits for a number of milliseconds, or until the signal aborts. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
