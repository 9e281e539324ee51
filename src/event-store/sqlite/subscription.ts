import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Waiter } from '../../common/endable.ts';
import type { Position, SubscriptionItem } from '../event-store.ts';
import { toPosition } from './position.ts';
import type { Reader } from './reader.ts';

/** One reader's way through the events. It holds no events: a slow subscriber reads from the file later. */
export async function* itemsAfter(
  reader: Reader,
  after: Position | null,
  { signal, wait }: Waiter,
): AsyncGenerator<SubscriptionItem> {
  let row = reader.rowOf(after);
  let lagging = true;
  while (!signal.aborted) {
    const { events, full, next } = reader.chunkAfter(row);
    if (events.length > 0) {
      row = next;
      yield { kind: 'EVENTS', events };
      if (!full) continue;
      lagging = true;
      // A long way to catch up must leave the event loop to others between two chunks.
      await nextTurn();
    } else if (lagging) {
      lagging = false;
      yield { kind: 'CAUGHT_UP', position: row === 0 ? null : toPosition(row) };
    } else await wait();
  }
}
