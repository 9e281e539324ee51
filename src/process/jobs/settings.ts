import type { Backoff } from '../../common/backoff.ts';

export interface ProcessSettings {
  /** Runs at once on one host. A run boots a small virtual machine (about 1 GiB of memory, one core). */
  readonly maxRunsPerHost: number;
  /** Runs at once on one storage domain: bursts of unmap have stalled storage arrays. */
  readonly maxRunsPerStorageDomain: number;
  /** How long one attempt's run may take by its host's clock, in milliseconds, unless the request says otherwise. */
  readonly runTimeoutMs: number;
  /**
   * How long a run may show no sign of life (output, work of its processes, or a change of the image's size) while it can
   * be heard, in milliseconds.
   */
  readonly stallTimeoutMs: number;
  /** How long a run that was asked to stop has before it is killed, in milliseconds; it ends between filesystems. */
  readonly stopGraceMs: number;
  /** Attempts of a job in all, the first included. */
  readonly maxAttempts: number;
  readonly retry: Backoff;
  /**
   * A standby takes over so long after the holder's last sign of life, in milliseconds, the same on all servers of a
   * store. Shorter, and a slow store makes servers take over from each other in good health.
   */
  readonly leaseMs: number;
  /**
   * How often the coordinator looks at all open jobs afresh, in milliseconds. Changes are heard of at once; one that was
   * not, for whatever reason, holds a job or a cancel up for so long, which must be no more than half a minute.
   */
  readonly lookAgainMs: number;
  /**
   * A host that is followed tells of the run every 5 s. One that told nothing for so long, in milliseconds, is out of
   * contact and asked anew: much longer than a busy host takes, much shorter than a broken connection may go unnoticed.
   */
  readonly contactTimeoutMs: number;
  /** Between two tries to reach a host that does not answer, or a store that does not take events. */
  readonly contact: Backoff;
}

export const defaultProcessSettings: ProcessSettings = {
  maxRunsPerHost: 2,
  maxRunsPerStorageDomain: 2,
  runTimeoutMs: 6 * 3_600_000,
  stallTimeoutMs: 15 * 60_000,
  stopGraceMs: 30_000,
  maxAttempts: 3,
  retry: { initialMs: 10_000, maxMs: 300_000 },
  leaseMs: 10_000,
  lookAgainMs: 20_000,
  contactTimeoutMs: 60_000,
  contact: { initialMs: 1_000, maxMs: 30_000 },
};
