import { setTimeout as wait } from 'node:timers/promises';

/** The first pause between two tries, and the longest of a call that somebody waits for, in milliseconds. */
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

/** How long to pause after so many failures in a row: doubled each time, and anything from half of it to all. */
export function pauseAfter(
  failures: number,
  longestMs: number = LONGEST_PAUSE_MS,
  random: () => number = Math.random,
): number {
  const most = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), longestMs);
  return most * (0.5 + random() / 2);
}

/** Waits; returns early, without a word, when the signal aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal, ref: signal === undefined }).catch(() => undefined);
}
