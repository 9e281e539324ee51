import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventStore, Position } from '../../event-store/event-store.ts';
import type { Publisher } from '../feed/feed.ts';
import { connect, isCorruption } from './connection.ts';
import { type FollowingViews, type FollowListener, followStore } from './follow-store.ts';
import {
  beginViewsFile,
  type FoundViews,
  removeViewsFile,
  replaceViewsFile,
  viewsUnavailable,
} from './views-file.ts';

/** The state of the projector. */
export interface ProjectorStatus {
  /** Position of the last event that the views include. */
  readonly position: Position | null;
  /** Whether the views include all that the store has delivered so far. */
  readonly caughtUp: boolean;
  /** Seconds since the last event that the views include, while there are later ones; else 0. */
  readonly lagSeconds: number;
  readonly rebuilding: boolean;
  /** How many events the views could not take; the history has them. */
  readonly quarantined: number;
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

/** A projector, with the views that answer at this moment. */
export interface RunningProjector extends Projector {
  /** Resolves once the views are whole: at once where there were any. */
  readonly whole: Promise<void>;
  current(): FollowingViews;
  /** To be called when a query found the file damaged. */
  corrupted(): void;
  close(): Promise<void>;
}

const longestRetryMs = 60_000;

/**
 * Keeps the views of a file in step with the store. Where there are none, those that are built answer.
 * @throws ViewsUnavailable when there are none and none can be begun.
 */
export function startProjector(options: {
  store: EventStore;
  file: string;
  found: FoundViews | null;
  logger: Logger;
  publisher: Publisher;
  /** Whether views that cannot be built are given up the first time, and not tried again and again as servers do. */
  giveUp: boolean;
}): RunningProjector {
  const { store, file, found, logger, publisher, giveUp } = options;
  const buildFile = `${file}.rebuild`;
  const waiting = new Map<() => void, Position>();
  const ending = new AbortController();
  let rebuilding: Promise<void> | null = null;
  let building: { readonly views: FollowingViews; readonly swapped: PromiseWithResolvers<void> } | null =
    null;
  /** Whether there are no other views to answer than those being built. */
  let isFirst = found === null;

  const listener: FollowListener = {
    applied(views, changes) {
      if (views === current) {
        publisher.publish(changes, views.model.position());
        endWaits();
      }
      if (views !== building?.views || !isSettled(views) || isBehind(views, current)) return;
      try {
        swapIn(views);
        building.swapped.resolve();
      } catch (error) {
        building.swapped.reject(error);
      }
    },
    failed(views, error) {
      if (views === building?.views) building.swapped.reject(error);
      else if (isCorruption(error)) void rebuild();
    },
  };

  let current = found === null ? begin().views : followStore({ store, logger }, found.connection, listener);
  const whole = found === null ? rebuild() : Promise.resolve();
  if (found?.outdated) void rebuild();

  function begin(): NonNullable<typeof building> {
    const views = followStore({ store, logger }, beginViewsFile(buildFile), listener);
    building = { views, swapped: Promise.withResolvers() };
    return building;
  }

  function rebuild(): Promise<void> {
    rebuilding ??= build().finally(() => {
      rebuilding = null;
    });
    // The caller gets a failure; where nobody called, it is in the log.
    rebuilding.catch(() => undefined);
    return rebuilding;
  }

  async function build(): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        const { views, swapped } = building ?? begin();
        if (isFirst) current = views;
        await swapped.promise;
        building = null;
        logger.info({ position: current.model.position(), file }, 'the views were built anew');
        return;
      } catch (error) {
        building?.views.close();
        building = null;
        removeViewsFile(buildFile);
        if (ending.signal.aborted) throw error;
        if (giveUp) throw viewsUnavailable(file, error);
        logger.error({ err: error, file }, 'the views could not be built anew; trying again');
        const delay = Math.min(longestRetryMs, 100 * 2 ** failures);
        await pause(delay, undefined, { signal: ending.signal, ref: false });
      }
    }
  }

  function swapIn(views: FollowingViews): void {
    views.close();
    current.close();
    try {
      replaceViewsFile(buildFile, file);
    } finally {
      current = followStore({ store, logger }, connect(file), listener);
    }
    isFirst = false;
    // They may include what no subscriber got.
    publisher.skipTo(current.model.position());
    endWaits();
  }

  function endWaits(): void {
    const reached = current.model.position();
    for (const [done, position] of waiting) if (reached !== null && position <= reached) done();
  }

  function problem(): string | null {
    const now = current.problem();
    if (now !== null) return now;
    const { count, first } = current.model.quarantined();
    if (first === null) return null;
    return `${count} event(s) could not be applied to the views, the first ${first.type} ${first.eventId} of ${first.stream}: ${first.error}`;
  }

  return {
    whole,
    current: () => current,
    async waitFor(position, timeoutMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      waiting.set(resolve, position);
      endWaits();
      await promise;
      clearTimeout(timer);
      waiting.delete(resolve);
    },
    status() {
      const { model } = current;
      const caughtUp = current.isCaughtUp();
      const at = model.lastEventAt();
      return {
        position: model.position(),
        caughtUp,
        lagSeconds: caughtUp || at === null ? 0 : Math.max(0, (Date.now() - Date.parse(at)) / 1000),
        rebuilding: rebuilding !== null,
        quarantined: model.quarantined().count,
        problem: problem(),
      };
    },
    rebuild,
    corrupted: () => void rebuild(),
    async close() {
      const reason = new Error('The projections were closed.');
      ending.abort(reason);
      for (const done of waiting.keys()) done();
      current.close();
      building?.swapped.reject(reason);
      await rebuilding?.catch(() => undefined);
    },
  };
}

/** Whether views include all that there is, the obstacles of every disk too. */
const isSettled = (views: FollowingViews): boolean => views.isCaughtUp() && !views.model.isReevaluating();

function isBehind(one: FollowingViews, other: FollowingViews): boolean {
  const position = one.model.position();
  const ahead = other.model.position();
  return ahead !== null && (position === null || position < ahead);
}
