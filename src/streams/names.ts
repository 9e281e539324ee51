import type { DiskEvent, DiskEventType } from '../domain/disk/events.ts';
import type { HostEvent } from '../domain/host/events.ts';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../domain/ids.ts';
import type { InstallationEvent } from '../domain/installation/events.ts';
import type { SparsifyProgress } from '../domain/job/progress.ts';
import type { OperationEvent } from '../domain/operation/events.ts';
import type { StorageDomainEvent } from '../domain/storage-domain/events.ts';
import type { RecordedEvent } from '../event-store/event-store.ts';

/** An event as a fold takes it: its own type and data, with where and when it was recorded. */
export type Recorded<Event extends { readonly type: string; readonly data: unknown }> = Omit<
  RecordedEvent,
  'type' | 'data'
> &
  Event;

/** The events of a job, all of which lie in the stream of its disk. */
export type JobEvent = Extract<DiskEvent, { readonly data: { readonly jobId: JobId } }>;

/** What the events of a stream are about. TECHNICAL streams are bookkeeping, no part of the history. */
export type Subject =
  | { readonly kind: 'DISK'; readonly id: DiskId }
  | { readonly kind: 'HOST'; readonly id: HostId }
  | { readonly kind: 'STORAGE_DOMAIN'; readonly id: StorageDomainId }
  | { readonly kind: 'INSTALLATION' }
  | { readonly kind: 'OPERATION'; readonly id: OperationId }
  | { readonly kind: 'PROGRESS'; readonly id: JobId }
  | { readonly kind: 'TECHNICAL' }
  | { readonly kind: 'UNKNOWN' };

const kinds: ReadonlyMap<string, Subject['kind']> = new Map([
  ['disk', 'DISK'],
  ['host', 'HOST'],
  ['storageDomain', 'STORAGE_DOMAIN'],
  ['installation', 'INSTALLATION'],
  ['operation', 'OPERATION'],
  ['sparsifyProgress', 'PROGRESS'],
  ['idempotencyKey', 'TECHNICAL'],
  ['import', 'TECHNICAL'],
  ['lease', 'TECHNICAL'],
  ['server', 'TECHNICAL'],
]);

/** Reads the subject from a stream's name, `category-id`. */
export const subjectOf = (stream: string): Subject =>
  ({
    kind: kinds.get(stream.slice(0, stream.indexOf('-'))) ?? 'UNKNOWN',
    id: idOfStream(stream),
  }) as Subject;

/** The id of the object whose events a stream holds. */
export const idOfStream = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** The stream with a disk's whole history. */
export const diskStream = (id: DiskId): string => `disk-${id}`;

/** The stream with all that is known of a host. */
export const hostStream = (id: HostId): string => `host-${id}`;

/** The stream with all that is known of a storage domain. */
export const storageDomainStream = (id: StorageDomainId): string => `storageDomain-${id}`;

/** The stream with what operators limit in the whole installation. */
export const limitsStream = 'installation-limits';

/** The stream of an operation, from its request to its end. */
export const operationStream = (id: OperationId): string => `operation-${id}`;

/** The bounded stream with the newest progress of a job. */
export const progressStream = (id: JobId): string => `sparsifyProgress-${id}`;

/** The stream that binds an idempotency key, as the id of its job, to one input. */
export const idempotencyKeyStream = (id: JobId): string => `idempotencyKey-${id}`;

/** The bounded stream that says which server coordinates. */
export const leaseStream = 'lease-coordinator';

/** The bounded stream in which servers report to each other. */
export const serverReportsStream = 'server-reports';

const knownDiskEvents: Record<DiskEventType, 'DISK' | 'JOB'> = {
  DiskRegistered: 'DISK',
  DiskUpdated: 'DISK',
  DiskObserved: 'DISK',
  DiskMeasured: 'DISK',
  DiskRemoved: 'DISK',
  SparsifyRequested: 'JOB',
  DiskLocked: 'JOB',
  SparsifyStarted: 'JOB',
  SparsifyCompleted: 'JOB',
  SparsifyFailed: 'JOB',
  SparsifyRetryScheduled: 'JOB',
  SparsifyCancelRequested: 'JOB',
  SparsifyCanceled: 'JOB',
  SparsifyContactLost: 'JOB',
  SparsifyContactRegained: 'JOB',
};

/** False for the event types of a newer Winnow, which are kept in the history and change no view. */
export const isDiskEvent = (event: RecordedEvent): event is Recorded<DiskEvent> =>
  Object.hasOwn(knownDiskEvents, event.type);

/** Whether a disk's event belongs to one of its jobs. */
export const isJobEvent = (event: Recorded<DiskEvent>): event is Recorded<JobEvent> =>
  knownDiskEvents[event.type] === 'JOB';

const knownHostEvents: Record<HostEvent['type'], true> = {
  HostRegistered: true,
  HostUpdated: true,
  HostAccessChanged: true,
  HostKeyRefused: true,
  HostProbed: true,
  HostObserved: true,
  HostDrained: true,
  HostActivated: true,
  HostRemoved: true,
  HostConfirmedDown: true,
  HostReturned: true,
};

export const isHostEvent = (event: RecordedEvent): event is Recorded<HostEvent> =>
  Object.hasOwn(knownHostEvents, event.type);

export const isStorageDomainEvent = (event: RecordedEvent): event is Recorded<StorageDomainEvent> =>
  event.type === 'StorageDomainRegistered' ||
  event.type === 'StorageDomainChanged' ||
  event.type === 'StorageDomainUpdated' ||
  event.type === 'StorageDomainRemoved';

export const isInstallationEvent = (event: RecordedEvent): event is Recorded<InstallationEvent> =>
  event.type === 'LimitsUpdated';

export const isOperationEvent = (event: RecordedEvent): event is Recorded<OperationEvent> =>
  event.type === 'OperationRequested' ||
  event.type === 'OperationSucceeded' ||
  event.type === 'OperationFailed';

export const isProgressEvent = (
  event: RecordedEvent,
): event is Recorded<{ readonly type: 'SparsifyProgressed'; readonly data: SparsifyProgress }> =>
  event.type === 'SparsifyProgressed';

/** The job that an event's data name, whether or not its type is known. */
export function jobIdOf(data: unknown): JobId | null {
  const id = (data as { jobId?: unknown } | null)?.jobId;
  return typeof id === 'string' ? (id as JobId) : null;
}
