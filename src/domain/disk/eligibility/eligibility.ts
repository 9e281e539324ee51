import type { DiskFacts } from '../facts.ts';
import { type Obstacle, obstacleCodes } from './obstacle.ts';
import { obstaclesOfDisk } from './obstacles-of-disk.ts';
import { obstaclesOfHosts } from './obstacles-of-hosts.ts';
import type { EligibilityQuestion } from './question.ts';
import type { StorageAccess } from './storage-access.ts';
import { type SparsifyWarning, warnings } from './warnings.ts';

/** Whether a disk can be sparsified: it can where there is no obstacle. */
export interface Eligibility {
  readonly obstacles: readonly Obstacle[];
  readonly warnings: readonly SparsifyWarning[];
}

/** Everything that stands in the way of a sparsify, and everything to consider before it. The API, requests and the process manager all decide by it. */
export function eligibility(question: EligibilityQuestion): Eligibility {
  return {
    obstacles: [...obstaclesOfDisk(question), ...obstaclesOfHosts(question)].toSorted(
      (one, other) => obstacleCodes.indexOf(one.code) - obstacleCodes.indexOf(other.code),
    ),
    warnings: [...warnings(question)],
  };
}

/** The same by what the catalogue has of a disk. */
export const eligibilityOfDisk = (
  disk: DiskFacts &
    Pick<EligibilityQuestion, 'observation' | 'hibernated' | 'activeJobId'> & {
      readonly removedAt: string | null;
    },
  storageAccess: StorageAccess,
): Eligibility => eligibility({ ...disk, facts: disk, removed: disk.removedAt !== null, storageAccess });
