import type { DiscardLimits } from '../../host/events.ts';
import type { StorageFacts } from '../../storage-domain/events.ts';
import type { VolumeFacts } from '../volume.ts';
import type { Refusal } from './refusal.ts';

/** Why block devices do not give back what is discarded on them: the weakest of them counts. */
export function* refusalsOfDiscard(limits: readonly DiscardLimits[]): Generator<Refusal> {
  if (limits.some(({ maxBytes }) => maxBytes === 0)) {
    yield {
      code: 'NO_DISCARD',
      why: 'the kernel passes no discard to its block device',
      remedy: 'Turn on discard in every layer below (LVM, dm-crypt, multipath), or in the storage array.',
    };
  } else if (limits.some(({ unmap }) => unmap === false)) {
    yield {
      code: 'NO_DISCARD',
      why: 'its block device does not support UNMAP (LBPU is 0)',
      remedy: 'Turn on thin provisioning for the LUN in the storage array.',
    };
  } else if (limits.some(({ readsZeros }) => readsZeros === false)) {
    yield {
      code: 'NO_DISCARD',
      why: 'blocks that were given back to its block device do not read as zeros (LBPRZ is 0)',
      remedy: 'Turn on zeros after UNMAP for the LUN in the storage array.',
    };
  }
}

/** The same of the physical volumes that a thick volume lies on. A thin pool takes discards itself, whatever lies below it. */
export function* refusalsOfVolumeDiscard(
  { kind, physicalVolumes }: VolumeFacts,
  { volumeGroup }: StorageFacts,
): Generator<Refusal> {
  // Without them another reason stands in the way already.
  if (kind !== 'THICK' || !volumeGroup) return;
  const found = volumeGroup.physicalVolumes.filter(({ id }) => physicalVolumes.includes(id));
  yield* refusalsOfDiscard(found.map(({ discard }) => discard));
  const isPartlyUnknown = found.length === 0 || found.length < new Set(physicalVolumes).size;
  if (isPartlyUnknown && volumeGroup.missing === 0) {
    yield {
      code: 'VOLUME_UNKNOWN',
      why: 'LVM did not report all physical volumes that it lies on',
      remedy: 'Have that host scanned again: call scanHost, then call refreshDisk.',
    };
  }
}
