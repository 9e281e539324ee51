import {
  type AppendResult,
  EventStoreDBClient,
  type JSONEventType,
  jsonEvent,
  NO_STREAM,
} from '@eventstore/db-client';
import { newEventId } from '../../src/common/ids.ts';
import type { NewEvent } from '../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/open.ts';
import type { Result } from '../report.ts';
import { jobEvents, recordable } from '../seed.ts';
import { place, type TestedServer } from './tested-server.ts';

const rounds = 7;
const eventsAnAppend = 100;
const appendsARound = 192;

/** What an appender does in a round: one append after the other, all to a stream of its own. */
interface Work {
  readonly stream: string;
  readonly appends: readonly (readonly NewEvent[])[];
}

/** Appends through the adapter against the bare client's, each answered before the appender's next. */
export async function appended(server: TestedServer, appenders: number): Promise<Result> {
  const { connectionString } = server;
  const streamPrefix = server.newPrefix();
  const store = await openEventStoreDb({ connectionString, streamPrefix });
  const bare = EventStoreDBClient.connectionString(connectionString);

  async function throughAdapter(work: readonly Work[]): Promise<number> {
    return eventsASecond(work, async ({ stream, appends }) => {
      let revision: number | 'NO_STREAM' = 'NO_STREAM';
      for (const events of appends) revision = (await store.append(stream, events, revision)).revision;
    });
  }

  async function throughClient(work: readonly Work[]): Promise<number> {
    const made = work.map(({ stream, appends }) => ({
      stream: `${streamPrefix}${stream}`,
      appends: appends.map((events) => events.map(toJsonEvent)),
    }));
    return eventsASecond(made, async ({ stream, appends }) => {
      let revision: bigint | typeof NO_STREAM = NO_STREAM;
      for (const events of appends) {
        const answer: AppendResult = await bare.appendToStream(stream, events, {
          expectedRevision: revision,
        });
        revision = answer.nextExpectedRevision;
      }
    });
  }

  const ratios: number[] = [];
  const rates: string[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const ours = () => throughAdapter(newWork(appenders));
      const theirs = () => throughClient(newWork(appenders));
      const rate =
        round % 2 === 0
          ? { theirs: await theirs(), ours: await ours() }
          : { ours: await ours(), theirs: await theirs() };
      // The first round lets both sides compile.
      if (round === 0) continue;
      ratios.push(rate.ours / rate.theirs);
      rates.push(`${rate.ours.toFixed(0)}/${rate.theirs.toFixed(0)}`);
    }
  } finally {
    await store.close();
    await bare.dispose();
  }
  return {
    name: `eventstoredb: events appended a second, ${eventsAnAppend} an append, by ${appenders === 1 ? 'one appender' : `${appenders} appenders at once`}, of the bare client`,
    rounds: ratios,
    unit: '×',
    target: { atLeast: 0.4 },
    detail: `Winnow/bare a second: ${rates.join(' ')}; the target is our own`,
  };
}

function newWork(appenders: number): Work[] {
  return Array.from({ length: appenders }, () => ({
    stream: `append-${newEventId()}`,
    appends: Array.from({ length: appendsARound / appenders }, () =>
      recordable(Array.from({ length: eventsAnAppend / 4 }, () => jobEvents(place)).flat()),
    ),
  }));
}

function toJsonEvent({ id, type, data, metadata }: NewEvent) {
  return jsonEvent<JSONEventType>({
    id,
    type,
    data: { ...Object(data) },
    metadata: { ...metadata },
  });
}

async function eventsASecond<Task>(
  tasks: readonly Task[],
  run: (task: Task) => Promise<void>,
): Promise<number> {
  const began = performance.now();
  await Promise.all(tasks.map(run));
  return (appendsARound * eventsAnAppend * 1000) / (performance.now() - began);
}
