/**
 * What a running tool is doing: BOOTING the appliance, INSPECTING the image for filesystems, TRIMMING them,
 * FINISHING (shutting the appliance down and measuring).
 */
export type SparsifyPhase = 'BOOTING' | 'INSPECTING' | 'TRIMMING' | 'FINISHING';

/** Progress of a run, published on a bounded stream of its own beside the disk's history. Unknown is null. */
export interface SparsifyProgress {
  readonly attempt: number;
  readonly phase: SparsifyPhase;
  readonly filesystemsDone: number | null;
  readonly filesystemsTotal: number | null;
  /** Allocated bytes at the start less allocated bytes now. */
  readonly bytesReclaimed: number | null;
}
