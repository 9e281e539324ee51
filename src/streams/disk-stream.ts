import { newEventId } from '../common/ids.ts';
import type { Actor } from '../domain/actor.ts';
import type { Decision } from '../domain/decision.ts';
import type { DiskCommand, DiskRejection } from '../domain/disk/commands.ts';
import { decideDisk } from '../domain/disk/decide.ts';
import type { DiskEvent } from '../domain/disk/events.ts';
import { type DiskState, evolveDisk, initialDiskState } from '../domain/disk/state.ts';
import type { HostEvent } from '../domain/host/events.ts';
import type { DiskId } from '../domain/ids.ts';
import type { StorageDomainEvent } from '../domain/storage-domain/events.ts';
import { WrongExpectedRevision } from '../event-store/errors.ts';
import type { EventStore, ExpectedRevision, NewEvent, Position } from '../event-store/event-store.ts';
import { pauseAfterConflict } from './pause-after-conflict.ts';

/** The version of the shapes in src/domain/disk/events.ts that is written today. */
export const schemaVersion = 3;

/** One conflict is another writer's luck; a few in a row are a disk that many write to at once. */
const attemptsOnConflict = 8;

/** Whose events a command gives, and what led to them. */
export interface CommandOrigin {
  readonly actor: Actor;
  /** The job, else the request. */
  readonly correlationId: string;
  /** Null: the last event of the disk is the cause, as for what the process manager does. */
  readonly causationId: string | null;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** The decision, and how far views must be to include all that it stands on; null for a disk without events. */
export type Handled = Decision<DiskEvent, DiskRejection> & { readonly position: Position | null };

interface DiskStream {
  readonly state: DiskState;
  readonly revision: ExpectedRevision;
  readonly position: Position | null;
  readonly lastEventId: string | null;
}

/** The name of the stream that holds a disk's whole history. */
export const diskStreamOf = (diskId: DiskId): string => `disk-${diskId}`;

/** Reads, folds, decides, and appends at the revision read; on a conflict decides again. `null`: conflicts without end. */
export async function handleDiskCommand(
  store: EventStore,
  diskId: DiskId,
  command: DiskCommand,
  origin: CommandOrigin,
): Promise<Handled | null> {
  const stream = diskStreamOf(diskId);
  for (let attempt = 1; attempt <= attemptsOnConflict; attempt += 1) {
    const found = await readDisk(store, stream);
    const decision = decideDisk(found.state, command);
    if (decision.outcome === 'REJECTED' || decision.events.length === 0) {
      return { ...decision, position: found.position };
    }
    const events = decision.events.map((event) => recordable(event, origin, found.lastEventId));
    try {
      const { position } = await store.append(stream, events, found.revision);
      return { ...decision, position };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      if (attempt < attemptsOnConflict) await pauseAfterConflict(attempt);
    }
  }
  return null;
}

async function readDisk(store: EventStore, stream: string): Promise<DiskStream> {
  let found: DiskStream = {
    state: initialDiskState,
    revision: 'NO_STREAM',
    position: null,
    lastEventId: null,
  };
  for await (const event of store.readStream(stream)) {
    found = {
      state: evolveDisk(found.state, { type: event.type, data: event.data } as DiskEvent),
      revision: event.revision,
      position: event.position,
      lastEventId: event.id,
    };
  }
  return found;
}

/** An event as the store takes it, from whom and what it comes; `lastEventId` stands in where no cause is named. */
export function recordable(
  event: DiskEvent | HostEvent | StorageDomainEvent,
  origin: CommandOrigin,
  lastEventId: string | null = null,
): NewEvent {
  return {
    id: newEventId(),
    type: event.type,
    data: event.data,
    metadata: {
      actor: origin.actor,
      correlationId: origin.correlationId,
      causationId: origin.causationId ?? lastEventId ?? origin.correlationId,
      occurredAt: origin.at,
      schemaVersion,
    },
  };
}
