import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventStore, Position } from '../../event-store/event-store.ts';
import type { EventStoreSettings } from '../../event-store/open-event-store.ts';
import type { Change } from '../views.ts';
import { markClean } from './boot-mark.ts';
import { buildInThread } from './build-in-thread.ts';
import { connect } from './connection.ts';
import { logQuarantined, type ProjectionRun, startProjectionRun } from './projection-run.ts';
import {
  beginViewsFile,
  settleViewsFile,
  swapViewsFile,
  type ViewsFile,
  viewsUnavailable,
} from './views-file.ts';
import { createWaiters } from './waiters.ts';
import type { Quarantined } from './write-pending.ts';

/** How the projector fares. */
export interface ProjectorStatus {
  /** Position of the last event that the views include. */
  readonly position: Position | null;
  /** Whether the views include all that the store has told of so far. */
  readonly caughtUp: boolean;
  /** Seconds since the last event that the views include, while there are later ones; else 0. */
  readonly lagSeconds: number;
  readonly rebuilding: boolean;
  /** How many events the views could not take; the history has them. */
  readonly setAside: number;
  /** What is wrong, in words for the operator; null when nothing is. */
  readonly problem: string | null;
}

export interface Projector {
  /** Resolves once the views include the position, or when the time is over. */
  waitFor(position: Position, timeoutMs: number): Promise<void>;
  status(): ProjectorStatus;
  /** Makes the views anew from all events, beside the present ones, and swaps them in; queries go on meanwhile. */
  rebuild(): Promise<void>;
}

/** Where the projector tells what events changed. */
export interface Publisher {
  wantsChanges(upTo: Position): boolean;
  publish(changes: readonly Change[], upTo: Position | null): void;
  /** The views include what happened up to here, and nobody was told of it. */
  skipTo(position: Position | null): void;
}

/** A projector, with the run whose views are the ones to ask at this moment. */
export interface RunningProjector extends Projector {
  current(): ProjectionRun;
  /** A query found the file damaged. */
  corrupted(): void;
  close(): Promise<void>;
}

const longestRetryMs = 60_000;

/**
 * Keeps the views at `file` in step with the store. Where there are none that can be read, queries are answered from
 * those being built, or find nothing while a thread builds them.
 */
