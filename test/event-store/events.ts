import { randomUUID } from 'node:crypto';
import type { NewEvent, RecordedEvent } from '../../src/event-store/event-store.ts';

/** A stream that no other test uses. */
export const freshStream = (prefix = 'contract'): string => `${prefix}-${randomUUID()}`;

/** An event that carries `data`, under an id of its own. */
export const event = (data: unknown = {}, overrides: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'SomethingHappened',
  data,
  metadata: {
    actor: { kind: 'USER', id: 'user_test' },
    correlationId: 'request_1',
    causationId: 'request_1',
    occurredAt: '2026-01-02T03:04:05.678Z',
    schemaVersion: 1,
  },
  ...overrides,
});

/** So many events that carry their own number. */
export const events = (count: number, first = 0): NewEvent[] =>
  Array.from({ length: count }, (_, index) => event({ number: first + index }));

/** All that a read gives. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const idsOf = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);

export const revisionsOf = (all: readonly RecordedEvent[]): number[] => all.map(({ revision }) => revision);
