import { type Obstacle, obstacleCodes } from './obstacle.ts';
import { obstaclesOfDisk } from './obstacles-of-disk.ts';
import { obstaclesOfHosts } from './obstacles-of-hosts.ts';
import type { EligibilityQuestion } from './question.ts';
import { type SparsifyWarning, warnings } from './warnings.ts';

export interface Eligibility {
  readonly obstacles: readonly Obstacle[];
  readonly warnings: readonly SparsifyWarning[];
}

/** Everything that stands in the way of a sparsify, and everything to think twice about: asked by the API, the mutation and the process manager alike. */
export function eligibility(question: EligibilityQuestion): Eligibility {
  return {
    obstacles: [...obstaclesOfDisk(question), ...obstaclesOfHosts(question)].toSorted(
      (one, other) => obstacleCodes.indexOf(one.code) - obstacleCodes.indexOf(other.code),
    ),
    warnings: [...warnings(question)],
  };
}
