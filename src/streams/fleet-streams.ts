import type { HostEvent } from '../domain/host/events.ts';
import type { HostId, StorageDomainId } from '../domain/ids.ts';
import type { StorageDomainEvent } from '../domain/storage-domain/events.ts';
import { WrongExpectedRevision } from '../event-store/errors.ts';
import type { EventStore, ExpectedRevision, Position } from '../event-store/event-store.ts';
import { evolveStorageDomain } from '../projections/fold/storage-domain-view.ts';
import type { StorageDomainView } from '../projections/views.ts';
import { type CommandOrigin, recordable } from './disk-stream.ts';
import { hostStream, isStorageDomainEvent, storageDomainStream } from './names.ts';
import { pauseAfterConflict } from './pause-after-conflict.ts';

/** Servers of many hosts may take in the same storage at once, each its own mount. */
const attemptsOnConflict = 10;

/**
 * Reads a storage domain's stream, decides, and appends at the revision read; on a conflict decides again. Gives how far
 * views must be to include what holds now; null when there is nothing of it.
 */
export async function changeStorageDomain(
  store: EventStore,
  id: StorageDomainId,
  decide: (known: StorageDomainView | null) => StorageDomainEvent | null,
  origin: CommandOrigin,
): Promise<Position | null> {
  const stream = storageDomainStream(id);
  for (let attempt = 1; ; attempt += 1) {
    let known: StorageDomainView | null = null;
    let revision: ExpectedRevision = 'NO_STREAM';
    let last: Position | null = null;
    for await (const event of store.readStream(stream)) {
      if (isStorageDomainEvent(event)) known = evolveStorageDomain(known, event);
      revision = event.revision;
      last = event.position;
    }
    const event = decide(known);
    if (event === null) return last;
    try {
      const { position } = await store.append(stream, [recordable(event, origin)], revision);
      return position;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision) || attempt === attemptsOnConflict) throw error;
      await pauseAfterConflict(attempt);
    }
  }
}

/** Records what is new of a host. */
export async function recordHostEvent(
  store: EventStore,
  id: HostId,
  event: HostEvent,
  origin: CommandOrigin,
): Promise<Position> {
  const { position } = await store.append(hostStream(id), [recordable(event, origin)], 'ANY');
  return position;
}

/** Records a host's first event; gives how far views must be to include it, also where another was faster. */
export async function recordNewHost(
  store: EventStore,
  id: HostId,
  event: HostEvent,
  origin: CommandOrigin,
): Promise<Position | null> {
  try {
    const { position } = await store.append(hostStream(id), [recordable(event, origin)], 'NO_STREAM');
    return position;
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
    // Another server has registered the very same; only the views do not show it yet.
    for await (const { position } of store.readStream(hostStream(id), { limit: 1 })) return position;
    return null;
  }
}
