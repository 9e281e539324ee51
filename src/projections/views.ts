import type { Actor } from '../domain/actor.ts';
import type { DiskEvent, DiskEventOf, Failure, SparsifyOptions } from '../domain/disk/events.ts';
import type { DiskFacts } from '../domain/disk/facts.ts';
import type { DiskObservation } from '../domain/disk/observation.ts';
import type { KnownHost } from '../domain/host/state.ts';
import type { DiskId, HostId, JobId, OperationId, RunId, StorageDomainId } from '../domain/ids.ts';
import type { Limits } from '../domain/installation/events.ts';
import type { SparsifyProgress } from '../domain/job/progress.ts';
import type { JobStatus } from '../domain/job/status.ts';
import type { Labels } from '../domain/labels.ts';
import type { OperationFailure, OperationRequest } from '../domain/operation/events.ts';
import type { EventMetadata } from '../domain/recorded-event.ts';
import type { StorageDomainKind, StorageMount } from '../domain/storage-domain/events.ts';
import type { Position } from '../event-store/event-store.ts';
import type {
  ActivityFilter,
  DiskFilter,
  DiskOrder,
  DiskTotals,
  HostFilter,
  JobFilter,
  JobOrder,
  JobTotals,
  OrderDirection,
  Page,
  PageArgs,
  StorageDomainFilter,
} from './lists.ts';

export * from './lists.ts';

/** A disk as its events show it. Times are RFC 3339, sizes bytes; `null` is "not known". */
export interface DiskView extends DiskFacts {
  readonly id: DiskId;
  readonly registeredAt: string;
  readonly removedAt: string | null;
  readonly observation: DiskObservation | null;
  readonly observedAt: string | null;
  /** Whether the contents in the observation are those of the image as it was seen last. */
  readonly contentsCurrent: boolean;
  /** Whether it was removed with its storage domain, and so comes back when that is registered again. */
  readonly removedWithStorageDomain: boolean;
  /** Whether a guest is hibernated on it, as the last inspection of the contents or the last run found. */
  readonly hibernated: boolean;
  readonly reclaimable: {
    readonly bytes: number;
    readonly basis: 'MEASURED' | 'UPPER_BOUND';
    readonly at: string;
  } | null;
  /** The active job, whether or not it holds the lock yet. */
  readonly activeJobId: JobId | null;
  readonly locked: boolean;
  readonly updatedAt: string;
}

export interface AttemptView {
  readonly number: number;
  readonly hostId: HostId;
  readonly runId: RunId;
  /** Why it is on that host; null where that was not recorded. */
  readonly chosen: string | null;
  readonly lockedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Of the boot of the host in which the run was ordered, and then started; left out where that is not known. */
  readonly bootId?: string;
  /** null while it goes on. */
  readonly ended: 'COMPLETED' | 'FAILED' | 'CANCELED' | null;
  readonly failure: Failure | null;
}

/** What was measured of a completed job. */
export type JobResultView = Omit<DiskEventOf<'SparsifyCompleted'>['data'], 'jobId' | 'attempt'>;

export interface JobView {
  readonly id: JobId;
  readonly diskId: DiskId;
  readonly status: JobStatus;
  readonly options: SparsifyOptions;
  readonly requestedBy: Actor;
  readonly requestedAt: string;
  /** When the tool of the first attempt was started. */
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly attempts: readonly AttemptView[];
  /** Set while the host of the running attempt, or the storage of the image there, does not answer. */
  readonly contactLostAt: string | null;
  /** Whether it is the storage. */
  readonly storageLost?: boolean;
  /** Set between two attempts. */
  readonly retryNotBefore: string | null;
  readonly sizeBefore: number | null;
  readonly progress: (SparsifyProgress & { readonly updatedAt: string }) | null;
  readonly result: JobResultView | null;
  /** Why the job failed; null unless status is FAILED. */
  readonly failure: Failure | null;
  readonly updatedAt: string;
}

/** `observation`: how the last scan went, as far as it brought anything new; null before the first. */
export interface HostView extends KnownHost {
  readonly id: HostId;
  readonly registeredAt: string;
  readonly probedAt: string | null;
  readonly observedAt: string | null;
  /** When an operator removed it; it is not listed then. */
  readonly removedAt: string | null;
  /** When an operator said that it is down; null, also once it has answered since. */
  readonly confirmedDownAt: string | null;
}

