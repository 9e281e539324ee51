import { newEventId } from '../../src/common/ids.ts';
import type { DiskEvent, DiskEventType } from '../../src/domain/disk/events.ts';
import { nothingObserved } from '../../src/domain/disk/upcast.ts';
import type { DiskId, HostId, JobId } from '../../src/domain/ids.ts';
import { runIdOf } from '../../src/domain/ids.ts';
import type { SparsifyProgress } from '../../src/domain/job/progress.ts';
import type { EventStore, NewEvent, RecordedEvent } from '../../src/event-store/event-store.ts';
import type { Recorded } from '../../src/streams/names.ts';

export const hostId: HostId = 'host_one';

/** Minutes after noon of a day, as events carry time. */
export const at = (minutes: number): string => new Date(Date.UTC(2026, 0, 1, 12, minutes)).toISOString();

/** An event as it is before it is stored. */
export function newEvent(type: string, data: unknown, occurredAt = at(0), actorId = 'local'): NewEvent {
  const actor = { kind: 'USER', id: actorId } as const;
  const metadata = {
    actor,
    correlationId: 'request',
    causationId: 'request',
    occurredAt,
    schemaVersion: 1,
  };
  return { id: newEventId(), type, data, metadata };
}

/** An event as a store gives it; the position follows from the place in the test's own order. */
export function recorded(stream: string, event: NewEvent, revision: number, place = revision): RecordedEvent {
  return { ...event, stream, revision, position: String(place + 1).padStart(16, '0') };
}

type DataOf<Type extends DiskEventType> = Extract<DiskEvent, { type: Type }>['data'];

export const registered = (id: DiskId, facts: Partial<DataOf<'DiskRegistered'>> = {}) => ({
  type: 'DiskRegistered' as const,
  data: {
    name: id,
    storageDomainId: 'dom_one' as const,
    path: `${id}.qcow2`,
    format: 'QCOW2' as const,
    formatBasis: 'DECLARED' as const,
    allocation: 'THIN' as const,
    allocationBasis: 'DECLARED' as const,
    storageType: 'IMAGE' as const,
    wipeAfterDelete: false,
    ...facts,
  },
});

export const observed = (facts: Partial<DataOf<'DiskObserved'>> = {}) => ({
  type: 'DiskObserved' as const,
  data: {
    ...nothingObserved,
    virtualSize: 10_000,
    allocatedBytes: 5_000,
    ...facts,
  },
});

/** The events of one job's life, by name. */
export const jobEvents = (jobId: JobId) => {
  const failure = {
    code: 'TOOL_FAILED' as const,
    message: 'It failed.',
    remedy: 'Look at the output.',
    outputTail: 'virt-sparsify: error',
    retryable: true,
  };
  return {
    requested: {
      type: 'SparsifyRequested' as const,
      data: {
        jobId,
        options: { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: 'tidy' },
        idempotencyKey: null,
      },
    },
    locked: (attempt = 1) => ({
      type: 'DiskLocked' as const,
      data: { jobId, attempt, hostId, runId: runIdOf(jobId, attempt), allocatedBytes: 5_000 },
    }),
    started: (attempt = 1) => ({
      type: 'SparsifyStarted' as const,
      data: { jobId, attempt, hostId, runId: runIdOf(jobId, attempt) },
    }),
    completed: (attempt = 1) => ({
      type: 'SparsifyCompleted' as const,
      data: {
        jobId,
        attempt,
        outcome: 'RECLAIMED' as const,
        sizeBefore: 5_000,
        sizeAfter: 2_000,
        reclaimed: 3_000,
        filesystems: [],
        warnings: [],
        explanation: 'Gave back 3000 bytes.',
        durationSeconds: 1.5,
      },
    }),
    failed: (attempt: number | null = 1) => ({
      type: 'SparsifyFailed' as const,
      data: { jobId, attempt, ...failure },
    }),
    retryScheduled: (attempt = 1) => ({
      type: 'SparsifyRetryScheduled' as const,
      data: { jobId, attempt, notBefore: at(59), ...failure },
    }),
    cancelRequested: {
      type: 'SparsifyCancelRequested' as const,
      data: { jobId, reason: null },
    },
    canceled: (attempt: number | null = 1, sizeAfter: number | null = 4_000) => ({
      type: 'SparsifyCanceled' as const,
      data: { jobId, attempt, sizeBefore: sizeAfter === null ? null : 5_000, sizeAfter },
    }),
    contactLost: {
      type: 'SparsifyContactLost' as const,
      data: { jobId, attempt: 1, hostId, message: 'timed out' },
    },
    contactRegained: {
      type: 'SparsifyContactRegained' as const,
      data: { jobId, attempt: 1, hostId },
    },
    failure,
  };
};

export const progress = (attempt: number, bytesReclaimed: number): SparsifyProgress => ({
  attempt,
  phase: 'TRIMMING',
  filesystemsDone: 0,
  filesystemsTotal: 2,
  bytesReclaimed,
});

/** Events of one disk as a fold takes them, a minute apart. */
export const historyOf = (id: DiskId, events: readonly DiskEvent[]): Recorded<DiskEvent>[] =>
  events.map(
    (event, index) =>
      recorded(`disk-${id}`, newEvent(event.type, event.data, at(index)), index) as Recorded<DiskEvent>,
  );

/** Appends events to a disk's stream, a minute apart. */
export async function appendTo(
  store: EventStore,
  stream: string,
  events: readonly { type: string; data: unknown }[],
  minute = 0,
): Promise<string> {
  const fresh = events.map(({ type, data }, index) => newEvent(type, data, at(minute + index)));
  return (await store.append(stream, fresh, 'ANY')).position;
}

/** Registers so many disks and gives each a job; every other one has ended. */
export async function fill(store: EventStore, disks: number, from = 0): Promise<void> {
  const appends = Array.from({ length: disks }, (_, index) => {
    const id = `disk_${from + index}` as const;
    const job = jobEvents(`job_${from + index}`);
    const events = [registered(id), observed(), job.requested, job.locked(), job.started()];
    return appendTo(store, `disk-${id}`, index % 2 === 0 ? [...events, job.completed()] : events);
  });
  await Promise.all(appends);
}
