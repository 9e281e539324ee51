import { setTimeout as wait } from 'node:timers/promises';
import { EventStoreUnavailable, WrongExpectedRevision } from '../../src/event-store/errors.ts';
import type { EventStore, NewEvent, RecordedEvent } from '../../src/event-store/event-store.ts';
import { patience } from '../support/patience.ts';
import { collect, events, freshStream } from './events.ts';

/** What one writer was told is stored, by event id. */
type Acknowledged = Map<string, { readonly stream: string; readonly revision: number }>;

/** What a run of the workload came to; the lists of what went wrong are empty for a store that keeps its word. */
export interface Verdict {
  readonly acknowledged: number;
  readonly refused: number;
  readonly received: number;
  readonly wrong: readonly string[];
}

/**
 * Writers that append to streams of their own and one that they share, and send what was refused again under the
 * same ids, beside a subscriber that sees it all. To be run while the store is made to fail.
 */
export async function startWorkload(store: EventStore, { writers }: { writers: number }) {
  const stopping = new AbortController();
  const following = new AbortController();
  const acknowledged: Acknowledged = new Map();
  const received: RecordedEvent[] = [];
  const wrong: string[] = [];
  const shared = freshStream('shared');
  let refused = 0;
  const start = await store.head();

  async function appendSurely(
    stream: string,
    given: readonly NewEvent[],
    expected: number | 'ANY',
  ): Promise<void> {
    for (;;) {
      try {
        const wanted = expected === -1 ? 'NO_STREAM' : expected;
        const { revision } = await store.append(stream, given, wanted);
        for (const [index, { id }] of given.entries()) {
          acknowledged.set(id, { stream, revision: revision - given.length + 1 + index });
        }
        return;
      } catch (error) {
        if (error instanceof WrongExpectedRevision) {
          wrong.push(`the only writer of ${stream} met ${error.message}`);
          return;
        }
        if (!(error instanceof EventStoreUnavailable) || !error.retryable) throw error;
        refused += 1;
        await wait(20);
      }
    }
  }

  async function write(): Promise<void> {
    const own = freshStream('own');
    for (let revision = -1; !stopping.signal.aborted; ) {
      const given = events(1 + Math.floor(Math.random() * 3));
      await appendSurely(own, given, revision);
      revision += given.length;
      await appendSurely(shared, events(1), 'ANY');
    }
  }

  async function follow(): Promise<void> {
    for await (const item of store.subscribe({ after: start, signal: following.signal })) {
      if (item.kind === 'EVENTS') received.push(...item.events);
    }
  }

  const writing = Promise.all(Array.from({ length: writers }, write));
  const followed = follow();
  // A failure is reported where the verdict is asked for.
  writing.catch(() => undefined);
  followed.catch(() => undefined);

  /** Lets the writers finish what they have begun, with the store well again, and compares all accounts. */
  async function verdict(): Promise<Verdict> {
    stopping.abort();
    await writing;
    const stored = await collect(store.readAll({ after: start }));
    const deadline = Date.now() + patience(10_000);
    while (received.length < stored.length && Date.now() < deadline) await wait(20);
    following.abort();
    await followed;
    for (const [id, { stream, revision }] of acknowledged) {
      const found = stored.filter((event) => event.id === id);
      if (found.length !== 1) wrong.push(`event ${id} of ${stream} is stored ${found.length} times`);
      else if (found[0]?.revision !== revision) wrong.push(`event ${id} is not at its revision ${revision}`);
    }
    if (stored.length !== acknowledged.size) {
      wrong.push(`${stored.length} events are stored, ${acknowledged.size} were acknowledged`);
    }
    const ids = (all: readonly RecordedEvent[]): string => JSON.stringify(all.map(({ id }) => id));
    if (ids(received) !== ids(stored))
      wrong.push(`the subscriber saw ${received.length} of ${stored.length} events, or not in order`);
    for (const stream of new Set(stored.map((event) => event.stream))) {
      const revisions = stored.filter((event) => event.stream === stream).map(({ revision }) => revision);
      if (revisions.some((revision, index) => revision !== index)) wrong.push(`stream ${stream} has a gap`);
    }
    return { acknowledged: acknowledged.size, refused, received: received.length, wrong };
  }

  return { acknowledgedSoFar: () => acknowledged.size, verdict };
}
