import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, Position } from '../../event-store/event-store.ts';
import type { Change } from '../views.ts';
import type { Flusher } from './flusher.ts';
import type { ReadModel } from './read-model.ts';

const longestRetryMs = 5_000;

/** What is told while a read model follows the store. */
export interface FollowListener {
  /** Whether anybody asks what the events up to this position change. */
  wantsChanges(upTo: Position): boolean;
  applied(changes: readonly Change[]): void;
  caughtUp(): void;
  /** The subscription broke; it is begun again after a while. */
  failed(error: unknown): void;
}

/** Takes the events after the model's position into it, and those to come, until the signal aborts. */
export async function followStore(
  store: EventStore,
  model: ReadModel,
  flusher: Flusher,
  listener: FollowListener,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  let live = false;
  while (!signal.aborted) {
    try {
      for await (const item of store.subscribe({ after: model.position(), signal })) {
        if (signal.aborted) return;
        failures = 0;
        if (item.kind === 'CAUGHT_UP') {
          live = true;
          model.advance(item.position);
          listener.applied([]);
          listener.caughtUp();
          continue;
        }
        const last = item.events.at(-1);
        if (last === undefined) continue;
        const changes = model.apply(item.events, listener.wantsChanges(last.position));
        listener.applied(changes);
        flusher.touch(live);
        if (flusher.blocked()) await flusher.room();
      }
    } catch (error) {
      if (signal.aborted) return;
      listener.failed(error);
    }
    live = false;
    failures += 1;
    const delay = Math.min(longestRetryMs, 50 * 2 ** failures);
    await pause(delay, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
