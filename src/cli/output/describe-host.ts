import { formatBytes } from '../../domain/format-bytes.ts';
import type { HostNode } from '../client/documents.ts';

import { printableLine } from './printable.ts';
import type { Colors } from './terminal.ts';
import { formatMoment } from './times.ts';
import { typeable } from './typeable.ts';

/** What a host can do, and what is missing or could not be scanned, with the remedy for each. */
export function describeHost(host: HostNode, colors: Colors): string {
  const { id, name, capabilities, inventory, scannedAt } = host;
  const lines = [
    `${colors.bold(printableLine(name))}  ${id}`,
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
          field('runs with', runsWith(capabilities)),
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

/** What of a host could not be scanned or is missing, each with what to do, as lines. */
export function describeFindings({ inventory, capabilities }: HostNode, colors: Colors): string[] {
  return [
    ...(inventory?.problems ?? []).map((finding) => ({ title: colors.yellow('problem'), ...finding })),
    ...(capabilities?.findings ?? []).map((finding) => ({ title: colors.red('missing'), ...finding })),
    ...(capabilities?.recommendations ?? []).map((finding) => ({
      title: colors.yellow('better with'),
      ...finding,
    })),
  ].flatMap(({ title, what, remedy }) => [
    `  ${title}: ${printableLine(what)}`,
    `    to do: ${printableLine(typeable(remedy))}`,
  ]);
}

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

function runsWith({ acceleration, cores, memory }: NonNullable<HostNode['capabilities']>): string {
  const parts = [
    acceleration === null ? 'no appliance' : acceleration === 'KVM' ? 'KVM' : 'software emulation',
    cores === null ? null : `${cores} core${cores === 1 ? '' : 's'}`,
    memory === null ? null : `${formatBytes(memory)} of memory`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
