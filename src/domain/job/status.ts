/** How far a job has come; COMPLETED, FAILED and CANCELED are never left again. */
export type JobStatus =
  | 'REQUESTED'
  | 'LOCKED'
  | 'RUNNING'
  | 'CANCELING'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELED';

/** The statuses of jobs that have not ended yet. */
export const activeStatuses: readonly JobStatus[] = ['REQUESTED', 'LOCKED', 'RUNNING', 'CANCELING'];

/** The statuses that are never left again. */
export const endedStatuses: readonly JobStatus[] = ['COMPLETED', 'FAILED', 'CANCELED'];

/** Whether nothing will happen to a job with this status any more. */
export const hasEnded = (status: JobStatus): boolean => endedStatuses.includes(status);
