import { activityFilter } from '../filters.ts';
import type { QueryResolvers } from '../schema-types.ts';

/** Query.activity */
export const activity: QueryResolvers['activity'] = (_root, { filter, orderBy, ...page }, { views }) =>
  views.activity(activityFilter(filter), orderBy ?? 'DESC', page);
