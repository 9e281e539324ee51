import type { Labels } from '../../domain/labels.ts';
import type { VmDisk } from '../inventory.ts';
import { labelsOf } from './domain-labels.ts';
import { BadXml, childOf, parseXml, type XmlElement } from './xml.ts';

/** A volume of a storage pool, which libvirt knows the place of. */
export interface Volume {
  readonly pool: string;
  readonly name: string;
}

/** A disk as a virtual machine's XML has it: where it is a volume, its place is not known yet. */
export interface DomainDisk extends VmDisk {
  readonly volume: Volume | null;
}

/** A virtual machine as one of its descriptions has it. */
export interface Domain {
  readonly name: string;
  /** Whether it is the description of a virtual machine that runs. */
  readonly active: boolean;
  readonly disks: readonly DomainDisk[];
  /** Files that it names as what a disk's image stands on. In a running virtual machine's own description they come from headers. */
  readonly backingFiles: readonly string[];
  readonly labels: Labels;
}

const removable: ReadonlySet<string | undefined> = new Set(['cdrom', 'floppy']);

/** Reads what `virsh dumpxml` wrote; elements that it does not know are passed over. @throws BadXml */
export function readDomain(xml: string): Domain {
  const domain = parseXml(xml);
  const name = childOf(domain, 'name')?.text;
  if (domain.name !== 'domain' || !name) throw new BadXml('it describes no domain with a name');
  const devices = childOf(domain, 'devices')?.children ?? [];
  const disks = devices.filter(
    ({ name, attributes }) => name === 'disk' && !removable.has(attributes.device),
  );
  return {
    name,
    active: domain.attributes.id !== undefined,
    disks: disks.flatMap(disksOf),
    backingFiles: disks.flatMap(backingFilesOf),
    labels: labelsOf(domain),
  };
}

function backingFilesOf(disk: XmlElement): string[] {
  const files: string[] = [];
  for (let at = childOf(disk, 'backingStore'); at !== undefined; at = childOf(at, 'backingStore')) {
    const { file } = childOf(at, 'source')?.attributes ?? {};
    if (file) files.push(file);
  }
  return files;
}

function disksOf(disk: XmlElement): DomainDisk[] {
  // What a running virtual machine is being copied to is in its use, too.
  const mirror = childOf(disk, 'mirror');
  return [diskAt(disk, disk), ...(mirror && childOf(mirror, 'source') ? [diskAt(disk, mirror)] : [])];
}

/** The disk whose image is described there: in its own element, or in one below. */
function diskAt(disk: XmlElement, place: XmlElement): DomainDisk {
  const source = childOf(place, 'source')?.attributes ?? {};
  const type = typeOf(place);
  const format = place === disk ? childOf(disk, 'driver') : childOf(place, 'format');
  return {
    target: childOf(disk, 'target')?.attributes.dev ?? '',
    type,
    path: type === 'NETWORK' ? null : source.file || source.dev || source.dir || null,
    network: type === 'NETWORK' ? { protocol: source.protocol ?? '', name: source.name ?? '' } : null,
    format: format?.attributes.type ?? null,
    readOnly: childOf(disk, 'readonly') !== undefined,
    shareable: childOf(disk, 'shareable') !== undefined,
    lun: disk.attributes.device === 'lun',
    volume:
      place.attributes.type === 'volume' ? { pool: source.pool ?? '', name: source.volume ?? '' } : null,
  };
}

function typeOf({ attributes }: XmlElement): VmDisk['type'] {
  switch (attributes.type) {
    // Without a type it is a file.
    case undefined:
    case 'file':
      return 'FILE';
    case 'block':
      return 'BLOCK';
    case 'network':
      return 'NETWORK';
    default:
      return 'OTHER';
  }
}
