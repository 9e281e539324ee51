import { formatBytes } from '../../domain/format-bytes.ts';
import type { HostNode } from '../client/documents.ts';
import { describeFindings } from './describe-host.ts';
import { printableLine } from './printable.ts';
import type { ScanSummary } from './scan-summary.ts';
import { formatTable } from './table.ts';
import type { Colors } from './terminal.ts';

/** The result of a host's scan, for people. */
export function describeScan(host: HostNode, summary: ScanSummary, colors: Colors): string {
  const atMost = formatBytes(summary.reclaimableAtMost);
  const lines = [
    `${colors.bold(printableLine(host.name))}  ${host.id}`,
    `  storage domains           ${host.storageDomains.totalCount}`,
    `  virtual machines          ${vmsOf(host, summary)}`,
    `  disks                     ${summary.disks}`,
    `    can be sparsified       ${summary.sparsifiable}${summary.sparsifiable === 0 ? '' : `, which may give back up to ${atMost}`}`,
    `    cannot be sparsified    ${summary.refused}`,
    ...reasons(summary),
    ...describeFindings(host, colors),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function vmsOf({ inventory }: HostNode, { vms }: ScanSummary): string {
  const known = inventory?.vms ?? null;
  switch (known) {
    case 'KNOWN':
      return `${vms} with disks`;
    case 'NO_HYPERVISOR':
      return "unknown: no libvirt runs here; only qemu's lock on an image shows its use";
    case 'UNKNOWN':
      return `unknown: libvirt did not answer, or not fully (${vms} with disks known)`;
    case null:
      return 'unknown';
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
