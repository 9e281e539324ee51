import { formatBytes } from '../../domain/format-bytes.ts';
import type { HostNode } from '../client/host.ts';
import { told } from './describe-host.ts';
import { printableLine } from './printable.ts';
import type { ScanSummary } from './scan-summary.ts';
import { formatTable } from './table.ts';
import type { Colors } from './terminal.ts';

/** What the scan of a host found, for people. */
export function describeScan(
  host: HostNode,
  storageDomains: number,
  summary: ScanSummary,
  colors: Colors,
): string {
  const { inventory, capabilities } = host;
  const atMost = formatBytes(summary.reclaimableAtMost);
  const lines = [
    `${colors.bold(printableLine(host.name))}  ${host.id}`,
    `  storage domains           ${storageDomains}`,
    `  virtual machines          ${machinesOf(host, summary)}`,
    `  disks                     ${summary.disks}`,
    `    can be sparsified       ${summary.sparsifiable}${summary.sparsifiable === 0 ? '' : `, which may give back ${atMost} at most`}`,
    `    cannot be sparsified    ${summary.refused}`,
    ...reasons(summary),
    ...(inventory?.problems ?? []).flatMap((problem) => told(colors.yellow('problem'), problem)),
    ...(capabilities?.lacks ?? []).flatMap((lack) => told(colors.red('lacks'), lack)),
    ...(capabilities?.recommends ?? []).flatMap((lack) => told(colors.yellow('better with'), lack)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function machinesOf({ inventory }: HostNode, { machines }: ScanSummary): string {
  const known = inventory?.machines ?? null;
  switch (known) {
    case 'KNOWN':
      return `${machines} with disks`;
    case 'NO_HYPERVISOR':
      return "not known: no libvirt runs here, and only qemu's lock on an image tells of its use";
    case 'UNKNOWN':
      return `not known: libvirt did not answer, or not fully (${machines} with disks known)`;
    case null:
      return 'not known';
    default:
      return known satisfies never;
  }
}

function reasons({ obstacles }: ScanSummary): string[] {
  if (obstacles.length === 0) return [];
  const table = formatTable(
    [
      { title: 'DISKS', align: 'right', cell: ({ disks }) => String(disks) },
      { title: 'REASON', cell: ({ code }) => code },
      { title: 'FOR EXAMPLE', cell: ({ example }) => example.message },
    ],
    obstacles,
  );
  return table
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`);
}
