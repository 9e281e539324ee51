import type { RunId } from '../ids.ts';
import type { Labels } from '../labels.ts';
import type { HostKey, SshAccess } from './ssh.ts';

/** A filesystem that a host has mounted; pseudo filesystems are left out. */
export interface Mount {
  readonly path: string;
  /** As the kernel names it: `/dev/sda1`, `server:/export`, … */
  readonly source: string;
  /** ext4, xfs, nfs4, ceph, … */
  readonly fsType: string;
  /** UUID of a local filesystem; null where it has none or it is not known. */
  readonly uuid: string | null;
  /** As negotiated, e.g. `4.2`; null unless it is NFS. */
  readonly nfsVersion: string | null;
  /** By its mount or as a whole. */
  readonly readOnly: boolean;
  /** The option by which locks of files hold on this host alone, as `local_lock=all`; left out where there is none. */
  readonly localLocks?: string;
  /** Where the same filesystem is mounted as a whole; only of one that has neither a UUID nor a source that identifies it. */
  readonly boundFrom?: string;
}

/** What a block device does with a discard, as its kernel and its own pages report. */
export interface DiscardLimits {
  /** 0: the kernel passes no discard on. */
  readonly maxBytes: number;
  readonly granularity: number;
  /** It takes UNMAP, or WRITE SAME that unmaps, by its logical block provisioning page; null where there is no such page. */
  readonly unmap: boolean | null;
  /** LBPRZ: what was unmapped reads as zeros. */
  readonly readsZeros: boolean | null;
}

export interface BlockDevice {
  /** `/dev/sda`, or `/dev/mapper/…`, which lasts where the kernel's own name does not. */
  readonly path: string;
  /** The kernel's own name where that is another: `/dev/dm-3`, to which all links of a logical volume lead. */
  readonly kernelPath?: string;
  /** disk, part, lvm, crypt, mpath, loop, … */
  readonly type: string;
  readonly bytes: number;
  readonly readOnly: boolean;
  /** Name of its volume group, if it is a logical volume. */
  readonly volumeGroup: string | null;
  /** LVM's id of that volume group, the same on every host. */
  readonly volumeGroupId?: string;
  /** LVM's id of a logical volume, 32 characters. */
  readonly volumeId?: string;
  /** False of a logical volume that LVM has and the kernel does not; left out: it is there. */
  readonly active?: boolean;
  readonly discard: DiscardLimits;
}

export interface HostCapabilities {
  readonly virtSparsify: { readonly version: string; readonly features: readonly string[] } | null;
  readonly qemuImg: { readonly version: string } | null;
  readonly virtDf: boolean;
  /** KVM where an appliance really started with it, EMULATION where only software emulation works, else null. */
  readonly acceleration: 'KVM' | 'EMULATION' | null;
  readonly cores: number | null;
  readonly memoryBytes: number | null;
  /** What is missing, with the remedy for each; empty when sparsify can run here. */
  readonly lacks: readonly HostFinding[];
  readonly libvirt: { readonly version: string } | null;
  readonly sg3Utils: { readonly version: string } | null;
  /** Whether the user that Winnow works as sees which files all processes have open. */
  readonly seesEveryProcess: boolean | null;
  /** As whom Winnow works there: root, a user whom sudo makes root, or a user without; not there where it was not asked. */
  readonly rights?: 'ROOT' | 'ROOT_BY_SUDO' | 'USER';
  /** The user's name: who logs in over SSH, or who runs the server. */
  readonly user?: string;
  /**
   * What confines the tools that read guests' bytes as root: namespaces, and a scope of systemd besides. Null where they are
   * not root's.
   */
  readonly confinement?: 'SYSTEMD' | 'NAMESPACES' | 'NONE' | null;
  /** What is missing without which runs go on all the same, but less is known: libvirt, sg3-utils. */
  readonly recommends: readonly HostFinding[];
}

/** Something that is missing or went wrong on a host, and what to do about it. */
export interface HostFinding {
  readonly what: string;
  readonly remedy: string;
}

/**
 * What is known of the virtual machines of a host. NO_HYPERVISOR: libvirt is not there, so only qemu's lock on an image
 * says whether it is in use. UNKNOWN: libvirt is there and did not answer.
 */
export type VmsKnown = 'KNOWN' | 'NO_HYPERVISOR' | 'UNKNOWN';

/** How the last scan of a host went. */
export interface HostObservation {
  readonly contact: 'IN_CONTACT' | 'LOST';
  readonly machines: VmsKnown;
  readonly mounts: readonly Mount[];
  readonly blockDevices: readonly BlockDevice[];
  /** What could not be inspected: a mount that hangs, a directory that may not be read, … */
  readonly problems: readonly HostFinding[];
}

/** What an operator says of a host. */
export interface HostSettings {
  readonly name: string;
  /** How many runs it may have at once; null: as many as the servers are set to. */
  readonly maxRuns: number | null;
  readonly labels: Labels;
  /** Whether runs may go there though it has only software emulation; left out: they may. */
  readonly allowEmulation?: boolean;
}

export type HostEvent =
  | {
      readonly type: 'HostRegistered';
      readonly data: {
        readonly name: string;
        readonly transport: 'LOCAL' | 'SSH';
        /** Null, or not there, where only a server on the host itself reaches it. */
        readonly ssh?: SshAccess | null;
        readonly maxRuns?: number | null;
        readonly labels?: Labels;
      };
    }
  | { readonly type: 'HostUpdated'; readonly data: HostSettings }
  /** It is reached in another way from now on: another address, another key. */
  | { readonly type: 'HostAccessChanged'; readonly data: { readonly ssh: SshAccess } }
  /** It showed another key than the accepted one, and was not spoken to. */
  | { readonly type: 'HostKeyRefused'; readonly data: HostKey }
  | { readonly type: 'HostProbed'; readonly data: HostCapabilities }
  | { readonly type: 'HostObserved'; readonly data: HostObservation }
  /** No run is started on it any more; those that go on are seen to their end. */
  | { readonly type: 'HostDrained'; readonly data: { readonly reason: string | null } }
  | { readonly type: 'HostActivated'; readonly data: { readonly reason: string | null } }
  | { readonly type: 'HostRemoved'; readonly data: { readonly reason: string | null } }
  /** An operator says that nothing runs there any more, since it does not answer. */
  | { readonly type: 'HostConfirmedDown'; readonly data: { readonly reason: string | null } }
  /** One that was confirmed down answers again. `runsAlive`: runs that were not dead at all, and are stopped. */
  | { readonly type: 'HostReturned'; readonly data: { readonly runsAlive: readonly RunId[] } };
