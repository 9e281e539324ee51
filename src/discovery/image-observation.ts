import type { DiskFacts } from '../domain/disk/facts.ts';
import { shown } from '../domain/plain-name.ts';
import type { FoundImage } from '../hosts/inventory.ts';
import type { Place } from './places.ts';

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
