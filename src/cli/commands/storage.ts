import { Command, Option } from 'commander';
import { type CommandContext, limitOrDefault, withLimit } from '../actions/command-context.ts';
import { storageDomainIdOf } from '../actions/find-host.ts';
import {
  changesLabels,
  type LabelOptions,
  labelColumn,
  labelFilterOf,
  labelsAfter,
  withLabelOptions,
} from '../actions/label-options.ts';
import { refusalOf } from '../actions/refusal.ts';
import { connected } from '../actions/session.ts';
import {
  getStorageDomain,
  listStorageDomains,
  removeStorageDomain,
  type StorageDomainNode,
  updateStorageDomain,
} from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { firstOf } from '../client/pages.ts';
import { UsageError } from '../errors.ts';
import { printableLine } from '../output/printable.ts';
import { type Column, formatTable } from '../output/table.ts';

/** `winnow storage`: lists and labels storage domains, and removes them from the catalogue. */
export const storageCommand = (context: CommandContext): Command =>
  new Command('storage')
    .description('list or update storage domains, or remove one from the catalogue')
    .addCommand(listCommand(context))
    .addCommand(updateCommand(context))
    .addCommand(removeCommand(context));

interface ListOptions {
  readonly limit: number;
  readonly withLabel?: readonly string[];
  readonly withHostLabel?: readonly string[];
}

function listCommand(context: CommandContext): Command {
  const command = new Command('list')
    .description('list the storage domains')
    .option('--with-label <label...>', 'only those with all of these labels, key or key=value')
    .option('--with-host-label <label...>', 'only those of a host that has all of these labels');
  return connected<ListOptions>(withLimit(command), context, async ({ client, options, printList }) => {
    const filter = {
      labels: options.withLabel?.map(labelFilterOf),
      hostLabels: options.withHostLabel?.map(labelFilterOf),
    };
    const page = await firstOf(options.limit, client, listStorageDomains, { filter });
    printList('storageDomains', page, (domains) =>
      formatTable([...columns, ...limitColumn(domains), ...labelColumn(domains)], domains),
    );
  });
}

const columns: readonly Column<StorageDomainNode>[] = [
  { title: 'STORAGE DOMAIN', cell: ({ id }) => id },
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'KIND', cell: ({ kind }) => kind.toLowerCase() },
  { title: 'DISKS', align: 'right', cell: ({ disks }) => String(disks.totalCount) },
  {
    title: 'DIRECTORIES',
    cell: ({ mounts }) => [...new Set(mounts.nodes.map(({ path }) => path))].join(', '),
  },
];

/** A column with the limits of storage domains, where any has one of its own. */
const limitColumn = (domains: readonly StorageDomainNode[]): readonly Column<StorageDomainNode>[] =>
  domains.every(({ maxRuns }) => maxRuns === null)
    ? []
    : [{ title: 'MAX RUNS', align: 'right', cell: ({ maxRuns }) => maxRuns?.toString() ?? null }];

interface UpdateOptions extends LabelOptions {
  readonly maxRuns?: number;
  readonly allHostsRegistered?: 'yes' | 'no';
}

function updateCommand(context: CommandContext): Command {
  const command = new Command('update')
    .description('change what is declared of a storage domain; what is not given stays as it is')
    .argument('<domain>', 'the storage domain: its id or name')
    .option('--max-runs <number>', 'how many runs there may be on it at once, or "default"', limitOrDefault)
    .addOption(
      new Option(
        '--all-hosts-registered <yes|no>',
        'whether every host that can use it is registered; needed of a volume group that LVM does not lock among hosts',
      ).choices(['yes', 'no']),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ winnow storage update /srv/images --label tier=gold --remove-label old
  $ winnow storage update /srv/images --max-runs 1
  $ winnow storage update "volume group vms" --all-hosts-registered yes --label array=netapp1

By default a volume group has one run at once, and so have all storage domains with
the same value of the label array together.
`,
    );
  return connected<UpdateOptions, [domain: string]>(
    withLabelOptions(command),
    context,
    async ({ client, options, print }, domain) => {
      const id = await storageDomainIdOf(domain, client);
      const labels = changesLabels(options) && labelsAfter(await labelsOf(id, client), options);
      const { maxRuns, allHostsRegistered: declared } = options;
      const { updateStorageDomain: payload } = await client.request(updateStorageDomain, {
        input: {
          ...{ id, maxRuns, ...(labels && { labels }) },
          ...(declared !== undefined && { allHostsRegistered: declared === 'yes' }),
        },
      });
      const { storageDomain, userErrors } = payload;
      if (storageDomain === null) throw refusalOf(userErrors, `${domain} was not updated.`);
      print({ storageDomain }, `${printableLine(`${storageDomain.id}  ${storageDomain.name}`)}  updated\n`);
    },
    (options) => {
      const { maxRuns, allHostsRegistered } = options;
      if (!changesLabels(options) && maxRuns === undefined && allHostsRegistered === undefined) {
        throw new UsageError(
          'No change is given.',
          'Give --max-runs, --all-hosts-registered, --label or --remove-label.',
        );
      }
      return { reading: true };
    },
  );
}

async function labelsOf(id: string, client: GraphqlClient): Promise<StorageDomainNode['labels']> {
  const { storageDomain } = await client.request(getStorageDomain, { id });
  return storageDomain?.labels ?? [];
}

interface RemoveOptions {
  readonly removeDisks?: boolean;
  readonly reason?: string;
}

function removeCommand(context: CommandContext): Command {
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
  return connected<RemoveOptions, [domain: string]>(command, context, async (session, domain) => {
    const { client, options, print } = session;
    const { removeDisks = false, reason } = options;
    const id = await storageDomainIdOf(domain, client);
    const { removeStorageDomain: payload } = await client.request(removeStorageDomain, {
      input: { id, removeDisks, reason },
    });
    const { storageDomain, userErrors } = payload;
    if (storageDomain === null) throw refusalOf(userErrors, `${domain} was not removed.`);
    const name = printableLine(`${storageDomain.id}  ${storageDomain.name}`);
    print({ storageDomain }, `${name}  removed from the catalogue\n`);
  });
}
