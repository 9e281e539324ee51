import { formatBytes } from '../../format-bytes.ts';
import { type DiskArea, type DiskContents, encryptedAreas, incompleteGroups } from '../contents.ts';
import type { Obstacle } from './obstacle.ts';
import { trimInside, trimInsideEncrypted } from './trim-inside.ts';

const maxNamed = 8;

/** What stands in the way by what the guest stores on the disk. */
export function* obstaclesOfContents(disk: string, contents: DiskContents): Generator<Obstacle> {
  const encrypted = encryptedAreas(contents);
  if (encrypted.length > 0) {
    yield {
      code: 'ENCRYPTED',
      message: `The guest has encrypted parts of ${disk}: ${areaNames(encrypted)}. virt-sparsify asks for the key before it does anything else, or finds nothing to trim, and Winnow has no key.`,
      remedy: trimInsideEncrypted,
    };
  }
  for (const { name, physicalVolumes, missing, incompleteVolumes } of incompleteGroups(contents)) {
    yield {
      code: 'GUEST_SPANS_DISKS',
      message: `${disk} has only a part of the volume group ${name}: ${missing.length} of its ${physicalVolumes} physical volumes are on other disks, and so are parts of ${incompleteVolumes.slice(0, maxNamed).join(', ')}. virt-sparsify works on one disk at a time and would fail.`,
      remedy: trimInside,
    };
  }
}

/** Areas by name, type and size. */
export function areaNames(areas: readonly DiskArea[]): string {
  const named = areas
    .slice(0, maxNamed)
    .map(({ device, type, size }) => `${device} (${type ?? 'unknown'}, ${formatBytes(size)})`);
  return [...named, ...(areas.length > maxNamed ? [`${areas.length - maxNamed} more`] : [])].join(', ');
}
