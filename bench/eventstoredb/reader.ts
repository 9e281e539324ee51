import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Reading, ReadingOutcome } from '../programs/read-eventstoredb.ts';
import { residentBytesOf } from '../resident.ts';

const program = fileURLToPath(new URL('../programs/read-eventstoredb.ts', import.meta.url));
const sampleMs = 100;
const longestMs = 400_000;

/** What bin/winnow gives Node; the bare client runs on Node as it comes. */
const serverFlags = ['--max-semi-space-size=4', '--heap-growing-percent=40'];
const serverEnvironment = { MALLOC_ARENA_MAX: '2' };

/** The most memory of a stretch of time, in bytes: all that was resident, and that without pages of files. */
export interface Peak {
  readonly all: number;
  readonly own: number;
}

export interface MeasuredReading extends ReadingOutcome {
  /** From the start of the process. */
  readonly secondsWithStart: number;
  readonly firstThird: Peak;
  readonly lastThird: Peak;
}

/** Reads in a process of its own. @throws when it does not end, or reads another number of events than there are. */
export async function readAlone(reading: Reading): Promise<MeasuredReading> {
  const began = performance.now();
  const child = fork(program, {
    execArgv: ['--disable-warning=ExperimentalWarning', ...(reading.side === 'BARE' ? [] : serverFlags)],
    env: { ...process.env, ...(reading.side === 'BARE' ? {} : serverEnvironment) },
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  const samples: Peak[] = [];
  const sampling = setInterval(() => samples.push(residentBytesOf(child.pid)), sampleMs);
  const timeout = setTimeout(kill, longestMs);
  try {
    child.send(reading);
    const outcome = await new Promise<ReadingOutcome | null>((resolve) => {
      child.once('message', (message: ReadingOutcome) => resolve(message));
      child.once('exit', () => resolve(null));
    });
    clearInterval(sampling);
    const secondsWithStart = (performance.now() - began) / 1000;
    if (outcome === null) throw new Error(`The ${reading.side} reader ended without an outcome.`);
    if (outcome.count !== reading.count)
      throw new Error(`The ${reading.side} reader has ${outcome.count} events, not ${reading.count}.`);
    const third = Math.ceil(samples.length / 3);
    return {
      ...outcome,
      secondsWithStart,
      firstThird: peakOf(samples.slice(0, third)),
      lastThird: peakOf(samples.slice(-third)),
    };
  } finally {
    clearInterval(sampling);
    clearTimeout(timeout);
    await ended;
    process.off('exit', kill);
  }
}

const peakOf = (samples: readonly Peak[]): Peak => ({
  all: Math.max(...samples.map(({ all }) => all)),
  own: Math.max(...samples.map(({ own }) => own)),
});
