import type { ObstacleCode } from './obstacle.ts';

/** Why a disk cannot be sparsified from one host that has it. */
export interface Refusal {
  readonly code: ObstacleCode;
  readonly why: string;
  readonly remedy: string;
}
