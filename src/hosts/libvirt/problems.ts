import type { HostFinding } from '../../domain/host/events.ts';
import { remedies } from '../probe/packages.ts';
import type { Volume } from './domain-xml.ts';
import type { LibvirtSettings, VirshFailed } from './virsh.ts';

const elseNone = 'Where the host runs no virtual machines, set WINNOW_LIBVIRT_URI=none.';

/** Why the virtual machines of a host are not known, and what to do. */
export function problemOf({ why, message }: VirshFailed, { uri, timeoutMs }: LibvirtSettings): HostFinding {
  switch (why) {
    case 'MISSING':
      return {
        what: `virsh is missing, so the virtual machines of libvirt (${uri}) are not known`,
        remedy: `${remedies.virsh} ${elseNone}`,
      };
    case 'HANGS':
      return {
        what: `libvirt (${uri}) did not answer within ${timeoutMs / 1000} s`,
        remedy: `See whether \`virsh -c ${uri} list\` answers on the host; if it hangs, restart libvirtd (with newer libvirt, virtqemud): virtual machines go on meanwhile.`,
      };
    case 'TOO_MUCH':
    case 'NOT_CONNECTED':
    case 'FAILED':
      return refusalOf(uri, message.slice(0, 500));
    default:
      return why satisfies never;
  }
}

function refusalOf(uri: string, said: string): HostFinding {
  if (/permission denied|authentication|polkit|access denied/i.test(said)) {
    return {
      what: `libvirt (${uri}) does not let the user that Winnow works as in: ${said}`,
      remedy: 'Add that user to the group libvirt (usermod -a -G libvirt USER), and start Winnow again.',
    };
  }
  if (/failed to connect socket|connection refused|no such file/i.test(said)) {
    return {
      what: `libvirt (${uri}) is not running: ${said}`,
      remedy: `Start it on the host: systemctl start libvirtd (with newer libvirt, virtqemud.socket). ${elseNone}`,
    };
  }
  return {
    what: `libvirt (${uri}) could not be asked: ${said}`,
    remedy: `Mend what \`virsh -c ${uri} list --all\` complains of on the host.`,
  };
}

/** A virtual machine that is not down has a disk in a storage pool that libvirt does not see into. */
export function volumeNotFound(vmName: string, { pool, name }: Volume): HostFinding {
  return {
    what: `Virtual machine "${vmName}" has the volume "${name}" of the storage pool "${pool}", which libvirt does not find`,
    remedy: `Start the pool (virsh pool-start), bring it up to date (virsh pool-refresh), and scan again.`,
  };
}
