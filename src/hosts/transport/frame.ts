import { readFileSync } from 'node:fs';

/** A named value of an answer. */
export interface Field {
  readonly name: string;
  /** The bytes, a character each. */
  readonly bytes: string;
}

/** An answer that came whole. */
export interface Frame {
  readonly exitCode: number;
  readonly fields: readonly Field[];
}

const functions = readFileSync(new URL('frame.sh', import.meta.url), 'utf8');

/** The script with the functions and the nonce that its answer is made with. */
export const framedScript = (script: string, nonce: string): string =>
  `nonce=${nonce}\n${functions}\n${script}`;

/** The mark before which nothing is an answer, as a line of its own. */
export const beginMark = (nonce: string): string => `begin-${nonce}`;

/**
 * Reads the answer out of all that a script wrote, given as one character for each byte. Null where it does not stand
 * there whole: then nobody knows what came of the script.
 */
export function readFrame(output: string, nonce: string): Frame | null {
  const begin = `${beginMark(nonce)}\n`;
  const found = output.indexOf(begin);
  if (found < 0) return null;
  const fields: Field[] = [];
  for (let at = found + begin.length; ; ) {
    const lineEnd = output.indexOf('\n', at);
    if (lineEnd < 0) return null;
    const line = output.slice(at, lineEnd);
    const exitCode = exitCodeIn(line, nonce);
    if (exitCode !== null) return { exitCode, fields };
    const [, name, digits] = /^([A-Za-z]\w*) (\d{1,10})$/.exec(line) ?? [];
    if (name === undefined) return null;
    const start = lineEnd + 1;
    const end = start + Number(digits);
    if (output[end] !== '\n') return null;
    const bytes = output.slice(start, end);
    fields.push({ name, bytes });
    at = end + 1;
  }
}

/** The exit code of a line that is the end mark. */
export function exitCodeIn(line: string, nonce: string): number | null {
  const [, code] =
    /^ (\d{1,3})$/.exec(line.startsWith(`end-${nonce}`) ? line.slice(4 + nonce.length) : '') ?? [];
  return code === undefined ? null : Number(code);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null where the bytes of a field are no UTF-8: then they name nothing that could be asked for, and are only shown. */
export function textOf({ bytes }: Field): string | null {
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return null;
  }
}
