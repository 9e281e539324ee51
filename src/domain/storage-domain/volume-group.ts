import type { DiscardLimits } from '../host/events.ts';

/** What LVM on one host says of a volume group. */
export interface VolumeGroupFacts {
  /** Taken out of use on all hosts, by vgexport. */
  readonly exported: boolean;
  /** How many of its physical volumes that host does not find. */
  readonly missing: number;
  /** How lvmlockd locks it among hosts: `sanlock` or `dlm`; null where it does not. */
  readonly lockType: string | null;
  /** The system ID of the host that owns it, where that is not this host. */
  readonly foreignSystemId: string | null;
  /** oVirt's data center, where the group is a storage domain that is attached to one by its tags. */
  readonly ovirtDataCenter: string | null;
  /** Whether that host sees another volume group of the same name. */
  readonly ambiguous: boolean;
  /** Whether other hosts may see its physical volumes: not only local disks are among them. */
  readonly mayBeShared: boolean;
  /** Each by LVM's id, 32 characters, with what the devices below it do with a discard. */
  readonly physicalVolumes: readonly { readonly id: string; readonly discard: DiscardLimits }[];
}
