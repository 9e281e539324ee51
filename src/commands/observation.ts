import type { DiskObservation } from '../domain/disk/events.ts';
import type { ImageInspection } from '../hosts/host.ts';

/** What was found of an image that is there; what a look at it cannot tell stays as it was known. */
export function seen(found: ImageInspection, known: DiskObservation | null): DiskObservation {
  return {
    present: true,
    virtualSize: found.virtualSize,
    allocatedBytes: found.allocatedBytes,
    attachments: known?.attachments ?? null,
    backing: found.backing,
    children: known?.children ?? [],
    internalSnapshots: found.internalSnapshots,
  };
}

/** What is known of an image that is not where the catalogue says. */
export const absent: DiskObservation = {
  present: false,
  virtualSize: null,
  allocatedBytes: null,
  attachments: null,
  backing: null,
  children: [],
  internalSnapshots: [],
};
