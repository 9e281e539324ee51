import { basisOf, isMeasured, reclaimedOf } from '../../domain/disk/result.ts';
import type { SparsifyResultResolvers } from '../schema-types.ts';

/** What a completed job did. */
export const SparsifyResult: SparsifyResultResolvers = {
  basis: basisOf,
  measured: isMeasured,
  reclaimed: reclaimedOf,
};
