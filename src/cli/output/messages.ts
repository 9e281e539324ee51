import { isPlain } from '../../domain/plain-name.ts';
import type { CommandFailure } from '../errors.ts';
import { printable, printableLine } from './printable.ts';
import type { Output, Terminal } from './terminal.ts';

/** Prints one JSON object, for scripts. Control characters are escaped as JSON allows, so the value stays the same. */
export const printJson = (output: Output, value: unknown): void =>
  output.write(`${JSON.stringify(value, null, 2).replace(/[^\n -~]/g, escaped)}\n`);

const escaped = (character: string): string =>
  isPlain(character) || /\p{Cs}/v.test(character)
    ? character
    : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Moves to the start of the line and clears it. */
export const clearLine = '\r\u001b[K';

/** Writes a line, over what may be drawn there, such as a progress bar. */
export const notice = (output: Output, text: string): void =>
  output.write(`${output.interactive ? clearLine : ''}${text}\n`);

/** Reports a failure and what to do: as JSON on standard output with --json, else on standard error. */
export function printFailure(failure: CommandFailure, json: boolean, { stdout, stderr }: Terminal): void {
  if (json) {
    printJson(stdout, { ok: false, error: failure });
    return;
  }
  const { message, remedy } = failure;
  // The message may repeat what the user typed, with any characters.
  stderr.write(`${stderr.colors.red('winnow:')} ${printable(message)}\n`);
  if (remedy !== null) stderr.write(`${printable(remedy)}\n`);
}

/** Reports what became of one disk of several on one line; `disk` is null where what was given names none. */
export function printFailureOf(
  { given, disk }: { readonly given: string; readonly disk: { id: string; name: string } | null },
  { message, remedy }: CommandFailure,
  { stderr }: Terminal,
): void {
  const name = disk === null ? given : `${disk.id}  ${disk.name}`;
  const text = remedy === null ? message : `${message} ${remedy}`;
  stderr.write(`${stderr.colors.red('winnow:')} ${printableLine(name)}: ${printable(text)}\n`);
}
