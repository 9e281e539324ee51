import type { StorageDomainId } from '../domain/ids.ts';
import type { StorageDomainEvent } from '../domain/storage-domain/events.ts';
import type { Recorded } from './streams.ts';
import type { StorageDomainView } from './views.ts';

/** What an event makes of the view of its storage domain. */
export function evolveStorageDomain(
  _view: StorageDomainView | null,
  event: Recorded<StorageDomainEvent>,
): StorageDomainView {
  return {
    id: event.stream.slice('storageDomain-'.length) as StorageDomainId,
    name: event.data.name,
    kind: event.data.kind,
    mounts: event.data.mounts,
    registeredAt: event.metadata.occurredAt,
  };
}
