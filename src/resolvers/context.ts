import type { Actor } from '../domain/actor.ts';
import type { StorageAccess } from '../domain/disk/eligibility/storage-access.ts';
import type { DiskId, JobId, StorageDomainId } from '../domain/ids.ts';
import type { WaitReason } from '../domain/job/wait-reason.ts';
import type { ServerReport } from '../domain/server-report.ts';
import type { DiskView, JobView, LiveFeed, Views } from '../projections/views.ts';
import type { Requests } from '../requests/requests.ts';

/** This server, its event store, and the servers that share it. */
export interface SystemStatus {
  readonly version: string;
  readonly startedAt: string;
  readonly eventStore: {
    readonly kind: 'SQLITE' | 'EVENTSTOREDB';
    readonly available: boolean;
    readonly problem: string | null;
    readonly availableAt: string | null;
  };
  readonly projections: { readonly position: string | null; readonly lagSeconds: number };
  readonly coordinator: {
    readonly active: boolean;
    readonly runningJobs: number;
    readonly waitingJobs: number;
  };
  readonly limits: {
    readonly maxRuns: number | null;
    readonly maxRunsPerHost: number;
    readonly maxRunsPerStorageDomain: number;
    readonly maxRunsPerVolumeGroup: number;
  };
  readonly servers: readonly ServerReport[];
}

/** The parts of Winnow that resolvers use; one for the whole server. */
export interface Services {
  readonly views: Views;
  readonly feed: LiveFeed;
  readonly requests: Requests;
  /** A disk as its events stood at a moment (RFC 3339), null if it was not registered then. */
  diskAt(id: DiskId, moment: string): Promise<DiskView | null>;
  /** A job as its events stood at a moment, null if it was not requested then. */
  jobAt(id: JobId, moment: string): Promise<JobView | null>;
  /** Jobs of a disk as their events stood at a moment, without those that were not requested then. */
  jobsAt(diskId: DiskId, ids: readonly JobId[], moment: string): Promise<readonly JobView[]>;
  /** The storage below a storage domain, and the hosts that reached it, as the events stood at a moment. */
  storageAccessAt(id: StorageDomainId, moment: string): Promise<StorageAccess>;
  /** Why a job does not go on just now, null when it does. */
  waitingFor(job: JobView): WaitReason | null;
  /** By what is known here: it asks nobody, and never waits. */
  system(): SystemStatus;
}

/**
 * What each operation's resolvers get. Reads of single objects from the views are synchronous and take microseconds, so nothing is cached
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
