import { Command, Option } from 'commander';
import type { CommandContext } from '../actions/command-context.ts';
import { type DiskFilterOptions, withDiskFilters } from '../actions/disk-filters.ts';
import { type Changed, changeEach, chosenDisks } from '../actions/each-disk.ts';
import { assertContinues, followOperation, withNoWait } from '../actions/follow-operation.ts';
import { changesLabels, type LabelOptions, labelsAfter, withLabelOptions } from '../actions/label-options.ts';
import { connected, type Session } from '../actions/session.ts';
import {
  type DiskNode,
  getDisk,
  refreshDisk,
  removeDisk,
  type UpdateDiskInput,
  updateDisk,
} from '../client/documents.ts';
import { UsageError } from '../errors.ts';

interface RefreshOptions extends DiskFilterOptions {
  readonly measure?: boolean;
  readonly wait: boolean;
}

interface UpdateOptions extends DiskFilterOptions, LabelOptions {
  readonly name?: string;
  readonly format?: 'raw' | 'qcow2';
  readonly allocation?: 'thin' | 'preallocated' | 'unknown';
  readonly wipeAfterDelete?: 'yes' | 'no';
}

/** Inspecting an image on slow storage takes time, in milliseconds. */
const refreshTimeoutMs = 30 * 60_000;

/** `winnow disk`: changes, refreshes or removes disks of the catalogue. */
export function diskCommand(context: CommandContext): Command {
  return new Command('disk')
    .description('update, refresh or remove disks of the catalogue')
    .addCommand(updateCommand(context))
    .addCommand(refreshCommand(context))
    .addCommand(removeCommand(context));
}

const disksArgument = 'the disks: ids, names, or paths of images';

function updateCommand(context: CommandContext): Command {
  const command = new Command('update')
    .description('declare properties of disks; what is not given stays as it is')
    .argument('[disk...]', `${disksArgument}; or select them by filters`)
    .option('--name <name>', 'a new name')
    .addOption(new Option('--format <format>', 'its format; you vouch for it').choices(['raw', 'qcow2']))
    .addOption(
      new Option(
        '--allocation <kind>',
        'how its space was allocated: thin, preallocated on purpose, or unknown (derive it from its blocks)',
      ).choices(['thin', 'preallocated', 'unknown']),
    )
    .addOption(
      new Option(
        '--wipe-after-delete <yes|no>',
        'whether its blocks must be wiped when it is deleted',
      ).choices(['yes', 'no']),
    )
    .addHelpText(
      'after',
      `
Each disk is reported separately, and a refusal does not stop the others; the exit
code is 0 when all were updated.

Examples:
  $ winnow disk update web.raw --format raw
  $ winnow disk update --obstacle ALLOCATION_UNKNOWN --allocation thin
  $ winnow disk update web.raw --label team=web tier=gold --remove-label old
  $ winnow disk update --with-label libvirt/nova.project=shop --label team=shop`,
    );
  return changing<UpdateOptions>(
    withDiskFilters(withLabelOptions(command)),
    context,
    'updated',
    async ({ id, labels }, { client, options }) => {
      const input = {
        id,
        ...changesOf(options),
        ...(changesLabels(options) && { labels: labelsAfter(labels, options) }),
      };
      return (await client.request(updateDisk, { input })).updateDisk;
    },
    (options, named) => {
      const changes = changesOf(options);
      if (Object.keys(changes).length === 0 && !changesLabels(options)) {
        throw new UsageError(
          'No change is given.',
          'Give --name, --format, --allocation, --wipe-after-delete, --label or --remove-label.',
        );
      }
      if (changes.name !== undefined && named.length !== 1) {
        throw new UsageError('--name is for one disk.', 'Name that disk, and no other.');
      }
    },
  );
}

function changesOf({
  name,
  format,
  allocation,
  wipeAfterDelete,
}: UpdateOptions): Omit<UpdateDiskInput, 'id'> {
  return {
    ...(name !== undefined && { name }),
    ...(format !== undefined && { format: ({ raw: 'RAW', qcow2: 'QCOW2' } as const)[format] }),
    ...(allocation !== undefined && { allocation: allocations[allocation] }),
    ...(wipeAfterDelete !== undefined && { wipeAfterDelete: wipeAfterDelete === 'yes' }),
  };
}

const allocations = { thin: 'THIN', preallocated: 'PREALLOCATED', unknown: 'UNKNOWN' } as const;

function refreshCommand(context: CommandContext): Command {
  const command = new Command('refresh')
    .description('inspect disks again: their images, virtual machines and storage')
    .argument('[disk...]', `${disksArgument}; or select them by filters`)
    .option('--measure', 'also measure the used space of their filesystems, which starts an appliance')
    .addHelpText(
      'after',
      '\nExamples:\n  $ winnow disk refresh web.qcow2\n  $ winnow disk refresh --obstacle IMAGE_DIRTY --host kvm1\n',
    );
  return changing<RefreshOptions>(
    withNoWait(withDiskFilters(command)),
    context,
    'refreshed',
    async ({ id }, { client, connection, options }) => {
      assertContinues(connection, options);
      const input = { id, measure: options.measure ?? false };
      const { refreshDisk: payload } = await client.request(refreshDisk, { input });
      if (payload.operation === null || !options.wait) return payload;
      await followOperation(client, payload.operation.id);
      const { disk } = await client.request(getDisk, { id });
      return { disk, userErrors: [] };
    },
  );
}

function removeCommand(context: CommandContext): Command {
  const command = new Command('remove')
    .description('remove disks from the catalogue; their images stay as they are')
    .argument('<disk...>', disksArgument)
    .option('--reason <text>', 'why, for the history')
    .addHelpText('after', '\nExample:\n  $ winnow disk remove old.qcow2 --reason "moved away"\n');
  return changing<DiskFilterOptions & { readonly reason?: string }>(
    command,
    context,
    'removed from the catalogue',
    async ({ id }, { client, options }) => {
      const input = { id, reason: options.reason };
      return (await client.request(removeDisk, { input })).removeDisk;
    },
  );
}

/** A command that changes disks, named or selected by filters; `check` throws when what was given makes no sense. */
const changing = <Options extends DiskFilterOptions>(
  command: Command,
  context: CommandContext,
  done: string,
  change: (disk: DiskNode, session: Session<Options>) => Promise<Changed>,
  check: (options: Options, named: readonly string[]) => void = () => {},
): Command =>
  connected<Options, [named: readonly string[]]>(
    command,
    context,
    async (session, named) => {
      const chosen = await chosenDisks(named, session.options, session.client);
      session.end(await changeEach(chosen, (disk) => change(disk, session), done, session));
    },
    (options, named) => {
      check(options, named);
      return { reading: true, requestTimeout: refreshTimeoutMs };
    },
  );
