import type { Actor } from '../domain/actor.ts';
import type { StorageAccess } from '../domain/disk/eligibility/storage-access.ts';
import type { WaitReason } from '../domain/disk/wait-reason.ts';
import type { DiskId, JobId, StorageDomainId } from '../domain/ids.ts';
import type { WatchedHealth } from '../event-store/health-watch.ts';
import type { DiskView, JobView, LiveFeed, Views } from '../projections/views.ts';
import type { Requests } from '../requests/requests.ts';

/** A server that shares the event store and is there now. */
export interface RunningServer {
  readonly id: string;
  readonly name: string;
  /** Null when it does not listen. */
  readonly url: string | null;
  readonly version: string;
  readonly startedAt: string;
  /** The last event that its views include; null when there is none. */
  readonly position: string | null;
  readonly lagSeconds: number;
  readonly coordinates: boolean;
  readonly reportedAt: string;
}

export interface SystemStatus {
  readonly version: string;
  readonly startedAt: string;
  readonly eventStore: WatchedHealth;
  readonly projections: { readonly position: string | null; readonly lagSeconds: number };
  readonly coordinator: {
    readonly active: boolean;
    readonly runningJobs: number;
    readonly waitingJobs: number;
  };
  readonly servers: readonly RunningServer[];
}

/** The parts of Winnow that resolvers stand on; one for the whole server. */
export interface Services {
  readonly views: Views;
  readonly feed: LiveFeed;
  readonly requests: Requests;
  /** A disk as its events stood at a moment (RFC 3339), null if it was not registered then. */
  diskAt(id: DiskId, moment: string): Promise<DiskView | null>;
  /** A job as its events stood at a moment; for the objects below `disk(asOf:)`. */
  jobAt(id: JobId, moment: string): Promise<JobView | null>;
  /** Jobs of a disk as their events stood at a moment, without those that were not requested then. */
  jobsAt(diskId: DiskId, ids: readonly JobId[], moment: string): Promise<readonly JobView[]>;
  /** What a storage domain stood on, and who reached it, as the events stood at a moment. */
  surroundingsAt(id: StorageDomainId, moment: string): Promise<StorageAccess>;
  /** Why a job does not go on just now, null when it does. */
  waitingFor(job: JobView): WaitReason | null;
  system(): Promise<SystemStatus>;
}

/**
 * What each operation's resolvers get. Look-ups in the views are synchronous and take microseconds, so nothing is cached
 * per operation.
 */
export interface Context extends Services {
  readonly actor: Actor;
  readonly requestId: string;
  /** The cursor of the last payload that the client of a subscription has, where its transport says so. */
  readonly resumeAfter?: string | undefined;
  /** Codes of the refusals that the operation met, for the log. */
  readonly refusals: string[];
}
