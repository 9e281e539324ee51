import { isStorageDomainId } from '../ids.ts';
import type { QueryResolvers } from '../schema-types.ts';

/** Query.storageDomain */
export const storageDomain: QueryResolvers['storageDomain'] = (_root, { id }, { views }) =>
  isStorageDomainId(id) ? views.storageDomain(id) : null;
