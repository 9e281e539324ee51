import type { HostFinding } from '../../domain/host/events.ts';
import { shown } from '../../domain/plain-name.ts';
import { installPackage } from '../probe/packages.ts';

/** LVM waits for a device. */
export const lvmHangs: HostFinding = {
  what: 'LVM does not answer, so nothing is known of logical volumes: `lvm fullreport --readonly` waits for a device',
  remedy:
    'See which device does not answer (`multipath -ll`, `iscsiadm -m session`, `dmsetup info`), and bring it back or take it away.',
};

/** LVM is not there, and logical volumes are. */
export const lvmMissing: HostFinding = {
  what: 'lvm is missing, and this host has logical volumes',
  remedy: installPackage('lvm2'),
};

/** LVM shows nothing to other users than root. */
export const lvmNeedsRoot: HostFinding = {
  what: 'the user that Winnow works as may not ask LVM, and this host has logical volumes',
  remedy: 'Let Winnow work there as root, or let sudo make its user root.',
};

/** What LVM reports is not what it should be. */
export const lvmUnread = (why: string): HostFinding => ({
  what: `what LVM reports could not be read: ${shown(why.slice(0, 500))}`,
  remedy: 'Run `lvm fullreport --readonly --reportformat json` as root on the host, and mend what it says.',
});

/** Device-mapper gave no answer. */
export const kernelSilent: HostFinding = {
  what: 'the kernel does not say how its logical volumes are: `dmsetup status --noflush` gave no answer',
  remedy: 'See which device does not answer (`dmsetup info`, `multipath -ll`).',
};

/** LVM does not report a group of which the kernel has volumes. */
export const groupUnreported = (group: string): HostFinding => ({
  what: `LVM does not report the volume group ${shown(group)}, of which volumes are active`,
  remedy:
    'Let LVM use its physical volumes: see `pvs --all` and the filter in /etc/lvm/lvm.conf, and add them with `lvmdevices --adddev` where the host has /etc/lvm/devices/system.devices.',
});
