import { homedir, userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { logDestination } from '../../common/log-destination.ts';
import { stateDirectory } from '../../common/state-directory.ts';
import { loadSettings } from '../../config.ts';
import { StateDirectoryOwned, startWinnow, type Winnow } from '../../main.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ConnectionOptions } from './command-context.ts';

export interface EmbeddedOptions {
  /** Directories to register as storage domains, where they are not yet. */
  readonly directories?: readonly string[];
  /** Whether the command only reads: then no job is started or continued. */
  readonly reading?: boolean;
}

/** Winnow in this process, or the address of the server that owns the store already. */
export type Embedded =
  | { readonly kind: 'STARTED'; readonly winnow: Winnow }
  | { readonly kind: 'SERVED'; readonly url: string };

const askAgainAfterMs = 200;

/** Starts Winnow in this process on the user's own store; waits while another command uses the store. */
export async function startEmbedded(
  options: ConnectionOptions,
  terminal: Terminal,
  { directories = [], reading = false }: EmbeddedOptions = {},
): Promise<Embedded> {
  const settings = loadSettings({ ...terminal.env, WINNOW_STATE_DIR: stateDirectoryOf(options, terminal) });
  // The log is for servers; a command reports by its own output, unless the user sets a level.
  const level = terminal.env.WINNOW_LOG_LEVEL ? settings.logLevel : 'silent';
  const logger = pino({ level }, logDestination());
  let reported = false;
  for (;;) {
    try {
      const winnow = await startWinnow(settings, {
        directories,
        listen: false,
        coordinate: !reading,
        logger,
      });
      return { kind: 'STARTED', winnow };
    } catch (error) {
      if (!(error instanceof StateDirectoryOwned)) throw error;
      const { url, command, pid } = error.owner;
      if (url !== null) return { kind: 'SERVED', url };
      if (!reported)
        terminal.stderr.write(`Waiting for \`${command}\` (process ${pid}), which uses the store.\n`);
      reported = true;
      await delay(askAgainAfterMs);
    }
  }
}

/** The state directory that the options and the environment name. */
export const stateDirectoryOf = ({ stateDir }: ConnectionOptions, { env }: Terminal): string =>
  stateDir ?? stateDirectory(env, currentUser());

/** The user who runs the command. A container may run under an id without an account. */
export function currentUser(): { readonly uid: number; readonly name: string; readonly home: string } {
  const uid = process.getuid?.() ?? 0;
  try {
    return { uid, name: userInfo().username, home: homedir() };
  } catch {
    return { uid, name: `uid ${uid}`, home: homedir() };
  }
}
