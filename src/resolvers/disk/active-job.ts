import { jobAsOf } from '../job/job-as-of.ts';
import type { DiskResolvers } from '../schema-types.ts';

/** Disk.activeJob */
export const activeJob: DiskResolvers['activeJob'] = ({ activeJobId, asOf }, _args, context) =>
  activeJobId && jobAsOf(context, activeJobId, asOf);
