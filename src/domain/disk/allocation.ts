import type { DiskEventOf } from './events.ts';
import type { DiskAllocation, DiskFacts } from './facts.ts';
import type { DiskObservation, ImageObservation } from './observation.ts';

/** The allocation that a disk counts as having: what the operator or oVirt declared, else what its blocks show. */
export function allocationOf(
  { allocation, allocationBasis, format, storageType }: DiskFacts,
  observation: DiskObservation | null,
): DiskAllocation {
  if (allocation !== 'UNKNOWN' && allocationBasis === 'DECLARED') return allocation;
  const declared = observation?.declaredAllocation ?? null;
  if (declared !== null) return declared;
  // A full qcow2 is one that grew: qemu-img does not report whether one was preallocated.
  if (storageType !== 'IMAGE' || format !== 'RAW') return 'THIN';
  return observation?.provisioned ?? allocation;
}

/** How a file is known to be provisioned after an inspection: what was found of an inode once remains so. */
export function provisionedAfter(
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
 * The facts of a disk after an inspection. PREALLOCATED that an older Winnow recorded was a scan's guess only if the first
 * inspection found what scans guessed it from; otherwise an operator had declared it.
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
