import type { VmState } from '../../domain/disk/attachments.ts';
import type { DiskStatus } from '../../domain/disk/disk-status.ts';
import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import type { DiskAllocation, DiskFormat } from '../../domain/disk/facts.ts';
import type { ByteSize } from './job.ts';

/** A disk with all fields that the commands show. */
export interface DiskNode {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly format: DiskFormat;
  /** The format's name in qemu. */
  readonly formatName: string | null;
  readonly allocation: DiskAllocation;
  readonly availability: DiskStatus;
  readonly virtualSize: ByteSize | null;
  readonly actualSize: ByteSize | null;
  readonly reclaimable: { readonly bytes: ByteSize; readonly basis: 'MEASURED' | 'UPPER_BOUND' } | null;
  /** When its image was last inspected, RFC 3339. */
  readonly inspectedAt: string | null;
  readonly attachments:
    | readonly {
        readonly vmId: string;
        readonly vmName: string;
        readonly state: VmState;
        readonly host: { readonly id: string; readonly name: string } | null;
      }[]
    | null;
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
  /** The same for all hard links to one image. */
  readonly inode: string | null;
  readonly storageDomain: {
    readonly id: string;
    /** The first of them; a shared domain has one for each host. */
    readonly mounts: {
      readonly nodes: readonly {
        readonly path: string;
        readonly storage: { readonly source: string | null } | null;
      }[];
    };
  } | null;
}

export const diskFields = /* GraphQL */ `
  fragment DiskFields on Disk {
    id name path format formatName allocation availability virtualSize actualSize inspectedAt
    attachments { vmId vmName state host { id name } }
    reclaimable { bytes basis }
    activeJob { id }
    sparsifiability { allowed obstacles { code message remedy } warnings { code message } }
    inode storageDomain { id mounts(first: 3) { nodes { path storage { source } } } }
  }
`;
