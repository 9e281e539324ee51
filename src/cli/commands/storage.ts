import { Command } from 'commander';
import {
  type CommandContext,
  type ConnectionOptions,
  noteRest,
  withConnection,
  withJson,
  withLimit,
} from '../actions/command-context.ts';
import { connect } from '../actions/connect.ts';
import { storageDomainIdOf } from '../actions/find-host.ts';
import { refusalOf } from '../actions/refusal.ts';
import { listStorageDomains, removeStorageDomain } from '../client/documents.ts';
import { firstOf } from '../client/pages.ts';
import { printJson } from '../output/messages.ts';
import { printableLine } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';

/** `winnow storage`: lists storage domains, and removes them from the catalogue. */
export const storageCommand = (context: CommandContext): Command =>
  new Command('storage')
    .description('list storage domains, or remove one from the catalogue')
    .addCommand(listCommand(context))
    .addCommand(removeCommand(context));

function listCommand({ terminal }: CommandContext): Command {
  const command = new Command('list').description('list the storage domains');
  return withJson(withLimit(withConnection(command))).action(
    async (options: ConnectionOptions & { readonly limit: number; readonly json?: boolean }) => {
      await using connection = await connect(options, terminal, { reading: true });
      const { nodes, totalCount } = await firstOf(options.limit, connection.client, listStorageDomains, {});
      if (options.json) {
        printJson(terminal.stdout, { ok: true, storageDomains: nodes, totalCount });
        return;
      }
      terminal.stdout.write(
        formatTable(
          [
            { title: 'STORAGE DOMAIN', cell: ({ id }) => id },
            { title: 'NAME', cell: ({ name }) => name },
            { title: 'KIND', cell: ({ kind }) => kind.toLowerCase() },
            { title: 'DISKS', align: 'right', cell: ({ disks }) => String(disks.totalCount) },
            {
              title: 'DIRECTORIES',
              cell: ({ mounts }) => [...new Set(mounts.nodes.map(({ path }) => path))].join(', '),
            },
          ],
          nodes,
        ),
      );
      noteRest(nodes.length, totalCount, terminal);
    },
  );
}

interface RemoveOptions extends ConnectionOptions {
  readonly removeDisks?: boolean;
  readonly reason?: string;
  readonly json?: boolean;
}

function removeCommand({ terminal }: CommandContext): Command {
  const command = new Command('remove')
    .description('remove a storage domain from the catalogue; its images stay as they are')
    .argument('<domain>', 'the storage domain: its id or name')
    .option('--remove-disks', 'also remove its disks from the catalogue')
    .option('--reason <text>', 'why, for the history')
    .addHelpText(
      'after',
      `
Scans skip a removed storage domain, until a directory in it is registered again
with \`winnow scan DIRECTORY\`.

Example:
  $ winnow storage remove /srv/old-images --remove-disks --reason "moved away"
`,
    );
  return withJson(withConnection(command)).action(async (domain: string, options: RemoveOptions) => {
    await using connection = await connect(options, terminal, { reading: true });
    const { client } = connection;
    const { removeDisks = false, reason } = options;
    const id = await storageDomainIdOf(domain, client);
    const { removeStorageDomain: payload } = await client.request(removeStorageDomain, {
      input: { id, removeDisks, reason },
    });
    const { storageDomain, userErrors } = payload;
    if (storageDomain === null) throw refusalOf(userErrors, `${domain} was not removed.`);
    if (options.json) printJson(terminal.stdout, { ok: true, storageDomain });
    else
      terminal.stdout.write(
        `${printableLine(`${storageDomain.id}  ${storageDomain.name}`)}  removed from the catalogue\n`,
      );
  });
}
