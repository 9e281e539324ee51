/** A logical volume as LVM has it, on whichever host was asked last: the same on all. */
export interface VolumeFacts {
  /** LVM's id of it, 32 characters: another volume of the same name has another. */
  readonly id: string;
  /** THICK: linear or striped. THIN: of a thin pool. OTHER: what Winnow does not sparsify, as RAID, a cache or a mirror. */
  readonly kind: 'THICK' | 'THIN' | 'OTHER';
  /** In LVM's words: `linear`, `striped`, `thin,sparse`, `raid,raid1`, … */
  readonly layout: string;
  /** How many snapshots of the old kind it has: while there is one, the kernel passes no discards on (dm-snapshot). */
  readonly oldSnapshots: number;
  /** Whether it is such a snapshot itself. */
  readonly isOldSnapshot: boolean;
  /** Whether a thin volume may share chunks of its pool with others: it has snapshots, or is one. */
  readonly sharesChunks: boolean;
  /** Whether LVM itself has a physical volume on it. */
  readonly holdsPhysicalVolume: boolean;
  readonly readOnly: boolean;
  /** Whether a lock manager guards its group, as lvmlockd does: then a run has it exclusively among all hosts. */
  readonly guarded: boolean;
  /** Its thin pool; null of one that is not thin. */
  readonly pool: ThinPoolFacts | null;
  /** Those that it lies on, by LVM's ids; of a thin volume those of the data of its pool. */
  readonly physicalVolumes: readonly string[];
}

export interface ThinPoolFacts {
  readonly name: string;
  /** `ignore`: it keeps what is discarded. `nopassdown`: it gives that back to itself alone; `passdown`: below as well. */
  readonly discards: 'ignore' | 'nopassdown' | 'passdown';
  /** What is wrong with it, in LVM's words, as `failed`, `out_of_data` or `metadata_read_only`; null where nothing is. */
  readonly health: string | null;
}

/** An id of LVM, 32 characters, in the groups in which LVM writes it; null of what is none. */
export function lvmIdInGroups(id: string): string | null {
  const groups = /^(\w{6})(\w{4})(\w{4})(\w{4})(\w{4})(\w{4})(\w{6})$/.exec(id);
  return groups?.slice(1).join('-') ?? null;
}
