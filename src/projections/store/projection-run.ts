import { setImmediate as turn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventStore, Position } from '../../event-store/event-store.ts';
import type { Change } from '../views.ts';
import type { Connection } from './connection.ts';
import { createFlusher, type Flusher } from './flusher.ts';
import { followStore } from './follow-store.ts';
import { createReadModel, type ReadModel } from './read-model.ts';
import type { Quarantined } from './write-pending.ts';

/** A read model that follows the store. */
export interface ProjectionRun {
  readonly model: ReadModel;
  readonly flusher: Flusher;
  caughtUp(): boolean;
  /** Why the subscription is down; null while it is up. */
  problem(): string | null;
  /** Resolves as soon as the condition holds; looked at after each batch. Rejects when the run is stopped first. */
  until(condition: () => boolean): Promise<void>;
  /** Takes nothing in any more, from this very moment on. */
  stop(): void;
}

/** Who is told what a run takes in. */
export interface ProjectionListener {
  wantsChanges(run: ProjectionRun, upTo: Position): boolean;
  applied(run: ProjectionRun, changes: readonly Change[]): void;
  corrupted(run: ProjectionRun): void;
}

/** Begins to take the store's events into the views of a file, from their checkpoint on, in the next turn. */
export function startProjectionRun(
  { store, logger }: { store: EventStore; logger: Logger },
  connection: Connection,
  listener: ProjectionListener,
): ProjectionRun {
  const model = createReadModel(connection, (event) => logQuarantined(logger, event));
  const flusher = createFlusher(model, {
    failed: (err) => logger.error({ err, file: connection.file }, 'views could not be written; trying again'),
    corrupt: () => listener.corrupted(run),
  });
  const abort = new AbortController();
  const conditions = new Set<() => void>();
  let caughtUp = false;
  let problem: string | null = null;

  const run: ProjectionRun = {
    model,
    flusher,
    caughtUp: () => caughtUp,
    problem: () => problem,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!abort.signal.aborted && !condition()) return;
          conditions.delete(look);
          if (abort.signal.aborted) reject(new Error('The projection was stopped.'));
          else resolve();
        };
        conditions.add(look);
        look();
      }),
    stop() {
      abort.abort();
      flusher.stop();
      for (const look of conditions) look();
    },
  };

  const following = {
    wantsChanges: (upTo: Position) => listener.wantsChanges(run, upTo),
    applied(changes: readonly Change[]) {
      problem = null;
      listener.applied(run, changes);
      for (const look of conditions) look();
    },
    caughtUp() {
      caughtUp = true;
      for (const look of conditions) look();
    },
    failed(err: unknown) {
      caughtUp = false;
      problem = err instanceof Error ? err.message : String(err);
      logger.warn({ err }, 'the event store broke off the projection; trying again');
    },
  };
  void turn().then(() => followStore(store, model, flusher, following, abort.signal));
  return run;
}

/** Tells the operator of an event that the views are without. */
export const logQuarantined = (logger: Logger, { eventId, type, stream, error }: Quarantined): void =>
  logger.error({ eventId, type, stream, error }, 'an event was set aside: the views are without it');
