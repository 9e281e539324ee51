import { type Command, InvalidArgumentError } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { Terminal } from '../output/terminal.ts';

/** What each command is built with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Sets the exit code; a command that does not call it ends with DONE. */
  end(code: ExitCode): void;
}

export interface ConnectionOptions {
  readonly url?: string;
  readonly stateDir?: string;
}

/** The options of every command that connects to Winnow. */
export function withConnection(command: Command): Command {
  return command
    .option('--url <address>', 'the server to connect to (also WINNOW_URL); default: the store on this host')
    .option('--state-dir <directory>', 'where the store on this host is (also WINNOW_STATE_DIR)');
}

/** The option of every command that can print its result for scripts. */
export const withJson = (command: Command): Command =>
  command.option('--json', 'print one JSON object, for scripts; also for failures');

const defaultLimit = 50;

/** The option of every command that lists. */
export const withLimit = (command: Command): Command =>
  command.option('--limit <number>', 'how many to list', positiveNumber, defaultLimit);

/** Parses a limit that may be set back: 0 is what the servers are set to. */
export const limitOrDefault = (text: string): number => (text === 'default' ? 0 : positiveNumber(text));

/** Parses an option's value. */
export function positiveNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1 on.');
  return number;
}
