import { CommanderError } from 'commander';
import { BadSetting } from '../config.ts';
import { ImportRefused } from '../event-store/transfer/errors.ts';
import { DirectoryUnusable, StateDirectoryOwned, UnsafeListenAddress } from '../main.ts';
import { CommandFailure, type ExitCode, exitCodes, OutputLost } from './errors.ts';
import { printFailure } from './output/messages.ts';
import type { Terminal } from './output/terminal.ts';
import { program } from './program.ts';

/** Runs one command line, without the program's name, and answers with its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.DONE;
  const json = args.includes('--json');
  const winnow = program({ terminal, end: (how) => (code = how) });
  try {
    await winnow.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return endOfParsing(error, json, terminal);
    const failure = failureOf(error);
    if (!(failure instanceof OutputLost)) printFailure(failure, json, terminal);
    return failure.exitCode;
  }
}

/** Commander also throws at --help and --version, with exit code 0; it has written its message already. */
function endOfParsing(error: CommanderError, json: boolean, terminal: Terminal): ExitCode {
  if (error.exitCode === 0) return exitCodes.DONE;
  if (json) {
    const failure = new CommandFailure(error.message, { code: 'USAGE', exitCode: exitCodes.USAGE });
    printFailure(failure, json, terminal);
  }
  return exitCodes.USAGE;
}

function failureOf(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new CommandFailure(message, { code: codeOf(name), exitCode: exitCodeFor(error), cause: error });
}

function exitCodeFor(error: unknown): ExitCode {
  if (error instanceof BadSetting || error instanceof DirectoryUnusable) return exitCodes.USAGE;
  if (error instanceof StateDirectoryOwned || error instanceof UnsafeListenAddress) return exitCodes.REFUSED;
  if (error instanceof ImportRefused) return exitCodes.REFUSED;
  return exitCodes.FAILED;
}

/** `StateDirectoryOwned` → `STATE_DIRECTORY_OWNED`. */
const codeOf = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
