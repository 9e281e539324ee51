import { isHostId } from '../ids.ts';
import type { QueryResolvers } from '../schema-types.ts';

/** Query.host */
export const host: QueryResolvers['host'] = (_root, { id }, { views }) =>
  isHostId(id) ? views.host(id) : null;
