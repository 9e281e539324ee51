import { EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import { pino } from 'pino';
import type { Position } from '../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/open.ts';
import { fromPosition } from '../../src/event-store/eventstoredb/position.ts';
import { openProjections } from '../../src/projections/open-projections.ts';

// The program that reads events of EventStoreDB, in a process of its own: one message says which and how, answered by its outcome.

/** One reading of all events of a prefix after a position; VIEWS reads from the start and makes the views in `file`. */
export interface Reading {
  readonly side: 'BARE' | 'ADAPTER' | 'VIEWS';
  readonly connectionString: string;
  readonly streamPrefix: string;
  readonly after: Position | null;
  /** How many events of disks there are. */
  readonly count: number;
  readonly file: string;
}

export interface ReadingOutcome {
  readonly seconds: number;
  /** Of processor time of all its threads, with the start of the process. */
  readonly cpuSeconds: number;
  readonly count: number;
}

const sides: Readonly<Record<Reading['side'], (reading: Reading) => Promise<number>>> = {
  /** A catch-up subscription as the driver's documentation has it. */
  async BARE({ connectionString, streamPrefix, after, count }) {
    const client = EventStoreDBClient.connectionString(connectionString);
    const subscription = client.subscribeToAll({
      fromPosition: after === null ? START : fromPosition(after),
      filter: streamNameFilter({ prefixes: [`${streamPrefix}disk-`] }),
    });
    let read = 0;
    for await (const { event } of subscription) {
      if (event !== undefined) read += 1;
      if (read === count) break;
    }
    return read;
  },
  async ADAPTER({ connectionString, streamPrefix, after }) {
    const store = await openEventStoreDb({ connectionString, streamPrefix });
    let read = 0;
    for await (const item of store.subscribe({ after, signal: new AbortController().signal })) {
      if (item.kind === 'CAUGHT_UP') break;
      for (const { stream } of item.events) if (stream.startsWith('disk-')) read += 1;
    }
    return read;
  },
  async VIEWS({ connectionString, streamPrefix, file }) {
    const store = await openEventStoreDb({ connectionString, streamPrefix });
    const { whole, views } = await openProjections({ store, file, logger: pino({ level: 'silent' }) });
    await whole;
    return views.activity({}, 'DESC', { first: 1 }).totalCount();
  },
};

process.once('message', async (reading: Reading) => {
  const began = performance.now();
  const count = await sides[reading.side](reading);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage();
  const outcome: ReadingOutcome = { seconds, cpuSeconds: (user + system) / 1e6, count };
  process.send?.(outcome, () => process.exit());
});
