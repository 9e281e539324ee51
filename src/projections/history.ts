import type { DiskId, JobId } from '../domain/ids.ts';
import type { EventStore, RecordedEvent } from '../event-store/event-store.ts';
import { foldDiskStream } from './fold-stream.ts';
import type { DiskView, JobView, Views } from './views.ts';

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
  return (await foldDiskStream(store, known.diskId, upTo(moment), id)).job;
}

function upTo(moment: string): (event: RecordedEvent) => boolean {
  const last = Date.parse(moment);
  return ({ metadata }) => Date.parse(metadata.occurredAt) <= last;
}
