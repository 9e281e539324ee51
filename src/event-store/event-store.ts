import type { EventMetadata } from '../domain/recorded-event.ts';

/**
 * The place of an event among all events of a store. Opaque outside the adapter, except for its order:
 * plain string comparison gives the order of the events.
 */
export type Position = string & { readonly __position?: never };

export interface NewEvent {
  /** A UUID. Appending the same ids again at the same expected revision changes nothing and answers the same. */
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: EventMetadata;
}

export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** Place in its stream, counted from 0. */
  readonly revision: number;
  readonly position: Position;
}

/** NO_STREAM: the stream has no events yet; a number: the revision of its last event; ANY: do not check. */
export type ExpectedRevision = number | 'NO_STREAM' | 'ANY';

export interface AppendResult {
  /** Revision and position of the last event appended. */
  readonly revision: number;
  readonly position: Position;
}

export interface StreamMetadata {
  /** How many events of the stream are kept: the newest ones. */
  readonly maxCount: number;
}

export type SubscriptionItem =
  | { readonly kind: 'EVENTS'; readonly events: readonly RecordedEvent[] }
  /** All that was in the store when this was said has been delivered. Said again after each time of lagging. */
  | { readonly kind: 'CAUGHT_UP'; readonly position: Position | null };

export interface EventStoreHealth {
  readonly kind: 'SQLITE' | 'EVENTSTOREDB';
  readonly available: boolean;
  readonly problem: string | null;
  /** False of a problem that stays until somebody does something about it. */
  readonly retryable?: boolean;
}

/** What Winnow asks of an event store. Every adapter passes the contract suite in test/event-store/. */
export interface EventStore {
  /** Appends to different streams are stored in the order in which they were begun, also without waiting for each. */
  readonly keepsOrder: boolean;
  /**
   * Appends all events or none, and answers once they are durable.
   * @throws WrongExpectedRevision when the stream has moved on, EventStoreUnavailable when nothing can be stored now.
   */
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult>;
  /** The events of one stream; a stream that does not exist is empty. `from` is inclusive. */
  readStream(
    stream: string,
    options?: { from?: number; direction?: 'FORWARDS' | 'BACKWARDS'; limit?: number },
  ): AsyncIterable<RecordedEvent>;
  /** All events in order of position, those after `after` only. */
  readAll(options?: { after?: Position | null; limit?: number }): AsyncIterable<RecordedEvent>;
  /** All events after `after`, then those to come, until the signal aborts. Batches keep order; nothing is left out. */
  subscribe(options: { after: Position | null; signal: AbortSignal }): AsyncIterable<SubscriptionItem>;
  setStreamMetadata(stream: string, metadata: StreamMetadata): Promise<void>;
  /** Null of a stream without a bound. */
  getStreamMetadata(stream: string): Promise<StreamMetadata | null>;
  /** The position of the last event, null when there is none. */
  head(): Promise<Position | null>;
  health(): Promise<EventStoreHealth>;
  close(): Promise<void>;
}

/** The part of a store that only reads what is there. */
export type ReadableEventStore = Pick<
  EventStore,
  'readStream' | 'readAll' | 'getStreamMetadata' | 'head' | 'close'
>;
