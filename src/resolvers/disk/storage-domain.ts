import { existing } from '../existing.ts';
import type { DiskResolvers } from '../schema-types.ts';

/** Disk.storageDomain */
export const storageDomain: DiskResolvers['storageDomain'] = ({ storageDomainId }, _args, { views }) =>
  existing(views.storageDomain(storageDomainId), storageDomainId);