export async function startProjector(options: {
  store: EventStore;
  file: string;
  found: ViewsFile;
  logger: Logger;
  publisher: Publisher;
  /** Views of a store whose events take more bytes are built in threads of their own. */
  threadAbove: number;
  /** Whether views that cannot be built are given up the first time, and not tried again and again as servers do. */
  giveUp: boolean;
}): Promise<RunningProjector> {
  const { store, file, found, logger, publisher, threadAbove, giveUp } = options;
  const rebuildFile = `${file}.rebuild`;
  const waiters = createWaiters();
  const ending = new AbortController();
  let built: ProjectionRun | null = null;
  let rebuilding: Promise<void> | null = null;
  /** Set when the current views are none to keep: they were those being built and had to be given up, or are yet to come. */
  let orphaned = false;
  /** When the last event happened that the building thread told of. */
  let threadReached: string | null = null;

  const listener = {
    wantsChanges: (run: ProjectionRun, upTo: Position) => run === current && publisher.wantsChanges(upTo),
    applied(run: ProjectionRun, changes: readonly Change[]) {
      // Who hears of a change asks the views for it at once, and those of a run beside nobody asks.
      if (run !== current) return;
      publisher.publish(changes, run.model.position());
      waiters.reached(run.model.position());
    },
    corrupted(run: ProjectionRun) {
      if (run === built) run.stop();
      else void rebuild();
    },
  };

  const usable = found.state === 'CURRENT' || found.state === 'OUTDATED';
  let current = usable
    ? startProjectionRun({ store, logger }, found.connection, listener)
    : firstRun(await settingsForThread());
  if (found.state !== 'CURRENT') void rebuild();

  function beginRun(): ProjectionRun {
    built = startProjectionRun({ store, logger }, beginViewsFile(rebuildFile), listener);
    return built;
  }

  /** How a thread opens the store, where there is so much that it is done sooner so. */
  async function settingsForThread(): Promise<EventStoreSettings | null> {
    const { settings } = store;
    return settings !== undefined && (await store.size()) > threadAbove ? settings : null;
  }

  /** What answers while there are no views. */
  function firstRun(forThread: EventStoreSettings | null): ProjectionRun {
    if (forThread === null) return beginRun();
    const run = startProjectionRun({ store, logger }, beginViewsFile(':memory:'), listener);
    run.stop();
    orphaned = true;
    return run;
  }

  /** Lets a thread make the views of all that is in the store, and begins to follow it from there. */
  async function runFromThread(settings: EventStoreSettings): Promise<ProjectionRun> {
    const on = {
      setAside: (event: Quarantined) => logQuarantined(logger, event),
      reached(lastEventAt: string | null) {
        threadReached = lastEventAt;
      },
    };
    await buildInThread({ store: settings, file: rebuildFile }, on, ending.signal).finally(() => {
      threadReached = null;
    });
    ending.signal.throwIfAborted();
    built = startProjectionRun({ store, logger }, connect(rebuildFile, 'LIVE'), listener);
    return built;
  }

  function rebuild(): Promise<void> {
    rebuilding ??= build().finally(() => {
      rebuilding = null;
    });
    // Who asked hears of a failure; where nobody did, it is in the log.
    rebuilding.catch(() => undefined);
    return rebuilding;
  }

  async function build(): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        // The first run of an empty directory is both: asked, and being built.
        const forThread = built === null && failures === 0 ? await settingsForThread() : null;
        const run = forThread === null ? (built ?? beginRun()) : await runFromThread(forThread);
        if (orphaned) standIn(run);
        await run.until(run.caughtUp);
        while (run.model.judgeSome()) await turn();
        await settleViewsFile(run.model.connection, () => turn());
        const level = (): boolean => run === current || !isBehind(run, current);
        while (!level()) await run.until(level);
        ending.signal.throwIfAborted();
        swapIn(run);
        logger.info({ position: current.model.position(), file }, 'the views were built anew');
        return;
      } catch (error) {
        if (ending.signal.aborted) throw error;
        discardBuilt();
        if (giveUp) throw viewsUnavailable(file, error);
        logger.error({ err: error, file }, 'the views could not be built anew; trying again');
        const delay = Math.min(longestRetryMs, 100 * 2 ** failures);
        await pause(delay, undefined, { signal: ending.signal, ref: false });
      }
    }
  }

  function standIn(run: ProjectionRun): void {
    current.model.connection.close();
    current = run;
    orphaned = false;
    reached();
  }

  /** The views are those of another run now, and may include what nobody was told of. */
  function reached(): void {
    publisher.skipTo(current.model.position());
    waiters.reached(current.model.position());
  }

  function swapIn(run: ProjectionRun): void {
    run.stop();
    run.model.flush();
    run.model.connection.close();
    current.stop();
    current.model.connection.close();
    orphaned = true;
    const connection = swapViewsFile(rebuildFile, file);
    current = startProjectionRun({ store, logger }, connection, listener);
    built = null;
    orphaned = false;
    reached();
  }

  function discardBuilt(): void {
    const discarded = built;
    built = null;
    discarded?.stop();
    discarded?.model.connection.close();
    orphaned ||= discarded === current;
  }

  function problem(): string | null {
    const down = current.flusher.problem() ?? current.problem();
    if (down !== null) return down;
    const { count, first } = current.model.setAside();
    if (first === null) return null;
    return `${count} event(s) could not be taken into the views, the first ${first.type} ${first.eventId} of ${first.stream}: ${first.error}`;
  }

  return {
    current: () => current,
    waitFor: (position, timeoutMs) => {
      const reached = current.model.position();
      return reached !== null && reached >= position
        ? Promise.resolve()
        : waiters.waitFor(position, timeoutMs);
    },
    status() {
      const { model } = current;
      const caughtUp = current.caughtUp() && !current.flusher.blocked();
      const at = model.lastEventAt() ?? threadReached;
      return {
        position: model.position(),
        caughtUp,
        lagSeconds: caughtUp || at === null ? 0 : Math.max(0, (Date.now() - Date.parse(at)) / 1000),
        rebuilding: rebuilding !== null,
        setAside: model.setAside().count,
        problem: problem(),
      };
    },
    rebuild,
    corrupted: () => listener.corrupted(current),
    async close() {
      ending.abort(new Error('The projections were closed.'));
      waiters.close();
      for (const run of new Set([current, built])) {
        if (run === null) continue;
        run.stop();
        try {
          run.model.flush();
          if (run.model.connection.indexed) markClean(run.model.connection);
        } catch (err) {
          logger.warn({ err, file }, 'the last changes of views were not written; they are projected again');
        }
        run.model.connection.close();
      }
      await rebuilding?.catch(() => undefined);
    },
  };
}

function isBehind(one: ProjectionRun, other: ProjectionRun): boolean {
  const position = one.model.position();
  const ahead = other.model.position();
  return ahead !== null && (position === null || position < ahead);
}
