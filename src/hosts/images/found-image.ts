import type { FoundImage } from '../inventory.ts';
import type { Candidate } from './candidate.ts';
import type { Verdict } from './chain/check-chains.ts';
import { provisionedAs } from './files/provisioning.ts';

/** What was found of an image, as the rest of Winnow has it. */
export function foundImage(
  { facts, declared, finding, standsOn, provisioning, refcounts, volume }: Candidate,
  { chain, unreadable, fault }: Verdict,
): FoundImage {
  const report = finding?.report ?? null;
  const isBlock = facts.type === 'b';
  return {
    realPath: facts.realPath,
    type: isBlock ? 'BLOCK' : 'FILE',
    format: finding?.format ?? declared,
    formatBasis: finding?.formatBasis ?? 'HEADER',
    headerFormat: finding?.headerFormat ?? null,
    virtualSize: report ? wholeNumber(report.virtualSize) : null,
    allocatedBytes: isBlock ? allocatedTo(volume) : wholeNumber(facts.allocatedBytes),
    backing: report?.backing
      ? {
          name: report.backing.name,
          realPath: standsOn ?? report.backing.name,
          format: report.backing.format,
        }
      : null,
    internalSnapshots: report?.snapshots ?? [],
    // The header of a raw disk does not show whether qemu or the guest encrypted it.
    encrypted: finding?.luks ? null : (report?.encrypted ?? null),
    corrupt: report?.corrupt ?? null,
    dirty: report?.dirty ?? null,
    writable: facts.writable,
    inode: isBlock ? null : facts.inode,
    provisioned:
      isBlock || report === null ? null : provisionedAs(facts, report.format, provisioning ?? undefined),
    declaredAllocation: provisioning?.declared ?? null,
    refcounts,
    formatVersion: report?.formatVersion ?? null,
    unreadable,
    fault,
    chain,
    ...(volume && { volume: volume.facts }),
  };
}

const wholeNumber = (value: number): number | null => (Number.isSafeInteger(value) ? value : null);

/** A volume has all of its extents from its beginning; a thin one only what was written. */
function allocatedTo(volume: Candidate['volume']): number | null {
  if (!volume?.facts) return null;
  return volume.facts.kind === 'THIN' ? volume.mappedBytes : volume.bytes;
}
