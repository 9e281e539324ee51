import { factsAfterInspection, updatedFacts } from '../../domain/disk/allocation.ts';
import { contentsCurrentAfter } from '../../domain/disk/contents-current.ts';
import type { DiskEvent, DiskEventOf } from '../../domain/disk/events.ts';
import { foundHibernatedGuest, isHibernatedAfter } from '../../domain/disk/hibernation.ts';
import { upcastDiskEvent } from '../../domain/disk/upcast.ts';
import type { DiskId } from '../../domain/ids.ts';
import { idOfStream, type Recorded } from '../../streams/names.ts';
import type { DiskView } from '../views.ts';

/** What an event makes of the view of its disk. Throws where the events cannot have been in this order. */
export function evolveDisk(view: DiskView | null, recorded: Recorded<DiskEvent>): DiskView {
  const event = upcastDiskEvent(recorded);
  const at = event.metadata.occurredAt;
  // A disk that was removed may be registered again, in the same stream.
  if (event.type === 'DiskRegistered') return registered(idOfStream(event.stream) as DiskId, at, event);
  if (view === null) throw new Error(`${event.type} in ${event.stream}, where no disk was registered.`);
  return { ...changed(view, event, at), updatedAt: at };
}

function changed(
  view: DiskView,
  event: Exclude<DiskEvent, { type: 'DiskRegistered' }>,
  at: string,
): DiskView {
  switch (event.type) {
    case 'DiskUpdated':
      return { ...view, ...updatedFacts(view, event.data) };
    case 'DiskObserved':
      return {
        ...factsAfterInspection(view, view.observation, event.data),
        observation: event.data,
        observedAt: at,
        contentsCurrent: contentsCurrentAfter(view, event.data),
        hibernated: isHibernatedAfter(view, event.data),
      };
    case 'DiskMeasured':
      return { ...view, reclaimable: { bytes: event.data.reclaimableBytes, basis: 'MEASURED', at } };
    case 'DiskRemoved':
      return { ...view, removedAt: at, removedWithStorageDomain: event.data.withStorageDomain === true };
    case 'SparsifyRequested':
      return { ...view, activeJobId: event.data.jobId };
    case 'DiskLocked':
      return { ...view, locked: true };
    case 'SparsifyCompleted':
      return {
        ...measured(released(view), event.data.sizeAfter, at),
        hibernated: foundHibernatedGuest(event.data.filesystems),
      };
    case 'SparsifyCanceled':
      return measured(released(view), event.data.sizeAfter, at);
    case 'SparsifyFailed':
      return released(view);
    case 'SparsifyStarted':
      return { ...view, contentsCurrent: false };
    case 'SparsifyRetryScheduled':
    case 'SparsifyCancelRequested':
    case 'SparsifyContactLost':
    case 'SparsifyContactRegained':
      return view;
    default:
      return event satisfies never;
  }
}

const registered = (id: DiskId, at: string, { data }: Recorded<DiskEventOf<'DiskRegistered'>>): DiskView => ({
  ...data,
  id,
  registeredAt: at,
  removedAt: null,
  observation: null,
  observedAt: null,
  contentsCurrent: false,
  removedWithStorageDomain: false,
  hibernated: false,
  reclaimable: null,
  activeJobId: null,
  locked: false,
  updatedAt: at,
});

const released = (view: DiskView): DiskView => ({ ...view, activeJobId: null, locked: false });

// The run measured the image when it ended, so its size is known again, and what was reclaimable no longer is.
function measured(view: DiskView, sizeAfter: number | null, at: string): DiskView {
  if (sizeAfter === null) return view;
  const { observation } = view;
  if (observation === null) return { ...view, reclaimable: null };
  return {
    ...view,
    observation: { ...observation, allocatedBytes: sizeAfter },
    observedAt: at,
    reclaimable: null,
  };
}
