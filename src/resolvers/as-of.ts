import type { DiskView, JobView } from '../projections/views.ts';

/** The moment (RFC 3339) that an object is shown at; left out, the present. What hangs below it is shown at the same. */
export interface Moment {
  readonly asOf?: string;
}

export type DiskAsOf = DiskView & Moment;
export type JobAsOf = JobView & Moment;

/** The first moment after one: history lists what came before a moment, `asOf` includes the moment itself. */
export const momentAfter = (moment: string): string => new Date(Date.parse(moment) + 1).toISOString();
