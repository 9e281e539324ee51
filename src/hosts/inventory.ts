import type { VmState } from '../domain/disk/attachments.ts';
import type { FormatBasis } from '../domain/disk/facts.ts';
import type { ImageObservation } from '../domain/disk/observation.ts';
import type { BlockDevice, HostFinding, Mount } from '../domain/host/events.ts';
import type { Labels } from '../domain/labels.ts';
import type { VolumeGroupFacts } from '../domain/storage-domain/volume-group.ts';
import type { ImageChain } from './images/chain/image-chain.ts';
import type { NamedStorage } from './storage/registered-storage.ts';

/** A disk of a virtual machine as libvirt describes it; drives for removable media are left out. */
export interface VmDisk {
  /** The guest's name for it: `vda`, … */
  readonly target: string;
  /** OTHER: of a type that Winnow does not know (dir, nvme, vhostuser, …). */
  readonly type: 'FILE' | 'BLOCK' | 'NETWORK' | 'OTHER';
  /** File or device on the host, as libvirt names it, volumes of pools resolved; null of a network disk or where it has none. */
  readonly path: string | null;
  /** Of a network disk its protocol, such as rbd, and its name there, such as `pool/image`; else null. */
  readonly network: { readonly protocol: string; readonly name: string } | null;
  /** The driver's type, as qemu names formats; null where it is left to libvirt. */
  readonly format: string | null;
  readonly readOnly: boolean;
  readonly shareable: boolean;
  /** Handed to the guest as a SCSI LUN (`device='lun'`). */
  readonly lun: boolean;
}

export interface Vm {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly state: VmState;
  readonly disks: readonly VmDisk[];
  /** What its description says of it; left out: nothing. */
  readonly labels?: Labels;
}

/** The virtual machines of a host, shut-off ones included; see VmsKnown for when they are not known. */
export type VmsFound =
  | {
      readonly known: 'KNOWN';
      readonly vms: readonly Vm[];
      readonly storage: NamedStorage;
    }
  | { readonly known: 'NO_HYPERVISOR' }
  | { readonly known: 'UNKNOWN'; readonly problem: HostFinding };

/**
 * An image file, or a block device that a virtual machine uses, as found on a host. `unreadable` and `fault` are about the
 * image, or what it stands on. The inode of a block device is null, and the allocation of one that is no logical volume.
 */
export interface FoundImage
  extends Omit<ImageObservation, 'present' | 'formatName' | 'backing' | 'backingChain'> {
  /** Absolute, with symbolic links resolved. */
  readonly realPath: string;
  readonly type: 'FILE' | 'BLOCK';
  /** As qemu names it; null when it is not known. */
  readonly format: string | null;
  readonly formatBasis: FormatBasis;
  /** What its first bytes say its format is; null where they say nothing, or were not read. */
  readonly headerFormat: string | null;
  /** The backing file as the image names it, and where that leads: absolute, links resolved as far as it exists. */
  readonly backing: {
    readonly name: string;
    readonly realPath: string;
    readonly format: string | null;
  } | null;
  /** False of a logical volume that is not active: nothing of it was read. Left out: it is there. */
  readonly active?: boolean;
  /** What may be opened: the image and all that it stands on. Empty where something keeps it from that. */
  readonly chain: ImageChain;
}

/** An image to inspect, wherever it is named: by libvirt, by the catalogue, or by another image as its backing file. */
export interface WantedImage {
  readonly path: string;
  /** As qemu names it, where that is known for sure: it is never guessed from a header then. */
  readonly format: string | null;
  /** It is not inspected where this is true of where its path leads; what it says of the format counts all the same. */
  readonly unless?: (realPath: string) => boolean;
  /** Whether it is only likely to be needed, since another image stood on it: then it is not reported as missing. */
  readonly likely?: boolean;
  /** The inode whose reference counts are in doubt, whatever its header says; another file there is not checked for it. */
  readonly doubtful?: string | null;
}

/** What a search for images is to find. */
export interface ImageSearch {
  readonly wanted: readonly WantedImage[];
  readonly directories: readonly string[];
  /** What libvirt names; asked for where it is needed and left out. */
  readonly named?: NamedStorage;
  /** Paths that are only located. */
  readonly alsoLocate?: readonly string[];
  /** Whether a check of reference counts may take its time. */
  readonly thorough?: boolean;
}

/** What lies on a host's storage and what is mounted where. */
export interface StorageFound {
  readonly mounts: readonly Mount[];
  readonly blockDevices: readonly BlockDevice[];
  /** The volume groups of the host by LVM's ids; null where LVM gave no answer. */
  readonly volumeGroups: ReadonlyMap<string, VolumeGroupFound> | null;
  readonly problems: readonly HostFinding[];
}

/** A volume group of a host. */
export interface VolumeGroupFound {
  readonly name: string;
  readonly facts: VolumeGroupFacts;
}

/** The images that a scan found, with all that their backing chains lead to, each once, and what could not be inspected. */
export interface ImagesFound {
  readonly images: readonly FoundImage[];
  /** Those among them, and what they stand on, that gave no answer in time: another inspection may have one. */
  readonly unanswered: readonly string[];
  /** Where the paths lead that were asked for: absolute, links resolved as far as they exist. Those that gave no answer are left out. */
  readonly realPaths: ReadonlyMap<string, string>;
  /** Paths that were asked for and are not there. */
  readonly missing: readonly string[];
  readonly problems: readonly HostFinding[];
}

/** A directory that can be searched for images; or why not, with what to do. */
export type DirectoryFound =
  | { readonly ok: true; readonly realPath: string }
  | { readonly ok: false; readonly message: string };
