import { Command } from 'commander';
import type { DiskNode } from '../client/disk.ts';
import { listDisks } from '../client/operations.ts';
import { firstOf } from '../client/pages.ts';
import { type CommandContext, type ConnectionOptions, withConnection, withJson } from '../command-context.ts';
import { connect } from '../connect.ts';
import { formatBytes } from '../format/bytes.ts';
import { type Column, formatTable } from '../format/table.ts';
import { noteRest, withLimit } from '../list-options.ts';
import { printJson } from '../output.ts';

/** `winnow disks`: the catalogue. */
export function disksCommand({ terminal }: CommandContext): Command {
  const command = new Command('disks')
    .description('list the disks of the catalogue')
    .option('--name <text>', 'only those whose name contains this')
    .addHelpText('after', '\nExamples:\n  $ winnow disks\n  $ winnow disks --name web --json\n');
  return withJson(withLimit(withConnection(command))).action(
    async (
      options: ConnectionOptions & {
        readonly name?: string;
        readonly limit: number;
        readonly json?: boolean;
      },
    ) => {
      await using connection = await connect(options, terminal, { reading: true });
      const { nodes, totalCount } = await firstOf(options.limit, connection.client, listDisks, {
        filter: { nameContains: options.name },
      });
      if (options.json) printJson(terminal.stdout, { ok: true, disks: nodes, totalCount });
      else terminal.stdout.write(formatTable(columns, nodes));
      if (!options.json) noteRest(nodes.length, totalCount, terminal);
    },
  );
}

const columns: readonly Column<DiskNode>[] = [
  { title: 'DISK', cell: ({ id }) => id },
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'FORMAT', cell: ({ format }) => format.toLowerCase() },
  { title: 'SIZE', align: 'right', cell: ({ virtualSize }) => formatBytes(virtualSize) },
  { title: 'ON DISK', align: 'right', cell: ({ actualSize }) => formatBytes(actualSize) },
  { title: 'TO GIVE BACK', align: 'right', cell: reclaimable },
  { title: 'STATUS', cell: ({ status }) => status.toLowerCase() },
  {
    title: 'NOTE',
    cell: ({ sparsifiability: { obstacles, warnings } }) =>
      [...obstacles, ...warnings].map(({ code }) => code).join(', '),
  },
];

function reclaimable({ reclaimable }: DiskNode): string | null {
  if (reclaimable === null) return null;
  return `${reclaimable.basis === 'UPPER_BOUND' ? '≤ ' : ''}${formatBytes(reclaimable.bytes)}`;
}
