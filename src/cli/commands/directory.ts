import { resolve } from 'node:path';
import { Command } from 'commander';
import {
  type CommandContext,
  type ConnectionOptions,
  withConnection,
  withJson,
} from '../actions/command-context.ts';
import { connect } from '../actions/connect.ts';
import { hostIdOf } from '../actions/find-host.ts';
import { refusalOf } from '../actions/refusal.ts';
import { listHosts, unregisterDirectory } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { eachOf } from '../client/pages.ts';
import { UsageError } from '../errors.ts';
import { printJson } from '../output/messages.ts';
import { printableLine } from '../output/printable.ts';

interface DirectoryOptions extends ConnectionOptions {
  readonly host?: string;
  readonly json?: boolean;
}

/** `winnow directory`: the directories that scans search; `winnow scan DIRECTORY` registers one. */
export function directoryCommand({ terminal }: CommandContext): Command {
  const remove = new Command('remove')
    .description('unregister a directory: scans do not search it any more; its images stay as they are')
    .argument('<directory>', 'the directory, as `winnow storage list` shows it')
    .option('--host <host>', 'the host that has it, by its id or name; default: the only one')
    .addHelpText('after', '\nExample:\n  $ winnow directory remove /srv/old-images\n');
  withJson(withConnection(remove)).action(async (given: string, options: DirectoryOptions) => {
    await using connection = await connect(options, terminal, { reading: true });
    const { client } = connection;
    const directory = resolve(given);
    const hostId = await hostOf(options, client);
    const { unregisterDirectory: payload } = await client.request(unregisterDirectory, {
      input: { hostId, directory },
    });
    const { storageDomain, userErrors } = payload;
    if (storageDomain === null) throw refusalOf(userErrors, `${directory} was not unregistered.`);
    if (options.json) printJson(terminal.stdout, { ok: true, directory, storageDomain });
    else terminal.stdout.write(`${printableLine(directory)}  unregistered\n`);
  });
  return new Command('directory')
    .description('unregister directories that scans search; `winnow scan DIRECTORY` registers one')
    .addCommand(remove);
}

async function hostOf({ host }: DirectoryOptions, client: GraphqlClient): Promise<string> {
  if (host !== undefined) return hostIdOf(host, client);
  const ids: string[] = [];
  for await (const { id } of eachOf(client, listHosts, {})) ids.push(id);
  const [only, another] = ids;
  if (only !== undefined && another === undefined) return only;
  throw new UsageError(
    only === undefined ? 'No host is registered.' : 'There are several hosts, and --host names none of them.',
    only === undefined ? 'Register this host with `winnow scan`.' : 'Give --host; `winnow hosts` lists them.',
  );
}
