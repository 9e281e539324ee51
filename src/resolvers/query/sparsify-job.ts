import { isJobId } from '../ids.ts';
import type { QueryResolvers } from '../schema-types.ts';

/** Query.sparsifyJob */
export const sparsifyJob: QueryResolvers['sparsifyJob'] = (_root, { id }, { views }) =>
  isJobId(id) ? views.job(id) : null;
