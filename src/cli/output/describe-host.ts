import { counted } from '../../domain/counted.ts';
import { formatBytes } from '../../domain/format-bytes.ts';
import type { HostNode } from '../client/documents.ts';

import { formatLabels } from './format-labels.ts';
import { printableLine } from './printable.ts';
import type { Colors } from './terminal.ts';
import { formatMoment } from './times.ts';
import { typeable } from './typeable.ts';

/** What a host can do, and what is missing or could not be scanned, with the remedy for each. */
export function describeHost(host: HostNode, colors: Colors): string {
  const { id, name, capabilities, inventory, scannedAt } = host;
  const lines = [
    `${colors.bold(printableLine(name))}  ${id}`,
    field('state', stateOf(host, colors)),
    ...(host.address === null ? [] : [field('address', printableLine(host.address))]),
    ...(host.labels.length === 0 ? [] : [field('labels', printableLine(formatLabels(host.labels)))]),
    field('contact', inventory === null ? 'not scanned yet' : contacts[inventory.contact]),
    ...(inventory === null ? [] : [field('vms', vmsKnown[inventory.vms])]),
    ...(scannedAt === null
      ? []
      : [field('changed', `${formatMoment(scannedAt)}, at the last scan that found a change`)]),
    ...(capabilities === null
      ? [field('sparsify', 'not probed yet')]
      : [
          field(
            'sparsify',
            capabilities.canSparsify ? colors.green('can run here') : colors.red('cannot run here'),
          ),
          field('tools', toolsOf(capabilities)),
          field('runs with', runsWith(capabilities, host)),
          ...(capabilities.rights === null ? [] : [field('works as', worksAs(capabilities))]),
        ]),
    ...describeFindings(host, colors),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const contacts = { IN_CONTACT: 'in contact', LOST: 'lost; what it last reported is shown' } as const;
const vmsKnown = {
  KNOWN: 'all known, through libvirt',
  NO_HYPERVISOR: "no libvirt runs here; only qemu's lock on an image shows its use",
  UNKNOWN: 'unknown: libvirt did not answer, or not fully',
} as const;

const field = (title: string, text: string): string => `  ${title.padEnd(10)} ${text}`;

function stateOf({ state, activeJobs, maxRuns, confirmedDownAt }: HostNode, colors: Colors): string {
  const runs =
    maxRuns === null ? `${activeJobs.totalCount}` : `${activeJobs.totalCount} of at most ${maxRuns}`;
  const shown = state === 'ACTIVE' ? 'active' : colors.yellow(state.toLowerCase());
  const down = confirmedDownAt === null ? '' : `, confirmed down at ${formatMoment(confirmedDownAt)}`;
  return `${shown}, runs: ${runs}${down}`;
}

/** A key that a host shows in place of the accepted one; null where there is none. */
export function refusedKeyFinding({
  id,
  hostKey,
  refusedHostKey,
}: HostNode): { what: string; remedy: string } | null {
  if (refusedHostKey === null) return null;
  const accepted = hostKey === null ? '' : `, and ${hostKey.fingerprint} was accepted`;
  return {
    what: `It shows another host key, ${refusedHostKey.type} ${refusedHostKey.fingerprint}${accepted}.`,
    remedy: `Find out whether it was installed anew; then accept the key with \`winnow host accept-key ${id}\`.`,
  };
}

/** What of a host could not be scanned or is missing, each with what to do, as lines. */
export function describeFindings(host: HostNode, colors: Colors): string[] {
  const { id, inventory, capabilities } = host;
  const key = refusedKeyFinding(host);
  return [
    ...(key === null ? [] : [{ title: colors.red('refused'), ...key }]),
    ...(inventory?.problems ?? []).map((finding) => ({ title: colors.yellow('problem'), ...finding })),
    ...(capabilities?.findings ?? []).map((finding) => ({ title: colors.red('missing'), ...finding })),
    ...(capabilities?.recommendations ?? []).map((finding) => ({
      title: colors.yellow('better with'),
      ...finding,
    })),
  ].flatMap(({ title, what, remedy }) => [
    `  ${title}: ${printableLine(what)}`,
    `    to do: ${printableLine(typeable(remedy, null, id))}`,
  ]);
}

const byWhat = {
  ROOT: '',
  ROOT_BY_SUDO: ', who becomes root by sudo',
  USER: ', without rights of root',
} as const;

const confinedBy = {
  SYSTEMD: '; runs are confined by namespaces and systemd',
  NAMESPACES: '; runs are confined by namespaces',
  NONE: '; runs are not confined',
} as const;

const worksAs = ({ rights, user, confinement }: NonNullable<HostNode['capabilities']>): string =>
  `${printableLine(user ?? 'a user')}${rights === null ? '' : byWhat[rights]}${confinement === null ? '' : confinedBy[confinement]}`;

function toolsOf(capabilities: NonNullable<HostNode['capabilities']>): string {
  const tools = [
    ['virt-sparsify', capabilities.virtSparsifyVersion],
    ['qemu-img', capabilities.qemuImgVersion],
    ['libvirt', capabilities.libvirtVersion],
    ['sg3-utils', capabilities.sg3UtilsVersion],
  ] as const;
  const there = tools
    .filter(([, version]) => version !== null)
    .map(([tool, version]) => `${tool} ${version}`);
  return printableLine(there.join(', ')) || 'none';
}

function runsWith(
  { acceleration, cores, memory }: NonNullable<HostNode['capabilities']>,
  { allowEmulation }: HostNode,
): string {
  const emulation = `software emulation${allowEmulation ? '' : ' (not allowed here)'}`;
  const parts = [
    acceleration === null ? 'no appliance' : acceleration === 'KVM' ? 'KVM' : emulation,
    cores === null ? null : counted(cores, 'core'),
    memory === null ? null : `${formatBytes(memory)} of memory`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
