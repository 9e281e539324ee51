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

/** How long closing may take, in milliseconds: service managers kill what takes much longer. */
const closeWithinMs = 4_500;

/** `winnow serve`: serves the GraphQL API until SIGTERM or SIGINT. */
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
    .option(
      '--state-dir <directory>',
      'where to keep events, views and records of runs (also WINNOW_STATE_DIR)',
    )
    .addHelpText(
      'after',
      `
SIGTERM or Ctrl-C ends it within 5 seconds. Runs of virt-sparsify continue, and the
next start follows them. The log goes to standard error, one JSON object per line.

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
  // Listens from the beginning, so that a signal during the start ends what was started.
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
    // A second signal must not kill a process that is already closing.
    if (!interruption.signal.aborted) stopListening();
  }
}

/** Waits for the end, but not longer than service managers do; the next start continues what is left. */
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
