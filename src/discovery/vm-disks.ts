import type { Attachment, HostAttachments } from '../domain/disk/attachments.ts';
import type { DiskId, HostId } from '../domain/ids.ts';
import type { VmDisk, VmsFound } from '../hosts/inventory.ts';
import type { Inventory } from './inventory.ts';
import type { Place } from './places.ts';

/** A disk over the network, as a virtual machine names it. */
interface NetworkDisk {
  readonly place: Place;
  readonly network: NonNullable<VmDisk['network']>;
  readonly format: string | null;
  readonly attachments: Attachment[];
}

/** Finds which virtual machine of a host has which image. */
export function vmDisks({
  hostId,
  vms,
  realPaths,
  places,
}: Pick<Inventory, 'hostId' | 'vms' | 'places'> & {
  /** Where paths lead; those that are not in it lead to themselves. */
  readonly realPaths: ReadonlyMap<string, string>;
}) {
  /** The virtual machines that have an image, by its path (a device by its persistent name). */
  const attachments = new Map<string, Attachment[]>();
  /** Paths that are passed to a guest as a SCSI LUN. */
  const luns = new Set<string>();
  const networks = new Map<DiskId, NetworkDisk>();
  for (const { id: vmId, name: vmName, state, disks, labels } of vms.known === 'KNOWN' ? vms.vms : []) {
    const attachment: Attachment = { vmId, vmName, hostId, state, ...(labels && { labels }) };
    for (const { path, network, format, lun } of disks) {
      if (network !== null) {
        const place = places.ofNetwork(network);
        const known = networks.get(place.diskId) ?? { place, network, format, attachments: [] };
        networks.set(place.diskId, known);
        addOnce(known.attachments, attachment);
      } else if (path !== null) {
        const real = places.lastingPath(realPaths.get(path) ?? path);
        const known = attachments.get(real) ?? [];
        attachments.set(real, known);
        addOnce(known, attachment);
        if (lun) luns.add(real);
      }
    }
  }
  return { attachments, luns, networks };
}

/** The paths of all disks of virtual machines, as libvirt names them. */
export const pathsOfVms = (vms: VmsFound): string[] =>
  vms.known === 'KNOWN' ? vms.vms.flatMap(({ disks }) => disks.flatMap(({ path }) => path ?? [])) : [];

/** The virtual machines of a host that have a disk; undefined while libvirt does not answer. */
export function attachmentsOn(
  hostId: HostId,
  { known }: VmsFound,
  found: readonly Attachment[] = [],
): HostAttachments | undefined {
  if (known === 'UNKNOWN') return undefined;
  return { hostId, found: known === 'NO_HYPERVISOR' ? null : found };
}

function addOnce(attachments: Attachment[], attachment: Attachment): void {
  if (!attachments.some(({ vmId }) => vmId === attachment.vmId)) attachments.push(attachment);
}
