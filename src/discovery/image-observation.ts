import type { DiskFacts } from '../domain/disk/facts.ts';
import type { ImageObservation } from '../domain/disk/observation.ts';
import { shown } from '../domain/plain-name.ts';
import { backingChainOf } from '../hosts/images/observation.ts';
import type { FoundImage } from '../hosts/inventory.ts';
import type { Place } from './places.ts';

/** What a scan found of an image. Where it could not be read, what was known before stays. */
export function observationOfFound(image: FoundImage): Partial<ImageObservation> {
  const { realPath, type, format, formatBasis, headerFormat, backing, chain, ...same } = image;
  const found: ImageObservation = {
    ...same,
    present: true,
    formatName: format,
    backing: backing?.name ?? null,
    backingChain: backingChainOf(chain),
  };
  if (image.unreadable === null) return found;
  const known = Object.entries(found).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  // Why it may not be opened is always new, even that nothing is wrong any more.
  return { ...Object.fromEntries(known), backingChain: found.backingChain, fault: found.fault };
}

/** The facts of an image that no operator registered. */
export function factsOfImage(image: FoundImage, { domain, path }: Place, lun: boolean): DiskFacts {
  return {
    name: shown(path),
    storageDomainId: domain.id,
    path,
    format: formatOf(image.format),
    formatBasis: image.formatBasis,
    allocation: image.type === 'FILE' ? 'UNKNOWN' : 'THIN',
    allocationBasis: 'DECLARED',
    storageType: storageTypeOf(image, domain.kind, lun),
    wipeAfterDelete: false,
  };
}

/** A format by qemu's name for it. */
export function formatOf(name: string | null): DiskFacts['format'] {
  if (name === 'qcow2') return 'QCOW2';
  return name === 'raw' ? 'RAW' : 'OTHER';
}

/** qemu's name for a format that an operator or libvirt declared; null where only the header says it. */
export function declaredFormat({
  format,
  formatBasis,
}: Pick<DiskFacts, 'format' | 'formatBasis'>): string | null {
  return formatBasis === 'HEADER' || format === 'OTHER' ? null : format.toLowerCase();
}

function storageTypeOf({ type }: FoundImage, kind: Place['domain']['kind'], lun: boolean) {
  if (type === 'FILE') return 'IMAGE';
  return kind === 'VOLUME_GROUP' && !lun ? 'LOGICAL_VOLUME' : 'DIRECT_LUN';
}
