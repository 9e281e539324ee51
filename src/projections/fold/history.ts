import type { StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import type { DiskId, HostId, JobId, StorageDomainId } from '../../domain/ids.ts';
import type { EventStore, RecordedEvent } from '../../event-store/event-store.ts';
import { isStorageDomainEvent, storageDomainStream } from '../../streams/names.ts';
import type { DiskView, HostView, JobView, StorageDomainView, Views } from '../views.ts';
import { foldDiskStream, foldHost, foldJobs } from './fold-stream.ts';
import { storageAccessOf } from './storage-access.ts';
import { evolveStorageDomain } from './storage-domain-view.ts';

/** A disk as its events stood at a moment (RFC 3339), that moment included; null if it was not registered then. */
export async function diskAt(store: EventStore, id: DiskId, moment: string): Promise<DiskView | null> {
  return (await foldDiskStream(store, id, upTo(moment))).disk;
}

/** A job as its events stood at a moment (RFC 3339), that moment included; null if it was not requested then. */
export async function jobAt(
  store: EventStore,
  views: Pick<Views, 'job'>,
  id: JobId,
  moment: string,
): Promise<JobView | null> {
  const known = views.job(id);
  if (known === null) return null;
  const [job] = await jobsAt(store, known.diskId, [id], moment);
  return job ?? null;
}

/** Those of a disk's jobs that are wanted and were requested by a moment, each as its events stood then. */
export const jobsAt = (
  store: EventStore,
  id: DiskId,
  wanted: readonly JobId[],
  moment: string,
): Promise<readonly JobView[]> => foldJobs(store, id, upTo(moment), new Set(wanted));

/** What a storage domain stood on, and who reached it, as the events stood at a moment (RFC 3339), it included. */
export async function storageAccessAt(
  store: EventStore,
  id: StorageDomainId,
  moment: string,
): Promise<StorageAccess> {
  const within = upTo(moment);
  let domain: StorageDomainView | null = null;
  for await (const event of store.readStream(storageDomainStream(id))) {
    if (within(event) && isStorageDomainEvent(event)) domain = evolveStorageDomain(domain, event);
  }
  const hosts = new Map<HostId, HostView>();
  for (const { hostId } of domain?.mounts ?? []) {
    const host = await foldHost(store, hostId, within);
    if (host !== null) hosts.set(hostId, host);
  }
  return storageAccessOf({ storageDomain: () => domain, host: (hostId) => hosts.get(hostId) ?? null }, id);
}

function upTo(moment: string): (event: RecordedEvent) => boolean {
  const last = Date.parse(moment);
  return ({ metadata }) => Date.parse(metadata.occurredAt) <= last;
}
