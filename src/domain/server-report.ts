import type { HostId } from './ids.ts';

/** What a server reports of itself to the others that share its store. Times are RFC 3339. */
export interface ServerReport {
  readonly id: string;
  readonly name: string;
  /** The host that it runs on, which only servers there can reach; an older Winnow does not report it. */
  readonly hostId?: HostId;
  /** Where it keeps the records of runs on that host; an older Winnow does not report it. */
  readonly runsDirectory?: string;
  readonly url: string | null;
  readonly version: string;
  readonly startedAt: string;
  readonly position: string | null;
  readonly lagSeconds: number;
  readonly coordinates: boolean;
  /** By the server's own clock. */
  readonly reportedAt: string;
}
