import { Command, InvalidArgumentError } from 'commander';
import { loadSettings } from '../../config.ts';
import { StartAborted, startWinnow } from '../../main.ts';
import type { CommandContext } from '../actions/command-context.ts';
import { stateDirectoryOf } from '../actions/embedded.ts';
import type { Terminal } from '../output/terminal.ts';

interface ServeOptions {
  readonly host?: string;
  readonly port?: string;
  readonly directory: readonly string[];
  readonly stateDir?: string;
}

const { host, port } = loadSettings({}).server;

/** How long a clean end may take, in milliseconds: supervisors kill what takes much longer. */
const closeWithinMs = 4_500;

/** `winnow serve`: the GraphQL API, until SIGTERM or SIGINT. */
export function serveCommand({ terminal }: CommandContext): Command {
  return new Command('serve')
    .description('serve the GraphQL API over HTTP and WebSocket')
    .option('--port <number>', `TCP port, 0 for any free one (also WINNOW_PORT; default: ${port})`, parsePort)
    .option('--host <address>', `loopback address to listen on (also WINNOW_HOST; default: ${host})`)
    .option(
      '--directory <path>',
      'a directory with disk images, to register as a storage domain; repeatable (also WINNOW_DIRECTORIES)',
      (path: string, before: readonly string[]) => [...before, path],
      [],
    )
    .option('--state-dir <directory>', 'where to keep the history (also WINNOW_STATE_DIR)')
    .addHelpText(
      'after',
      `
SIGTERM or Ctrl-C ends it within 5 seconds. Runs of virt-sparsify go on and are
picked up by the next start. The log goes to standard error, a JSON object a line.

Examples:
  $ winnow serve --directory /var/lib/libvirt/images
  $ WINNOW_LOG_LEVEL=warn winnow serve --port 8090 --state-dir /srv/winnow`,
    )
    .action((options: ServeOptions) => serve(options, terminal));
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  const settings = loadSettings({
    ...terminal.env,
    WINNOW_STATE_DIR: stateDirectoryOf(options, terminal),
    WINNOW_HOST: options.host ?? terminal.env.WINNOW_HOST,
    WINNOW_PORT: options.port ?? terminal.env.WINNOW_PORT,
  });
  // Listened for from the start, so that a signal during it ends what was started, too.
  const interruption = new AbortController();
  const interrupted = new Promise<void>((resolve) => {
    interruption.signal.addEventListener('abort', () => resolve());
  });
  const stopListening = terminal.onInterrupt(() => interruption.abort());
  try {
    const winnow = await startWinnow(settings, {
      directories: options.directory,
      listen: true,
      coordinate: true,
      signal: interruption.signal,
    });
    terminal.stdout.write(`Winnow is ready at ${winnow.url}. Its state is in ${settings.stateDirectory}.\n`);
    await interrupted;
    await closed(winnow.close());
  } catch (error) {
    if (!(error instanceof StartAborted)) throw error;
  } finally {
    // A second signal, while the process is on its way out, is no reason to die of it.
    if (!interruption.signal.aborted) stopListening();
  }
}

/** Waits for the end, but not longer than supervisors do; what is left undone then, the next start takes up. */
async function closed(closing: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, closeWithinMs);
  await Promise.race([closing, late]);
  clearTimeout(timer);
}

function parsePort(text: string): string {
  const port = Number(text);
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('Give a number from 0 to 65535.');
  }
  return text;
}
