import type { CommandFailure } from './errors.ts';
import { printable } from './format/printable.ts';
import type { Output, Terminal } from './terminal.ts';

/** Prints one JSON object, for scripts. */
export const printJson = (output: Output, value: unknown): void =>
  output.write(`${JSON.stringify(value, null, 2)}\n`);

/** Goes to the start of the line and empties it. */
export const clearLine = '\r\u001b[K';

/** Writes a line in the place of what may be drawn there, such as a progress bar. */
export const notice = (output: Output, text: string): void =>
  output.write(`${output.interactive ? clearLine : ''}${text}\n`);

/** Tells what went wrong and what to do: as JSON on standard output where that was asked for, else on standard error. */
export function printFailure(failure: CommandFailure, json: boolean, { stdout, stderr }: Terminal): void {
  const { code, message, remedy } = failure;
  if (json) {
    printJson(stdout, { ok: false, error: { code, message, remedy } });
    return;
  }
  // What was typed is repeated, and may hold anything.
  stderr.write(`${stderr.colors.red('winnow:')} ${printable(message)}\n`);
  if (remedy !== null) stderr.write(`${printable(remedy)}\n`);
}
