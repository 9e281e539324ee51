import { setTimeout } from 'node:timers/promises';
import { backoffDelay } from '../common/backoff.ts';
import type { Decision } from '../domain/decision.ts';
import { decideDisk } from '../domain/disk/decide.ts';
import {
  decideIdempotencyKey,
  type IdempotencyKeyTaken,
  type KeyUse,
} from '../domain/disk/idempotency-key.ts';
import { evolveDisk, initialDiskState } from '../domain/disk/state.ts';
import { decideHost } from '../domain/host/decide.ts';
import { evolveHostState, initialHostState } from '../domain/host/state.ts';
import { decideLimits, evolveLimits, noLimits } from '../domain/installation/decide.ts';
import { decideOperation, type OperationStatus, operationStatusAfter } from '../domain/operation/decide.ts';
import { decideStorageDomain } from '../domain/storage-domain/decide.ts';
import { evolveStorageDomainState, initialStorageDomainState } from '../domain/storage-domain/state.ts';
import { WrongExpectedRevision } from '../event-store/errors.ts';
import type { EventStore, ExpectedRevision, Position } from '../event-store/event-store.ts';
import { type EventOrigin, inEnvelope } from './envelope.ts';
import {
  diskStream,
  hostStream,
  idempotencyKeyStream,
  limitsStream,
  operationStream,
  storageDomainStream,
} from './names.ts';

/** What commands need of an event store. */
export type StreamStore = Pick<EventStore, 'append' | 'readStream' | 'head'>;

/** The decision, and how far views must be to include all that it stands on; null for a stream without events. */
export type Handled<Event, Rejection> = Decision<Event, Rejection> & { readonly position: Position | null };

/** Disks that a request or a scan writes at the same time: as many as the store takes in one go, and few enough to leave it to others. */
export const disksAtOnce = 16;

/** One conflict is another writer's luck; ten in a row are a stream that many write to at once. */
const attemptsOnConflict = 10;

/** An append takes some milliseconds, so this much apart two writers seldom meet again; nine pauses are about half a second. */
const pauses = { initialMs: 5, maxMs: 100 };

interface DomainEvent {
  readonly type: string;
  readonly data: unknown;
}

/** The rules of one kind of object: what its events amount to, and what follows from a command then. */
interface Decider<State, Command, Event, Rejection> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (state: State, command: Command) => Decision<Event, Rejection>;
}

/** Handles commands on the streams of one kind: reads, folds, decides, and appends at the revision read. */
const handlerOf =
  <Id extends string, State, Command, Event extends DomainEvent, Rejection>(
    streamOf: (id: Id) => string,
    { initial, evolve, decide }: Decider<State, Command, Event, Rejection>,
  ) =>
  /** Decides again, after a pause, where another writer was faster. Null: others were faster each time. */
  async (
    store: StreamStore,
    id: Id,
    command: Command,
    origin: EventOrigin,
  ): Promise<Handled<Event, Rejection> | null> => {
    const stream = streamOf(id);
    for (let attempt = 1; attempt <= attemptsOnConflict; attempt += 1) {
      let state = initial;
      let revision: ExpectedRevision = 'NO_STREAM';
      let position: Position | null = null;
      let lastEventId: string | null = null;
      for await (const event of store.readStream(stream)) {
        state = evolve(state, event as unknown as Event);
        revision = event.revision;
        position = event.position;
        lastEventId = event.id;
      }
      const decision = decide(state, command);
      if (decision.outcome === 'REJECTED' || decision.events.length === 0) return { ...decision, position };
      const events = decision.events.map((event) => inEnvelope(event, origin, lastEventId));
      try {
        return { ...decision, position: (await store.append(stream, events, revision)).position };
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
        if (attempt < attemptsOnConflict) await setTimeout(backoffDelay(pauses, attempt));
      }
    }
    return null;
  };

/** Decides on a disk, its jobs included. */
export const handleDiskCommand = handlerOf(diskStream, {
  initial: initialDiskState,
  evolve: evolveDisk,
  decide: decideDisk,
});

/** Decides on a host. */
export const handleHostCommand = handlerOf(hostStream, {
  initial: initialHostState,
  evolve: evolveHostState,
  decide: decideHost,
});

/** Decides on a storage domain. */
export const handleStorageDomainCommand = handlerOf(storageDomainStream, {
  initial: initialStorageDomainState,
  evolve: evolveStorageDomainState,
  decide: decideStorageDomain,
});

/** Decides on the limits of the whole installation, of which there is one. */
export const handleLimits = handlerOf((_installation: 'LIMITS') => limitsStream, {
  initial: noLimits,
  evolve: evolveLimits,
  decide: decideLimits,
});

/** Decides on an operation. */
export const handleOperationCommand = handlerOf(operationStream, {
  initial: 'UNREQUESTED' as OperationStatus,
  evolve: operationStatusAfter,
  decide: decideOperation,
});

/**
 * Decides on an idempotency key, across all disks, before its job is accepted. Two disks are two streams, so the key needs
 * one of its own for "one key, one job" to hold among racing requests.
 */
export const handleIdempotencyKey = handlerOf(idempotencyKeyStream, {
  initial: null,
  evolve: (bound: KeyUse | null, { data }: IdempotencyKeyTaken) => bound ?? data,
  decide: decideIdempotencyKey,
});
