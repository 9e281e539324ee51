import type { JobId } from '../../domain/ids.ts';
import type { JobAsOf } from '../as-of.ts';
import type { Context } from '../context.ts';

/** A job at the moment that its parent is shown at; null if it was not requested yet. */
export function jobAsOf(
  context: Context,
  id: JobId,
  asOf: string | undefined,
): JobAsOf | null | Promise<JobAsOf | null> {
  if (asOf === undefined) return context.views.job(id);
  return context.jobAt(id, asOf).then((job) => job && { ...job, asOf });
}