export interface StorageDomainView {
  readonly id: StorageDomainId;
  readonly name: string;
  readonly kind: StorageDomainKind;
  readonly mounts: readonly StorageMount[];
  /** How many runs there may be on it at once; null: as many as the servers are set to. */
  readonly maxRuns: number | null;
  readonly labels: Labels;
  /** Whether an operator declared that every host that can use it is registered. */
  readonly allHostsRegistered: boolean;
  readonly registeredAt: string;
  /** When an operator removed it; it is at no host then. */
  readonly removedAt: string | null;
  readonly updatedAt: string;
}

/** Long work that a client asked for. It is no part of the history: the events that it leads to are. */
export interface OperationView extends OperationRequest {
  readonly id: OperationId;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  readonly requestedBy: Actor;
  readonly requestedAt: string;
  /** Null while it goes on. */
  readonly endedAt: string | null;
  /** Null unless status is FAILED. */
  readonly failure: OperationFailure | null;
}

/** One event of the audit history. */
export interface ActivityView {
  readonly eventId: string;
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: DiskEvent['data'] | Record<string, unknown>;
  readonly metadata: EventMetadata;
  /** The disk, the job, the host or the storage domain that it is about. */
  readonly diskId: DiskId | null;
  readonly jobId: JobId | null;
  readonly hostId: HostId | null;
  readonly storageDomainId: StorageDomainId | null;
}

/** What one applied event made of the objects it touched; the feed of the live subscriptions. */
export interface Change {
  readonly position: Position;
  /** Null for progress and operations, which are no part of the history. */
  readonly activity: ActivityView | null;
  readonly disk: DiskView | null;
  readonly job: JobView | null;
  readonly host: HostView | null;
  readonly operation: OperationView | null;
}

/** The read side, from the local views; every call reads SQLite and answers at once. */
export interface Views {
  disk(id: DiskId): DiskView | null;
  job(id: JobId): JobView | null;
  host(id: HostId): HostView | null;
  storageDomain(id: StorageDomainId): StorageDomainView | null;
  operation(id: OperationId): OperationView | null;
  /** What operators limit in the whole installation. */
  limits(): Limits;
  /** Operations that have not ended, in the order of their requests. */
  runningOperations(): readonly OperationView[];
  /** By name if not given otherwise. */
  disks(filter: DiskFilter, order: DiskOrder | null | undefined, page: PageArgs): Page<DiskView>;
  /** Whether a disk is among those of a filter. */
  diskMatches(id: DiskId, filter: DiskFilter): boolean;
  diskTotals(filter: DiskFilter): DiskTotals;
  /** The newest request first if not given otherwise. */
  jobs(filter: JobFilter, order: JobOrder | null | undefined, page: PageArgs): Page<JobView>;
  jobTotals(filter: JobFilter): JobTotals;
  /** Those that were not removed, by name. */
  hosts(page: PageArgs, filter?: HostFilter): Page<HostView>;
  /** Those that were not removed, by name. */
  storageDomains(page: PageArgs, filter?: StorageDomainFilter): Page<StorageDomainView>;
  /** Newest first if not given otherwise. Cursors are also good as `after` of the live feed. */
  activity(
    filter: ActivityFilter,
    direction: OrderDirection | null | undefined,
    page: PageArgs,
  ): Page<ActivityView>;
  activityByEventId(eventId: string): ActivityView | null;
  /** Disks whose image names this disk as its backing file, by the last inspection. */
  derivedDisks(id: DiskId): readonly DiskView[];
  /** The disk whose image is this one's backing file, by the last inspection; the inverse of `derivedDisks`. */
  backingDisk(id: DiskId): DiskView | null;
  /** Position of the last event that the views include. */
  checkpoint(): Position | null;
}

/** Cursors of subscriptions and of `activity` are positions, made opaque. */
export interface LiveFeed {
  /**
   * Every change after `after` (a cursor), then those to come; without `after` only those to come, and `presentCursor` shows
   * where they begin. Changes come in order, nothing is left out but progress that a newer one of the same job replaced.
   * The iterator's `return()` takes effect at once, also while `next()` waits.
   */
  changes(options: {
    after?: string | null;
    /** Which changes the subscriber wants. */
    wants: (change: Change) => boolean;
  }): AsyncIterableIterator<Change>;
  /** A cursor for "now": what the views hold at this moment. */
  presentCursor(): string;
  /** The cursor of the event at this position. */
  cursorAt(position: Position): string;
}

/** A cursor given as `after` that this server did not make. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
}
