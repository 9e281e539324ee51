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
import { listHosts } from '../client/documents.ts';
import { firstOf } from '../client/pages.ts';
import { describeHost } from '../output/describe-host.ts';
import { printJson } from '../output/messages.ts';

/** `winnow hosts`: lists the hosts, what they can do, and what is missing. */
export function hostsCommand({ terminal }: CommandContext): Command {
  const command = new Command('hosts')
    .description('list the hosts: contact, what they can do, what is missing and how to install it')
    .addHelpText('after', '\nExamples:\n  $ winnow hosts\n  $ winnow hosts --json\n');
  return withJson(withLimit(withConnection(command))).action(
    async (options: ConnectionOptions & { readonly limit: number; readonly json?: boolean }) => {
      await using connection = await connect(options, terminal, { reading: true });
      const { nodes, totalCount } = await firstOf(options.limit, connection.client, listHosts, {});
      if (options.json) {
        printJson(terminal.stdout, { ok: true, hosts: nodes, totalCount });
        return;
      }
      const { stdout } = terminal;
      stdout.write(nodes.map((host) => describeHost(host, stdout.colors)).join('\n'));
      noteRest(nodes.length, totalCount, terminal);
    },
  );
}
