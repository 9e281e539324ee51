import { Command } from 'commander';
import { arrayLabel, maxRunsOnArray } from '../../domain/storage-domain/array.ts';
import { type CommandContext, limitOrDefault } from '../actions/command-context.ts';
import { refusalOf } from '../actions/refusal.ts';
import { connected } from '../actions/session.ts';
import { getLimits, type LimitsFields, updateLimits } from '../client/documents.ts';

interface LimitsOptions {
  readonly maxRuns?: number;
}

/** `winnow limits`: shows how many runs there may be at once, or changes that for the whole installation. */
export function limitsCommand(context: CommandContext): Command {
  const command = new Command('limits')
    .description('show how many runs there may be at once, or change how many in all')
    .option('--max-runs <number>', 'how many in all, or "default": as the servers are set', limitOrDefault)
    .addHelpText(
      'after',
      `
It holds at once, on all servers. Where a limit is lowered below what runs, these
runs go on, and none is started until there are fewer. The limits of one host and
one storage domain are those of \`winnow host update\` and \`winnow storage update\`.

Examples:
  $ winnow limits
  $ winnow limits --max-runs 20
  $ winnow host update kvm1 --max-runs 4
  $ winnow storage update /srv/images --max-runs 1`,
    );
  return connected<LimitsOptions>(command, context, async ({ client, options: { maxRuns }, print }) => {
    if (maxRuns === undefined) {
      const { system } = await client.request(getLimits, {});
      return print({ limits: system.limits }, describeLimits(system.limits));
    }
    const { updateLimits: payload } = await client.request(updateLimits, { input: { maxRuns } });
    if (payload.limits === null) throw refusalOf(payload.userErrors, 'The limits were not changed.');
    print({ limits: payload.limits }, describeLimits(payload.limits));
  });
}

const describeLimits = ({
  maxRuns,
  maxRunsPerHost,
  maxRunsPerStorageDomain,
  maxRunsPerVolumeGroup,
}: LimitsFields): string =>
  [
    `runs in all                                        ${maxRuns ?? 'no limit'}`,
    `on a host without a limit of its own               ${maxRunsPerHost}`,
    `on a storage domain without a limit of its own     ${maxRunsPerStorageDomain}`,
    `on a volume group without a limit of its own       ${maxRunsPerVolumeGroup}`,
    `on all storage domains of an array (label ${arrayLabel})   ${maxRunsOnArray}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
