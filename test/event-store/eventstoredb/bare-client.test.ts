import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import {
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  type ResolvedEvent,
  StreamNotFoundError,
  streamNameFilter,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { expect, it, onTestFinished } from 'vitest';
import { openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import {
  type EventStoreDbDouble,
  startEventStoreDbDouble,
} from '../../support/eventstoredb-double/double.ts';
import { patience } from '../../support/patience.ts';
import { collect, events, freshStream } from '../events.ts';
import { patientCalls } from './eventstoredb-under-test.ts';

const said = (text: string) => jsonEvent({ type: 'Said', data: { text }, metadata: { by: 'the test' } });

const textsOf = (read: readonly ResolvedEvent[]): unknown[] => read.map(({ event }) => event?.data);

async function startDouble(): Promise<EventStoreDbDouble> {
  const double = await startEventStoreDbDouble();
  onTestFinished(() => double.stop());
  return double;
}

it('the double carries the bare client as a server does', async () => {
  const double = await startDouble();
  const client = EventStoreDBClient.connectionString(double.connectionString);
  onTestFinished(() => client.dispose());

  await expect(collect(client.readStream('talk'))).rejects.toBeInstanceOf(StreamNotFoundError);
  const first = await client.appendToStream('talk', [said('one'), said('two')], {
    expectedRevision: NO_STREAM,
  });
  expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
  expect(double.sharedAppendCalls()).toBe(1);

  const refused = client.appendToStream('talk', said('no'), { expectedRevision: 7n });
  await expect(refused).rejects.toBeInstanceOf(WrongExpectedVersionError);
  await expect(refused).rejects.toMatchObject({
    streamName: 'talk',
    expectedVersion: 7n,
    actualVersion: 1n,
  });
  const alone = client.appendToStream('talk', said('no'), {
    expectedRevision: NO_STREAM,
    credentials: { username: 'ann', password: 'secret' },
  });
  await expect(alone).rejects.toMatchObject({ expectedVersion: 'no_stream', actualVersion: 1n });
  expect(double.sharedAppendCalls()).toBe(1);

  await client.appendToStream('other', said('elsewhere'));
  const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['talk'] }) });
  const caughtUp = new Promise<void>((resolve) => subscription.once('caughtUp', resolve));
  const followed: ResolvedEvent[] = [];
  for await (const resolved of subscription) {
    followed.push(resolved);
    if (followed.length === 2) {
      await caughtUp;
      await client.appendToStream('talk', said('three'), { expectedRevision: first.nextExpectedRevision });
    }
    if (followed.length === 3) break;
  }
  await subscription.unsubscribe();

  const all = [{ text: 'one' }, { text: 'two' }, { text: 'three' }];
  expect(textsOf(followed)).toEqual(all);
  expect(textsOf(await collect(client.readStream('talk')))).toEqual(all);
  expect(
    textsOf(await collect(client.readStream('talk', { direction: 'backwards', fromRevision: 1n }))),
  ).toEqual([{ text: 'two' }, { text: 'one' }]);
});

it('the adapter gives each append a call of its own', async () => {
  const double = await startDouble();
  const store = await openEventStoreDb({ ...patientCalls, connectionString: double.connectionString });
  onTestFinished(() => store.close());
  await Promise.all(Array.from({ length: 20 }, () => store.append(freshStream(), events(2), 'NO_STREAM')));
  expect(await collect(store.readAll())).toHaveLength(40);
  expect(double.sharedAppendCalls()).toBe(0);
});

it('the adapter leaves no connection open', async () => {
  const double = await startDouble();
  const open = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(Number(new URL(double.connectionString).port), '127.0.0.1');
    open.add(near);
    near.on('error', () => far.destroy()).on('close', () => far.destroy() && open.delete(near));
    far.on('error', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  onTestFinished(() => void relay.close());
  const address = relay.address();
  if (address === null || typeof address === 'string') throw new Error('The port is not known.');
  const connectionString = `esdb://127.0.0.1:${address.port}?tls=false`;
  const store = await openEventStoreDb({ ...patientCalls, connectionString });
  await store.append(freshStream(), events(1), 'NO_STREAM');
  expect(await store.head()).not.toBeNull();
  expect(open.size).toBeGreaterThan(0);
  await store.close();
  await expect.poll(() => open.size, { timeout: patience(15_000) }).toBe(0);
});
