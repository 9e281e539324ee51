import type { Backoff } from '../../common/backoff.ts';

export interface ProcessSettings {
  /** Runs at once on one host. A run boots a small virtual machine (about 1 GiB of memory, one core). */
  readonly maxRunsPerHost: number;
  /** Runs at once on one storage domain: bursts of unmap have stalled storage arrays. */
  readonly maxRunsPerStorageDomain: number;
  /** Runs at once in all; null: as many as hosts and storage domains may have. */
  readonly maxRuns: number | null;
  /** How long the run of one attempt may take by its host's clock, in milliseconds, unless the request says otherwise. */
  readonly runTimeoutMs: number;
  /**
   * How long a run may make no progress (no output, no work of its processes, no change of the image's size) while its
   * host is in contact, in milliseconds.
   */
  readonly stallTimeoutMs: number;
  /** How long a run that was asked to stop has before it is killed, in milliseconds; it ends between filesystems. */
  readonly stopGraceMs: number;
  /** Attempts of a job in total, the first included. */
  readonly maxAttempts: number;
  readonly retry: Backoff;
  /**
   * How long after the holder's last renewal a standby takes over, in milliseconds, the same on all servers of a store.
   * If it is shorter, a slow store makes servers take over from each other though none has failed.
   */
  readonly leaseMs: number;
  /**
   * How often the coordinator reads all active jobs again, in milliseconds. It is notified of changes at once; one whose
   * notification was lost holds a job or a cancel up for so long, which must be no more than half a minute.
   */
  readonly refreshAllMs: number;
  /**
   * How long a host may report nothing of a run, in milliseconds, before it is out of contact and contacted anew. It
   * reports every 5 s: much longer than a busy host takes, much shorter than a broken connection may go unnoticed.
   */
  readonly contactTimeoutMs: number;
  /** Between two tries to reach a host that does not answer, or a store that accepts no events. */
  readonly contact: Backoff;
}

/** Runs at once on a volume group that has no number of its own: whatever lies in it has the same few LUNs below. */
export const maxRunsPerVolumeGroup = 1;

export const defaultProcessSettings: ProcessSettings = {
  maxRunsPerHost: 2,
  maxRunsPerStorageDomain: 2,
  maxRuns: null,
  runTimeoutMs: 6 * 3_600_000,
  stallTimeoutMs: 15 * 60_000,
  stopGraceMs: 30_000,
  maxAttempts: 3,
  retry: { initialMs: 10_000, maxMs: 300_000 },
  leaseMs: 10_000,
  refreshAllMs: 20_000,
  contactTimeoutMs: 60_000,
  contact: { initialMs: 1_000, maxMs: 30_000 },
};
