import type { ObstacleCode } from '../../domain/disk/eligibility.ts';
import type { DiskAllocation, DiskFormat } from '../../domain/disk/events.ts';
import type { ByteSize } from './job.ts';

/** A disk with all that the commands show of it. */
export interface DiskNode {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly format: DiskFormat;
  readonly allocation: DiskAllocation;
  readonly status: 'AVAILABLE' | 'LOCKED' | 'MISSING' | 'REMOVED';
  readonly virtualSize: ByteSize | null;
  readonly actualSize: ByteSize | null;
  readonly reclaimable: { readonly bytes: ByteSize; readonly basis: 'MEASURED' | 'UPPER_BOUND' } | null;
  readonly activeJob: { readonly id: string } | null;
  readonly sparsifiability: {
    readonly allowed: boolean;
    readonly obstacles: readonly {
      readonly code: ObstacleCode;
      readonly message: string;
      readonly remedy: string;
    }[];
    readonly warnings: readonly { readonly code: string; readonly message: string }[];
  };
  readonly storageDomain: { readonly id: string; readonly mounts: readonly { readonly path: string }[] };
}

export const diskFields = /* GraphQL */ `
  fragment DiskFields on Disk {
    id name path format allocation status virtualSize actualSize
    reclaimable { bytes basis }
    activeJob { id }
    sparsifiability { allowed obstacles { code message remedy } warnings { code message } }
    storageDomain { id mounts { path } }
  }
`;
