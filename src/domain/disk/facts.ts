import type { StorageDomainId } from '../ids.ts';
import type { Labels } from '../labels.ts';

/** OTHER: a format that cannot be sparsified in place, such as vmdk; the observation names it. */
export type DiskFormat = 'RAW' | 'QCOW2' | 'OTHER';
/** UNKNOWN: nobody declared it, and the blocks of the image do not show it. */
export type DiskAllocation = 'THIN' | 'PREALLOCATED' | 'UNKNOWN';
/** DECLARED: by an operator; UNKNOWN then means that nobody did. GUESSED: by a scan of an older Winnow, from sizes alone. */
export type AllocationBasis = 'DECLARED' | 'GUESSED';
/**
 * IMAGE: a file. LOGICAL_VOLUME: a volume of a volume group. DIRECT_LUN: any other block device. CINDER: a volume that
 * another manager owns. NETWORK: reached by qemu itself over a network protocol, such as rbd.
 */
export type DiskStorageType = 'IMAGE' | 'LOGICAL_VOLUME' | 'DIRECT_LUN' | 'CINDER' | 'NETWORK';
/** DECLARED: by an operator, by libvirt, or by name and header alike. HEADER: by the header alone, which a guest can write. */
export type FormatBasis = 'DECLARED' | 'HEADER';

/** What the operator declared of a disk, or the first scan found. `path` is relative to its storage domain. */
export interface DiskFacts {
  readonly name: string;
  readonly storageDomainId: StorageDomainId;
  readonly path: string;
  readonly format: DiskFormat;
  readonly formatBasis: FormatBasis;
  /** As declared; `allocationOf` gives what it counts as. */
  readonly allocation: DiskAllocation;
  readonly allocationBasis: AllocationBasis;
  readonly storageType: DiskStorageType;
  readonly wipeAfterDelete: boolean;
  /** Those that operators assigned; left out, as in older events: none. */
  readonly labels?: Labels;
}
