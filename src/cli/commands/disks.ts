import { Command, Option } from 'commander';
import { formatBytes } from '../../domain/format-bytes.ts';
import { type CommandContext, withLimit } from '../actions/command-context.ts';
import { type DiskFilterOptions, diskFilterOf, withDiskFilters } from '../actions/disk-filters.ts';
import { labelColumn } from '../actions/label-options.ts';
import { connected } from '../actions/session.ts';
import {
  type DiskNode,
  type DiskOrder,
  type GetDiskTotals,
  getDiskTotals,
  listDisks,
} from '../client/documents.ts';
import { firstOf } from '../client/pages.ts';

import { printableLine } from '../output/printable.ts';
import { type Column, formatTable } from '../output/table.ts';
import type { Colors } from '../output/terminal.ts';
import { typeable } from '../output/typeable.ts';

interface DisksOptions extends DiskFilterOptions {
  readonly name?: string;
  readonly why?: boolean;
  readonly format?: 'raw' | 'qcow2' | 'other';
  readonly allocation?: 'thin' | 'preallocated' | 'unknown';
  readonly sort?: keyof typeof orders;
  readonly reverse?: boolean;
  readonly totals?: boolean;
  readonly limit: number;
}

/** `winnow disks`: lists the catalogue. */
export function disksCommand(context: CommandContext): Command {
  const command = new Command('disks')
    .description('list the disks of the catalogue')
    .option('--why', 'show under each disk all its obstacles, with what to do, and its warnings')
    .option('--name <text>', 'only those whose name contains this')
    .addOption(
      new Option('--format <format>', 'only those of this format').choices(['raw', 'qcow2', 'other']),
    )
    .addOption(
      new Option('--allocation <kind>', 'only those with this allocation').choices([
        'thin',
        'preallocated',
        'unknown',
      ]),
    )
    .addOption(
      new Option('--sort <field>', 'by what to sort: names ascending, all else descending')
        .choices(Object.keys(orders))
        .default('name'),
    )
    .option('--reverse', 'sort the other way round')
    .option('--totals', 'show counts, sums and the number of disks with each obstacle, instead of disks')
    .addHelpText(
      'after',
      `
Examples:
  $ winnow disks --why --not-sparsifiable
  $ winnow disks --sparsifiable --sort reclaimable --limit 10
  $ winnow disks --totals --host kvm1
  $ winnow disks --with-label team=web tier --sort reclaimable
  $ winnow disks --obstacle VM_NOT_DOWN NFS_TOO_OLD --host kvm1 --json
`,
    );
  return connected<DisksOptions>(withLimit(withDiskFilters(command)), context, async (session) => {
    const { client, options, terminal } = session;
    const filter = {
      ...(await diskFilterOf(options, client)),
      nameContains: options.name,
      format: options.format && formats[options.format],
      allocation: options.allocation && allocations[options.allocation],
    };
    if (options.totals) {
      const { diskTotals: totals } = await client.request(getDiskTotals, { filter });
      session.print({ totals }, describeTotals(totals));
      return;
    }
    const page = await firstOf(options.limit, client, listDisks, { filter, orderBy: orderOf(options) });
    session.printList('disks', page, (disks) =>
      options.why
        ? explained(disks, terminal.stdout.colors)
        : formatTable([...columns, ...labelColumn(disks), noteColumn], disks),
    );
  });
}

/** The table of disks, under each its obstacles and warnings. */
function explained(disks: readonly DiskNode[], colors: Colors): string {
  const [title = '', ...rows] = formatTable([...columns, ...labelColumn(disks)], disks).split('\n');
  const lines = disks.flatMap((disk, index) => [rows[index] ?? '', ...describeWhy(disk, colors)]);
  return [title, ...lines].map((line) => `${line}\n`).join('');
}

const orders = {
  name: { field: 'NAME', direction: 'ASC' },
  'actual-size': { field: 'ACTUAL_SIZE', direction: 'DESC' },
  'virtual-size': { field: 'VIRTUAL_SIZE', direction: 'DESC' },
  reclaimable: { field: 'RECLAIMABLE', direction: 'DESC' },
  registered: { field: 'REGISTERED_AT', direction: 'DESC' },
} as const satisfies Readonly<Record<string, DiskOrder>>;

function orderOf({ sort = 'name', reverse = false }: DisksOptions): DiskOrder {
  const { field, direction } = orders[sort];
  return { field, direction: (direction === 'ASC') === reverse ? 'DESC' : 'ASC' };
}

function describeTotals(totals: GetDiskTotals['diskTotals']): string {
  const lines = [
    `disks                   ${totals.count}`,
    `  can be sparsified     ${totals.sparsifiable}`,
    `virtual size            ${formatBytes(totals.virtualSize)}`,
    `actual size             ${formatBytes(totals.actualSize)}`,
    `reclaimable             ${formatBytes(totals.reclaimable)}, estimated for ${totals.estimated} of ${totals.count}`,
  ];
  const obstacles = formatTable(
    [
      { title: 'DISKS', align: 'right', cell: ({ count }) => String(count) },
      { title: 'OBSTACLE', cell: ({ code }) => code },
    ],
    totals.obstacles.toSorted((one, other) => other.count - one.count),
  );
  return `${lines.join('\n')}\n${totals.obstacles.length === 0 ? '' : `\n${obstacles}`}`;
}

const allocations = { thin: 'THIN', preallocated: 'PREALLOCATED', unknown: 'UNKNOWN' } as const;
const formats = { raw: 'RAW', qcow2: 'QCOW2', other: 'OTHER' } as const;

const columns: readonly Column<DiskNode>[] = [
  { title: 'DISK', cell: ({ id }) => id },
  { title: 'NAME', cell: ({ name }) => name },
  {
    title: 'FORMAT',
    cell: ({ format, formatName }) => (format === 'OTHER' && formatName) || format.toLowerCase(),
  },
  { title: 'SIZE', align: 'right', cell: ({ virtualSize }) => formatBytes(virtualSize) },
  { title: 'ON DISK', align: 'right', cell: ({ actualSize }) => formatBytes(actualSize) },
  { title: 'RECLAIMABLE', align: 'right', cell: reclaimable },
  { title: 'STATUS', cell: ({ availability }) => availability.toLowerCase() },
];

const noteColumn: Column<DiskNode> = {
  title: 'NOTE',
  cell: ({ sparsifiability: { obstacles, warnings } }) =>
    [...new Set([...obstacles, ...warnings].map(({ code }) => code))].join(', '),
};

function reclaimable({ reclaimable }: DiskNode): string | null {
  if (reclaimable === null) return null;
  return `${reclaimable.basis === 'UPPER_BOUND' ? '≤ ' : ''}${formatBytes(reclaimable.bytes)}`;
}

/** The obstacles of a disk with what to do, then its warnings, as lines. */
function describeWhy(disk: DiskNode, colors: Colors): string[] {
  const { obstacles, warnings } = disk.sparsifiability;
  return [
    ...obstacles.flatMap(({ code, message, remedy }) => [
      `    ${colors.red(code)}  ${printableLine(message)}`,
      `      to do: ${printableLine(typeable(remedy, disk))}`,
    ]),
    ...warnings.map(({ code, message }) => `    ${colors.yellow(code)}  ${printableLine(message)}`),
  ];
}
