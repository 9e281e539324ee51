import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadOutcome, LoadRun } from './programs/load.ts';

/** A process that puts load on servers. */
export interface LoadGenerator {
  /** Sends an operation so many times. @throws when an answer is not as expected. */
  run(run: LoadRun): Promise<LoadOutcome>;
  /** Ends the run that is going on, which then tells of what it did. */
  stop(): void;
  close(): void;
}

export function startLoadGenerator(): LoadGenerator {
  const child: ChildProcess = fork(fileURLToPath(new URL('programs/load.ts', import.meta.url)));
  return {
    async run(run) {
      child.send(run);
      const [outcome]: LoadOutcome[] = await once(child, 'message');
      if (outcome === undefined || outcome.unexpected !== null)
        throw new Error(`Not as expected: ${outcome?.unexpected}`);
      return outcome;
    },
    stop: () => void child.send('STOP'),
    close: () => void child.kill(),
  };
}
