import { eligibility } from '../../domain/disk/eligibility.ts';
import type { DiskResolvers } from '../schema-types.ts';

/** Disk.sparsifiability: the answer of the very function that the mutation asks. */
export const sparsifiability: DiskResolvers['sparsifiability'] = (disk) => {
  const { obstacles, warnings } = eligibility({
    facts: disk,
    observation: disk.observation,
    removed: disk.removedAt !== null,
    activeJobId: disk.activeJobId,
  });
  return {
    allowed: obstacles.length === 0,
    obstacles,
    warnings,
    checkedAt: disk.observedAt,
  };
};
