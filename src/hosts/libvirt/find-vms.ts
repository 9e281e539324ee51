import { isDown } from '../../domain/disk/attachments.ts';
import type { VmDisk, VmsFound } from '../inventory.ts';
import type { Patience } from '../transport/patience.ts';
import type { Transport } from '../transport/transport.ts';
import type { DomainDisk } from './domain-xml.ts';
import { libvirtTraces } from './libvirt-traces.ts';
import { problemOf, volumeNotFound } from './problems.ts';
import { type ReadVm, readVms, VmUnreadable } from './read-vms.ts';
import { type Place, placesOf, poolDirectories, volumeKey } from './storage-pools.ts';
import { createVirsh, type LibvirtSettings, VirshFailed } from './virsh.ts';

/** The connection to a hypervisor's own virtual machines. */
export const defaultLibvirtUri = 'qemu:///system';

// In place of a connection, it says that a host is no hypervisor.
const noLibvirtUri = 'none';

/** Finds the virtual machines of a host and what storage libvirt names, in one call, and one more for every further hundred of them. */
export async function findVms(
  transport: Transport,
  settings: LibvirtSettings,
  /** Learns how long it took, or that the time was too short. */
  patience?: Patience,
): Promise<VmsFound> {
  const began = performance.now();
  if (settings.uri === noLibvirtUri) return { known: 'NO_HYPERVISOR' };
  const virsh = createVirsh(transport, settings);
  // In the same call, as it is needed where nothing answers.
  const traces = settings.uri === defaultLibvirtUri ? libvirtTraces(transport).catch(() => true) : null;
  try {
    const [vms, directories] = await Promise.all([readVms(virsh), poolDirectories(virsh)]);
    const volumes = vms.flatMap(({ disks }) => disks.flatMap(({ volume }) => volume ?? []));
    const places = await placesOf(virsh, volumes, directories);
    const placed = vms.map((vm) => withPlaces(vm, places));
    const paths = placed.flatMap(({ disks }) => disks.flatMap(({ path }) => path ?? []));
    const files = [...paths, ...vms.flatMap(({ backingFiles }) => backingFiles)];
    const storage = { directories: [...directories.values()], files };
    patience?.took(performance.now() - began);
    return { known: 'KNOWN', vms: placed, storage };
  } catch (error) {
    if (error instanceof VmUnreadable) return { known: 'UNKNOWN', problem: error.problem };
    if (!(error instanceof VirshFailed)) throw error;
    if (error.why === 'HANGS') patience?.ranOut();
    if (isAbsent(error) && (await traces) === false) {
      return { known: 'NO_HYPERVISOR' };
    }
    return { known: 'UNKNOWN', problem: problemOf(error, settings) };
  }
}

const isAbsent = ({ why }: VirshFailed): boolean => why === 'MISSING' || why === 'NOT_CONNECTED';

function withPlaces({ backingFiles: _, ...vm }: ReadVm, places: ReadonlyMap<string, Place>) {
  const disks = vm.disks.map(({ volume, ...disk }: DomainDisk): VmDisk => {
    if (volume === null) return disk;
    const place = places.get(volumeKey(volume));
    // A virtual machine that is down cannot be using it, and cannot start before its volume is there.
    if (!place && !isDown(vm.state)) throw new VmUnreadable(volumeNotFound(vm.name, volume));
    return { ...disk, ...place };
  });
  return { ...vm, disks };
}
