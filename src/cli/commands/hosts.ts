import { Command } from 'commander';
import { type CommandContext, withLimit } from '../actions/command-context.ts';
import { labelFilterOf } from '../actions/label-options.ts';
import { connected } from '../actions/session.ts';
import { listHosts } from '../client/documents.ts';
import { firstOf } from '../client/pages.ts';
import { describeHost } from '../output/describe-host.ts';

/** `winnow hosts`: lists the hosts, what they can do, and what is missing. */
export function hostsCommand(context: CommandContext): Command {
  const command = new Command('hosts')
    .description('list the hosts: state, runs, labels, contact, what they can do, what is missing')
    .option('--with-label <label...>', 'only those with all of these labels, key or key=value')
    .addHelpText(
      'after',
      '\nExamples:\n  $ winnow hosts\n  $ winnow hosts --with-label site=berlin rack\n  $ winnow hosts --json\n',
    );
  return connected<{ readonly limit: number; readonly withLabel?: readonly string[] }>(
    withLimit(command),
    context,
    async ({ client, options, terminal, printList }) => {
      const filter = { labels: options.withLabel?.map(labelFilterOf) };
      const page = await firstOf(options.limit, client, listHosts, { filter });
      const { colors } = terminal.stdout;
      printList('hosts', page, (hosts) => hosts.map((host) => describeHost(host, colors)).join('\n'));
    },
  );
}
