/** Ids are prefixed and opaque to clients; the prefix names the type of the object for people and for `node(id:)`. */
export type DiskId = `disk_${string}`;
export type JobId = `job_${string}`;
export type HostId = `host_${string}`;
export type StorageDomainId = `dom_${string}`;
export type OperationId = `op_${string}`;

/** One attempt of one job on one host; the host starts at most one run under it, ever. */
export type RunId = `${JobId}.${number}`;

export const runIdOf = (jobId: JobId, attempt: number): RunId => `${jobId}.${attempt}`;
