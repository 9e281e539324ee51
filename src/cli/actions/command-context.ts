import { type Command, InvalidArgumentError } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { Terminal } from '../output/terminal.ts';

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

const defaultLimit = 50;

/** The option of every command that lists. */
export const withLimit = (command: Command): Command =>
  command.option('--limit <number>', 'how many to show', parseLimit, defaultLimit);

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return limit;
}

/** Says on standard error that a list goes on. */
export function noteRest(shown: number, total: number, { stderr }: Terminal): void {
  if (shown < total) stderr.write(`${shown} of ${total}; --limit shows more.\n`);
}
