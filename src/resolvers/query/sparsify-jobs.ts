import { jobFilter } from '../filters.ts';
import type { QueryResolvers } from '../schema-types.ts';

/** Query.sparsifyJobs */
export const sparsifyJobs: QueryResolvers['sparsifyJobs'] = (
  _root,
  { filter, orderBy, ...page },
  { views },
) => views.jobs(jobFilter(filter), orderBy ?? { field: 'REQUESTED_AT', direction: 'DESC' }, page);
