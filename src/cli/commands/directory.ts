import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CommandContext } from '../actions/command-context.ts';
import { hostIdOf } from '../actions/find-host.ts';
import { refusalOf } from '../actions/refusal.ts';
import { connected } from '../actions/session.ts';
import { listHosts, unregisterDirectory } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { eachOf } from '../client/pages.ts';
import { UsageError } from '../errors.ts';
import { printableLine } from '../output/printable.ts';

interface DirectoryOptions {
  readonly host?: string;
}

/** `winnow directory`: the directories that scans search; `winnow scan DIRECTORY` registers one. */
export function directoryCommand(context: CommandContext): Command {
  const remove = new Command('remove')
    .description('unregister a directory: scans do not search it any more; its images stay as they are')
    .argument('<directory>', 'the directory, as `winnow storage list` shows it')
    .option('--host <host>', 'the host that has it, by its id or name; default: the only one')
    .addHelpText('after', '\nExample:\n  $ winnow directory remove /srv/old-images\n');
  connected<DirectoryOptions, [directory: string]>(remove, context, async (session, given) => {
    const { client, options, print } = session;
    const directory = resolve(given);
    const hostId = await hostOf(options, client);
    const { unregisterDirectory: payload } = await client.request(unregisterDirectory, {
      input: { hostId, directory },
    });
    const { storageDomain, userErrors } = payload;
    if (storageDomain === null) throw refusalOf(userErrors, `${directory} was not unregistered.`);
    print({ directory, storageDomain }, `${printableLine(directory)}  unregistered\n`);
  });
  return new Command('directory')
    .description('unregister directories that scans search; `winnow scan DIRECTORY` registers one')
    .addCommand(remove);
}

async function hostOf({ host }: DirectoryOptions, client: GraphqlClient): Promise<string> {
  if (host !== undefined) return hostIdOf(host, client);
  const [only, another] = await Array.fromAsync(eachOf(client, listHosts, {}), ({ id }) => id);
  if (only !== undefined && another === undefined) return only;
  throw new UsageError(
    only === undefined ? 'No host is registered.' : 'There are several hosts, and --host names none of them.',
    only === undefined ? 'Register this host with `winnow scan`.' : 'Give --host; `winnow hosts` lists them.',
  );
}
