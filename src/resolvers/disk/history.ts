import { momentAfter } from '../as-of.ts';
import type { DiskResolvers } from '../schema-types.ts';

/** Disk.history: in the past, what had happened until then. */
export const history: DiskResolvers['history'] = ({ id, asOf }, { orderBy, ...page }, { views }) =>
  views.activity({ diskId: id, occurredBefore: asOf && momentAfter(asOf) }, orderBy ?? 'DESC', page);
