import { momentAfter } from '../as-of.ts';
import type { SparsifyJobResolvers } from '../schema-types.ts';

/** SparsifyJob.history: in the past, what had happened until then. */
export const history: SparsifyJobResolvers['history'] = ({ id, asOf }, { orderBy, ...page }, { views }) =>
  views.activity({ jobId: id, occurredBefore: asOf && momentAfter(asOf) }, orderBy ?? 'DESC', page);
