import { setImmediate as turn } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { UnparsedEvent } from '../../../src/event-store/event-store.ts';
import type { FromReader } from '../../../src/projections/store/build-protocol.ts';
import { handOver } from '../../../src/projections/store/hand-over.ts';

const eventAt = (revision: number, data = '{}'): UnparsedEvent => ({
  id: `event-${revision}`,
  type: 'DiskObserved',
  stream: 'disk-disk_a',
  revision,
  position: String(revision).padStart(16, '0'),
  data,
  metadata: '{}',
});

/** Events by 100, with how many were taken from here. */
function source(count: number) {
  const taken = { events: 0 };
  async function* read() {
    for (let revision = 0; revision < count; revision += 100) {
      taken.events += 100;
      yield Array.from({ length: 100 }, (_, index) => eventAt(revision + index));
      await turn();
    }
  }
  return { taken, events: read() };
}

/** Both ends of a way between two threads, with what has arrived at one of them. */
function channel(): { sender: MessagePort; receiver: MessagePort; received: FromReader[] } {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => {
    port1.close();
    port2.close();
  });
  const received: FromReader[] = [];
  port2.on('message', (message) => received.push(message));
  return { sender: port1, receiver: port2, received };
}

const revisionsIn = (messages: readonly FromReader[]): number[] =>
  messages.flatMap((message) => (message.kind === 'EVENTS' ? message.events : [])).map((one) => one.revision);

describe('events handed over to another thread', () => {
  test('come in order and in batches, and then it is said that they were all', async () => {
    const { sender, receiver, received } = channel();
    receiver.on('message', () => receiver.postMessage(null));
    await handOver(sender, source(12_300).events);
    await vi.waitUntil(() => received.at(-1)?.kind === 'DONE');
    expect(revisionsIn(received)).toEqual(Array.from({ length: 12_300 }, (_, revision) => revision));
    expect(received).toHaveLength(26);
  });

  test('are read no further than 8 batches ahead of who takes them, and further as they are taken', async () => {
    const { sender, receiver, received } = channel();
    const { taken, events } = source(20_000);
    const done = handOver(sender, events);
    await vi.waitUntil(() => received.length === 8);
    for (let turns = 0; turns < 100; turns += 1) await turn();
    expect([received.length, taken.events]).toEqual([8, 4_000]);
    receiver.postMessage(null);
    await vi.waitUntil(() => received.length === 9);
    for (let turns = 0; turns < 100; turns += 1) await turn();
    expect([received.length, taken.events]).toEqual([9, 4_500]);
    receiver.on('message', () => receiver.postMessage(null));
    for (let waiting = 0; waiting < 8; waiting += 1) receiver.postMessage(null);
    await done;
    await vi.waitUntil(() => received.at(-1)?.kind === 'DONE');
    expect(revisionsIn(received)).toHaveLength(20_000);
  });

  test('come in smaller batches when they are large', async () => {
    const { sender, receiver, received } = channel();
    receiver.on('message', () => receiver.postMessage(null));
    async function* large() {
      for (let revision = 0; revision < 4; revision += 1) yield [eventAt(revision, 'x'.repeat(600_000))];
    }
    await handOver(sender, large());
    await vi.waitUntil(() => received.at(-1)?.kind === 'DONE');
    expect(received.map((message) => message.kind === 'EVENTS' && message.events.length)).toEqual([
      2,
      2,
      0,
      false,
    ]);
  });

  test('end with the error of their reading', async () => {
    async function* broken() {
      yield [eventAt(0)];
      throw new Error('connection lost');
    }
    await expect(handOver(channel().sender, broken())).rejects.toThrow('connection lost');
  });
});
