import { Command } from 'commander';
import { type CommandContext, type ConnectionOptions, withJson } from '../actions/command-context.ts';
import { startEmbedded } from '../actions/embedded.ts';
import { Refused } from '../errors.ts';
import { printJson } from '../output/messages.ts';
import { formatDuration } from '../output/times.ts';

/** `winnow projections`: maintenance of the views that queries are answered from. */
export function projectionsCommand({ terminal }: CommandContext): Command {
  const rebuild = new Command('rebuild')
    .description('build all views again from the events; the events stay as they are')
    .option('--state-dir <directory>', 'where the store is (also WINNOW_STATE_DIR)')
    .addHelpText(
      'after',
      '\nNo server may use the store meanwhile.\n\nExample:\n  $ winnow projections rebuild\n',
    );
  withJson(rebuild).action(async (options: ConnectionOptions & { readonly json?: boolean }) => {
    const how = await startEmbedded(options, terminal, { reading: true });
    if (how.kind === 'SERVED') {
      throw new Refused('STATE_DIRECTORY_OWNED', `A server at ${how.url} owns the store.`, 'Stop it first.');
    }
    await using ending = new AsyncDisposableStack();
    ending.defer(how.winnow.close);
    const start = performance.now();
    await how.winnow.rebuildProjections();
    const seconds = (performance.now() - start) / 1000;
    if (options.json) printJson(terminal.stdout, { ok: true, seconds });
    else terminal.stdout.write(`The views were rebuilt in ${formatDuration(seconds)}.\n`);
  });
  return new Command('projections')
    .description('maintain the views that queries are answered from')
    .addCommand(rebuild);
}
