import { Command } from 'commander';
import type { CommandContext } from '../../actions/command-context.ts';
import { hostIdOf } from '../../actions/find-host.ts';
import { refusalOf } from '../../actions/refusal.ts';
import { connected } from '../../actions/session.ts';
import {
  activateHost,
  confirmHostDown,
  drainHost,
  type HostNode,
  removeHost,
} from '../../client/documents.ts';
import type { GraphqlClient, UserError } from '../../client/graphql-client.ts';
import { printableLine } from '../../output/printable.ts';
import { hostAddCommand } from './host-add.ts';
import { acceptKeyCommand, updateCommand } from './host-change.ts';

/** `winnow host`: registers hosts that are reached over SSH, and changes what is registered. */
export const hostCommand = (context: CommandContext): Command =>
  new Command('host')
    .description('register hosts that are reached over SSH, drain, change, confirm down or remove them')
    .addCommand(hostAddCommand(context))
    .addCommand(stateCommand(context, drain))
    .addCommand(stateCommand(context, activate))
    .addCommand(stateCommand(context, confirmDown))
    .addCommand(stateCommand(context, remove))
    .addCommand(updateCommand(context))
    .addCommand(acceptKeyCommand(context));

interface StateChange {
  readonly name: string;
  readonly description: string;
  readonly help: string;
  readonly done: string;
  readonly request: (
    client: GraphqlClient,
    input: { readonly id: string; readonly reason?: string | undefined },
  ) => Promise<{ readonly host: HostNode | null; readonly userErrors: readonly UserError[] }>;
}

const drain: StateChange = {
  name: 'drain',
  description: 'start no more runs on a host; those that go on there are followed to their end',
  help: `
Jobs that only this host can run wait, and say so. \`winnow hosts\` shows how many
runs it still has.

Examples:
  $ winnow host drain kvm1 --reason "new memory"
  $ winnow host activate kvm1`,
  done: 'drained',
  request: async (client, input) => (await client.request(drainHost, { input })).drainHost,
};

const activate: StateChange = {
  name: 'activate',
  description: 'start runs again on a host that was drained',
  help: '\nExample:\n  $ winnow host activate kvm1',
  done: 'active',
  request: async (client, input) => (await client.request(activateHost, { input })).activateHost,
};

const confirmDown: StateChange = {
  name: 'confirm-down',
  description: 'state that a host that does not answer is down, so that its jobs are tried again elsewhere',
  help: `
Be sure, e.g. by its power supply: a run that goes on there would work on the same
disk. Refused while anything answers at its address that may be the host. If a run
is found alive when the host answers again, it is stopped by force, and the host is
drained.

Example:
  $ winnow host confirm-down kvm1 --reason "power supply is dead"`,
  done: 'confirmed down',
  request: async (client, input) => (await client.request(confirmHostDown, { input })).confirmHostDown,
};

const remove: StateChange = {
  name: 'remove',
  description: 'remove a host; disks that no other host has are out of reach then, and their history stays',
  help: `
Refused while it has runs: drain it first. Nothing is changed on the host.
\`winnow host add\` takes it back, with its disks.

Example:
  $ winnow host remove kvm1 --reason "sold"`,
  done: 'removed',
  request: async (client, input) => (await client.request(removeHost, { input })).removeHost,
};

function stateCommand(
  context: CommandContext,
  { name, description, help, done, request }: StateChange,
): Command {
  const command = new Command(name)
    .description(description)
    .argument('<host>', 'the host: its id or name')
    .option('--reason <text>', 'why, for the history')
    .addHelpText('after', help);
  return connected<{ readonly reason?: string }, [host: string]>(command, context, async (session, given) => {
    const { client, options, print } = session;
    const id = await hostIdOf(given, client);
    const { host, userErrors } = await request(client, { id, reason: options.reason });
    if (host === null) throw refusalOf(userErrors, `${given} was not changed.`, { host: id });
    const runs = host.activeJobs.totalCount;
    const going = done === 'drained' && runs > 0 ? `, ${runs} ${runs === 1 ? 'run goes' : 'runs go'} on` : '';
    print({ host }, `${printableLine(`${host.id}  ${host.name}`)}  ${done}${going}\n`);
  });
}
