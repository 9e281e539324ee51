import type { FoundImage } from '../inventory.ts';
import type { Volumes } from '../volumes/read-volumes.ts';
import { asMapperPath } from '../volumes/volume-names.ts';
import { type InactiveVolume, inactiveVolumeAt } from '../volumes/volumes-at.ts';
import type { MissingImage } from './wanted-images.ts';

/** What of the images that are not there are logical volumes that are not active. */
export interface InactiveImages {
  readonly images: readonly FoundImage[];
  /** Where the paths of these lead, by the paths that were wanted. */
  readonly realPaths: ReadonlyMap<string, string>;
  /** As they were wanted: those that are not there. */
  readonly missing: readonly string[];
  /** As they were wanted: those that are not there, or are volumes; LVM does not answer. */
  readonly unanswered: readonly string[];
}

/** Looks among the images that are not there for logical volumes that are not active, as those of oVirt mostly are. */
export async function findInactive(
  absent: readonly MissingImage[],
  read: () => Promise<Volumes>,
): Promise<InactiveImages> {
  const images = new Map<string, FoundImage>();
  const realPaths = new Map<string, string>();
  const missing: string[] = [];
  const unanswered: string[] = [];
  const volumes = absent.some(({ realPath }) => asMapperPath(realPath) !== null) ? await read() : null;
  for (const { path, realPath, format } of absent) {
    const volume = volumes && inactiveVolumeAt(realPath, volumes);
    if (volume) {
      realPaths.set(path, volume.path);
      const known = images.get(volume.path);
      if (known === undefined || known.format === null)
        images.set(volume.path, inactiveImage(volume, format));
    } else if (volumes && isUnknown(volumes) && asMapperPath(realPath) !== null) unanswered.push(path);
    else missing.push(path);
  }
  return { images: [...images.values()], realPaths, missing, unanswered };
}

const isUnknown = ({ report, active }: Volumes): boolean => report === null || active === null;

/** It cannot be read until it is active. */
const inactiveImage = ({ path, bytes, facts }: InactiveVolume, format: string | null): FoundImage => ({
  ...{ realPath: path, type: 'BLOCK', active: false, volume: facts },
  ...{ format, formatBasis: format === null ? 'HEADER' : 'DECLARED', headerFormat: null },
  virtualSize: format === 'raw' ? bytes : null,
  allocatedBytes: facts.kind === 'THIN' ? null : bytes,
  ...{ backing: null, internalSnapshots: [], encrypted: null, corrupt: null, dirty: null, writable: null },
  ...{ inode: null, provisioned: null, declaredAllocation: null, refcounts: null, formatVersion: null },
  ...{ unreadable: null, fault: null, chain: [] },
});
