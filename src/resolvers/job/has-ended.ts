import type { JobStatus } from '../../projections/views.ts';

/** Whether a job is in a terminal state, after which nothing happens to it. */
export const hasEnded = (status: JobStatus): boolean =>
  status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELED';
