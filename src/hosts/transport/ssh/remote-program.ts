import { scriptsOf } from '../scripts-of.ts';
import { exitCodeOf } from '../shell-status.ts';
import { quoted } from '../shell-words.ts';
import {
  type BoundedCommand,
  type CommandResult,
  type HostCommand,
  usualMaxOutputBytes,
} from '../transport.ts';

const functions = scriptsOf(import.meta.url, 'remote-program.sh');

/** The script that runs a program on a host, for the input of `sh -s`. Without a limit, in milliseconds, it is streamed. */
export function remoteProgram(command: HostCommand, nonce: string, timeoutMs: number | null): string {
  const { program, args, stdin = '', environment = {} } = command;
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const words = [...variables, program, ...args].map(quoted).join(' ');
  return [
    `nonce=${nonce}`,
    // 0 would be none.
    `limit=${Math.max(1, timeoutMs ?? 0) / 1000}`,
    functions,
    // No here-document, which takes room in /tmp. What does not read it all is no fault.
    `input() { printf %s '${Buffer.from(stdin).toString('base64')}' 2>/dev/null | base64 -d 2>/dev/null; }`,
    // One line: what is sent after it is not read by the shell.
    `${timeoutMs === null ? 'stream' : 'run'} ${words}; exit 0`,
    '',
  ].join('\n');
}

/** The line that ends what a program wrote, with its status. */
const endLine = (nonce: string) => new RegExp(`end-${nonce} (\\d+)\\n`);
/** That line has fewer bytes. */
const endLineBytes = 64;

/** Tells of a stream that comes in pieces when its end line is there. */
export function untilEnd(nonce: string): (piece: Buffer) => boolean {
  const line = endLine(nonce);
  let last = '';
  return (piece) => {
    const seen = last + piece.toString('latin1');
    last = seen.slice(-endLineBytes);
    return line.test(seen);
  };
}

/**
 * What stands between the marks in what was written, and the status; null while they are not all there. What the program
 * left behind may go on to write after them.
 */
export function betweenMarks(
  written: Buffer,
  nonce: string,
): { readonly body: Buffer; readonly status: number } | null {
  const begin = `begin-${nonce}\n`;
  const began = written.indexOf(begin);
  const ended = written.indexOf(`end-${nonce} `, began);
  if (began < 0 || ended < 0) return null;
  const [, status] = endLine(nonce).exec(written.toString('latin1', ended, ended + endLineBytes)) ?? [];
  if (status === undefined) return null;
  return { body: written.subarray(began + begin.length, ended), status: Number(status) };
}

/** How a program ended, by all that was written; null where its answer did not arrive whole. `ms`: how long it took. */
export function resultOf(
  { stdout, stderr }: { readonly stdout: Buffer; readonly stderr: Buffer },
  nonce: string,
  { encoding = 'utf8', timeoutMs, maxOutputBytes = usualMaxOutputBytes }: BoundedCommand,
  ms: number,
): CommandResult | null {
  const written = betweenMarks(stdout, nonce);
  if (written === null) return null;
  const { body, status } = written;
  const tooMuch = body.length > maxOutputBytes;
  const errors = betweenMarks(stderr, nonce)?.body.toString('utf8') ?? '';
  const [mark = '', process] = new RegExp(`^process-${nonce} (\\d+)\\n`).exec(errors) ?? [];
  return {
    exitCode: tooMuch ? null : exitCodeOf(status),
    stdout: tooMuch ? '' : body.toString(encoding),
    stderr: errors.slice(mark.length),
    timedOut: status === 137 && ms >= timeoutMs,
    ...(process !== undefined && { process: Number(process) }),
  };
}
