import { diskFilter } from '../filters.ts';
import type { QueryResolvers } from '../schema-types.ts';

/** Query.disks */
export const disks: QueryResolvers['disks'] = (_root, { filter, orderBy, ...page }, { views }) =>
  views.disks(diskFilter(filter), orderBy ?? { field: 'NAME', direction: 'ASC' }, page);
