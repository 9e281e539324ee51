import type { StorageDomainId } from '../../domain/ids.ts';
import type { StorageDomainEvent } from '../../domain/storage-domain/events.ts';
import { initialSettings } from '../../domain/storage-domain/state.ts';
import { upcastMounts } from '../../domain/storage-domain/upcast.ts';
import { idOfStream, type Recorded } from '../../streams/names.ts';
import type { StorageDomainView } from '../views.ts';

/** What an event makes of the view of its storage domain. */
export function evolveStorageDomain(
  view: StorageDomainView | null,
  event: Recorded<StorageDomainEvent>,
): StorageDomainView {
  const at = event.metadata.occurredAt;
  if (event.type === 'StorageDomainRegistered') {
    return {
      id: idOfStream(event.stream) as StorageDomainId,
      name: event.data.name,
      kind: event.data.kind,
      mounts: upcastMounts(event.data.mounts),
      ...initialSettings,
      registeredAt: at,
      removedAt: null,
      updatedAt: at,
    };
  }
  if (view === null) throw new Error(`${event.type} in ${event.stream}, where none was registered.`);
  switch (event.type) {
    case 'StorageDomainChanged':
      return { ...view, mounts: upcastMounts(event.data.mounts), updatedAt: at };
    case 'StorageDomainUpdated':
      return { ...view, ...initialSettings, ...event.data, updatedAt: at };
    case 'StorageDomainRemoved':
      return { ...view, mounts: [], removedAt: at, updatedAt: at };
    default:
      return event satisfies never;
  }
}
