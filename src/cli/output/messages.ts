import { isPlain } from '../../domain/plain-name.ts';
import type { CommandFailure } from '../errors.ts';
import { printable } from './printable.ts';
import type { Output, Terminal } from './terminal.ts';

/** Prints one JSON object, for scripts. What would steer a terminal is escaped as JSON has it: the value stays the same. */
export const printJson = (output: Output, value: unknown): void =>
  output.write(`${JSON.stringify(value, null, 2).replace(/[^\n -~]/g, escaped)}\n`);

const escaped = (character: string): string =>
  isPlain(character) || /\p{Cs}/v.test(character)
    ? character
    : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

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
