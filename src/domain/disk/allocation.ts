import type { DiskEventOf } from './events.ts';
import type { DiskAllocation, DiskFacts } from './facts.ts';
import type { DiskObservation, ImageObservation } from './observation.ts';

/** What a disk's allocation counts as: what the operator or oVirt declared, else what its blocks show. */
export function allocationOf(
  { allocation, allocationBasis, format, storageType }: DiskFacts,
  observation: DiskObservation | null,
): DiskAllocation {
  if (allocation !== 'UNKNOWN' && allocationBasis === 'DECLARED') return allocation;
  const declared = observation?.declaredAllocation ?? null;
  if (declared !== null) return declared;
  // A full qcow2 is one that grew: qemu-img tells no preallocation of it.
  if (storageType !== 'IMAGE' || format !== 'RAW') return 'THIN';
  return observation?.provisioned ?? allocation;
}

/** What is known of how a file was made, after a look: what an inode has shown once, it keeps. */
export function provisionedNow(
  before: ImageObservation,
  { provisioned: now, inode }: Partial<ImageObservation>,
): DiskAllocation | null {
  if (now === undefined) return before.provisioned;
  if (now === null || inode !== before.inode) return now;
  if (before.provisioned === 'PREALLOCATED' || now === 'PREALLOCATED') return 'PREALLOCATED';
  return before.provisioned === 'THIN' ? 'THIN' : now;
}

/** The facts of a disk once an operator has changed some. */
export const updatedFacts = (facts: DiskFacts, changes: DiskEventOf<'DiskUpdated'>['data']): DiskFacts => ({
  ...facts,
  ...changes,
  ...(changes.allocation !== undefined && { allocationBasis: 'DECLARED' }),
});

/**
 * The facts of a disk once it was looked at. PREALLOCATED that an older Winnow recorded was a scan's guess only if the
 * first look found what scans guessed it from; else an operator had declared it.
 */
export function factsAfterInspection<Facts extends DiskFacts>(
  facts: Facts,
  known: DiskObservation | null,
  { virtualSize, allocatedBytes, backing, internalSnapshots }: DiskObservation,
): Facts {
  if (facts.allocationBasis === 'DECLARED' || known !== null) return facts;
  const full = virtualSize !== null && allocatedBytes !== null && allocatedBytes >= virtualSize;
  return full && backing === null && internalSnapshots.length === 0
    ? facts
    : { ...facts, allocationBasis: 'DECLARED' };
}
