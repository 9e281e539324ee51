import { CommanderError } from 'commander';
import { CommandFailure } from './errors.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { printFailure } from './output.ts';
import { program } from './program.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line (without the program's own name) and answers with its exit code. */
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
    printFailure(failure, json, terminal);
    return failure.exitCode;
  }
}

/** Commander throws at --help and --version too, with exit code 0, and has written its message by itself. */
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
  return new CommandFailure(message, { code: name, exitCode: exitCodes.FAILED, cause: error });
}
