import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../../common/message-of.ts';
import type { StorageDomainId } from '../../domain/ids.ts';
import { evolveLimits } from '../../domain/installation/decide.ts';
import type { RecordedEvent } from '../../event-store/event-store.ts';
import {
  isDiskEvent,
  isHostEvent,
  isInstallationEvent,
  isJobEvent,
  isOperationEvent,
  isProgressEvent,
  isStorageDomainEvent,
  subjectOf,
} from '../../streams/names.ts';
import { nothingChanged, toActivity } from '../fold/activity-view.ts';
import { evolveDisk } from '../fold/disk-view.ts';
import { evolveHost } from '../fold/host-view.ts';
import { evolveJob, evolveProgress } from '../fold/job-view.ts';
import { evolveOperation } from '../fold/operation-view.ts';
import { storageAccessOf } from '../fold/storage-access.ts';
import { evolveStorageDomain } from '../fold/storage-domain-view.ts';
import type { Change, JobView } from '../views.ts';
import type { Batch, Changed, ViewsById } from './batch.ts';
import { obstacleBits } from './disk-obstacles.ts';
import { diskRow, jobRow } from './rows.ts';

/** Adds an event to a batch; gives what it changed, null where that is nothing to report. */
export function foldEvent(batch: Batch, event: RecordedEvent): Change | null {
  const { position, seq } = batch.progress;
  // A subscription that starts again may deliver the same once more.
  if (position !== null && event.position <= position) return null;
  batch.progress = { ...batch.progress, position: event.position };
  const { kind } = subjectOf(event.stream);
  if (kind === 'TECHNICAL') return null;
  const inHistory = kind !== 'PROGRESS' && kind !== 'OPERATION';
  const views = foldOrQuarantine(batch, event, seq + 1);
  if (inHistory) addToHistory(batch, event);
  else if (views.job === null && views.operation === null) return null;
  return { ...views, position: event.position, activity: inHistory ? toActivity(event) : null };
}

function addToHistory(batch: Batch, event: RecordedEvent): void {
  const before = batch.progress;
  const at = Date.parse(event.metadata.occurredAt);
  const occurred = Number.isNaN(at) ? before.clock : at;
  const clock = Math.max(before.clock, occurred);
  const seq = before.seq + 1;
  batch.progress = { ...before, seq, clock, clockSkew: Math.max(before.clockSkew, clock - occurred) };
  batch.activities.push({ seq, clock, occurred, event });
}

/** Whatever a fold throws leaves all views as they were. */
function foldOrQuarantine(batch: Batch, event: RecordedEvent, seq: number): typeof nothingChanged {
  try {
    return fold(batch, event, seq);
  } catch (cause) {
    const { id: eventId, position, type, stream } = event;
    const error = messageOf(cause);
    batch.quarantined.push({ eventId, position, type, stream, error });
    return nothingChanged;
  }
}

function fold(batch: Batch, event: RecordedEvent, seq: number): typeof nothingChanged {
  const subject = subjectOf(event.stream);
  switch (subject.kind) {
    case 'DISK': {
      // The first event of a stream has nothing before it.
      const before = event.revision === 0 ? null : batch.disk(subject.id);
      if (!isDiskEvent(event)) return { ...nothingChanged, disk: before?.view ?? null };
      const disk = evolveDisk(before?.view ?? null, event);
      const isOfJob = isJobEvent(event);
      // A job adds DISK_BUSY alone, which is not kept among the obstacles.
      const known = isOfJob ? before?.row.obstacles : undefined;
      const entry = {
        view: disk,
        row: diskRow(disk, known ?? obstacleBits(disk, storageAccessOf(batch, disk.storageDomainId))),
      };
      const job = isOfJob ? foldJob(batch, event, seq) : null;
      put(batch.disks, subject.id, entry, before);
      return { ...nothingChanged, disk, job };
    }
    case 'PROGRESS': {
      const before = batch.job(subject.id);
      if (before === null || !isProgressEvent(event)) return nothingChanged;
      const view = evolveProgress(before.view, event.data, event.metadata.occurredAt);
      if (view === before.view) return nothingChanged;
      put(batch.jobs, view.id, { ...before, view }, before);
      return { ...nothingChanged, job: view };
    }
    case 'OPERATION': {
      if (!isOperationEvent(event)) return nothingChanged;
      const operation = evolveOperation(batch.operation(subject.id), event);
      batch.operations.set(subject.id, operation);
      return { ...nothingChanged, operation };
    }
    case 'HOST': {
      if (!isHostEvent(event)) return nothingChanged;
      const host = evolveHost(batch.host(subject.id), event);
      noteReevaluations(batch, batch.storageDomainsOn(subject.id), {
        host: (id) => (id === subject.id ? host : batch.host(id)),
      });
      batch.hosts.set(subject.id, host);
      return { ...nothingChanged, host };
    }
    case 'STORAGE_DOMAIN':
      if (isStorageDomainEvent(event)) {
        const domain = evolveStorageDomain(batch.storageDomain(subject.id), event);
        noteReevaluations(batch, [subject.id], { storageDomain: () => domain });
        batch.storageDomains.set(subject.id, domain);
      }
      return nothingChanged;
    case 'INSTALLATION':
      if (isInstallationEvent(event)) batch.newLimits = evolveLimits(batch.limits(), event);
      return nothingChanged;
    case 'TECHNICAL':
    case 'UNKNOWN':
      return nothingChanged;
    default:
      return subject satisfies never;
  }
}

function foldJob(batch: Batch, event: Parameters<typeof evolveJob>[1], seq: number): JobView {
  const before = event.type === 'SparsifyRequested' ? null : batch.job(event.data.jobId);
  const view = evolveJob(before?.view ?? null, event);
  const entry = { view, row: jobRow(view), firstSeq: before?.firstSeq ?? seq };
  put(batch.jobs, view.id, entry, before);
  return view;
}

/** `before` is what the batch showed, which is what is stored unless the batch has changed it already. */
function put<Id, Entry>(changed: Map<Id, Changed<Entry>>, id: Id, entry: Entry, before: Entry | null): void {
  const known = changed.get(id);
  changed.set(id, { entry, stored: known === undefined ? before : known.stored });
}

/** Notes the storage domains whose storage access differs once these views replace others: their disks may get other obstacles. */
function noteReevaluations(
  batch: Batch,
  domains: readonly StorageDomainId[],
  next: Partial<Pick<ViewsById, 'host' | 'storageDomain'>>,
): void {
  for (const id of domains) {
    const changed = storageAccessOf({ ...batch, ...next }, id);
    if (!isDeepStrictEqual(storageAccessOf(batch, id), changed)) batch.toReevaluate.add(id);
  }
}
