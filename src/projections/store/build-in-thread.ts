import { Worker } from 'node:worker_threads';
import type { BuildSettings, FromBuilder } from './build-protocol.ts';
import type { Quarantined } from './write-pending.ts';

/** Memory for what is young, in MB: more than the events of a transaction take, so that few of them are ever moved. */
const youngMemory = 64;

/** Makes a file of views from all events of a store in threads of its own. Rejects when the thread fails or the signal aborts. */
export function buildInThread(
  settings: BuildSettings,
  on: { setAside: (event: Quarantined) => void; reached: (lastEventAt: string | null) => void },
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./build-thread.ts', import.meta.url), {
      workerData: settings,
      name: 'projections-builder',
      resourceLimits: { maxYoungGenerationSizeMb: youngMemory },
    });
    const terminate = (): void => void worker.terminate();
    if (signal.aborted) terminate();
    else signal.addEventListener('abort', terminate);
    let done = false;
    let crash: unknown = null;
    worker.on('message', (message: FromBuilder) => {
      switch (message.kind) {
        case 'SET_ASIDE':
          on.setAside(message.event);
          return;
        case 'REACHED':
          on.reached(message.lastEventAt);
          return;
        case 'DONE':
          done = true;
          return;
        default:
          message satisfies never;
      }
    });
    worker.on('error', (error) => {
      crash = error;
    });
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', terminate);
      if (done) resolve();
      else if (signal.aborted) reject(signal.reason);
      else reject(crash ?? new Error(`The thread that builds views ended with code ${code}.`));
    });
  });
}
