import type { StorageDomainId } from '../../domain/ids.ts';
import type { StorageDomainEvent } from '../../domain/storage-domain/events.ts';
import { upcastMounts } from '../../domain/storage-domain/upcast.ts';
import type { Recorded } from '../../streams/names.ts';
import type { StorageDomainView } from '../views.ts';

/** What an event makes of the view of its storage domain. */
export function evolveStorageDomain(
  view: StorageDomainView | null,
  event: Recorded<StorageDomainEvent>,
): StorageDomainView {
  const at = event.metadata.occurredAt;
  const mounts = upcastMounts(event.data.mounts);
  switch (event.type) {
    case 'StorageDomainRegistered':
      return {
        id: event.stream.slice('storageDomain-'.length) as StorageDomainId,
        name: event.data.name,
        kind: event.data.kind,
        mounts,
        registeredAt: at,
        updatedAt: at,
      };
    case 'StorageDomainChanged':
      if (view === null) throw new Error(`${event.type} in ${event.stream}, where none was registered.`);
      return { ...view, mounts, updatedAt: at };
    default:
      return event satisfies never;
  }
}
