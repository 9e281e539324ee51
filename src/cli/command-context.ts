import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './output/terminal.ts';

/** What each command is built with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Says how the command ended; without it, it is done. */
  end(code: ExitCode): void;
}

export interface ConnectionOptions {
  readonly url?: string;
  readonly stateDir?: string;
}

/** The options of every command that speaks to Winnow. */
export function withConnection(command: Command): Command {
  return command
    .option(
      '--url <address>',
      'the server to speak to (also WINNOW_URL); without it, the store on this machine',
    )
    .option('--state-dir <directory>', 'where the store on this machine is (also WINNOW_STATE_DIR)');
}

/** The option of every command whose output scripts read. */
export const withJson = (command: Command): Command =>
  command.option('--json', 'print one JSON object, for scripts; failures too');
