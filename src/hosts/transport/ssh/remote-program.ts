import { scriptsOf } from '../scripts-of.ts';
import { quoted } from '../shell-words.ts';
import {
  type BoundedCommand,
  type CommandResult,
  type HostCommand,
  usualMaxOutputBytes,
} from '../transport.ts';

const functions = scriptsOf(import.meta.url, 'remote-program.sh');
const inputEnd = 'end of the input';

/** The script that runs a program on a host, for the input of `sh -s`. Without a limit, in milliseconds, it is streamed. */
export function remoteProgram(command: HostCommand, nonce: string, timeoutMs: number | null): string {
  const { program, args, stdin = '', environment = {} } = command;
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const words = [...variables, program, ...args].map(quoted).join(' ');
  return [
    `nonce=${nonce}`,
    `limit=${(timeoutMs ?? 0) / 1000}`,
    functions,
    `input() { base64 -d <<'${inputEnd}'`,
    ...(Buffer.from(stdin)
      .toString('base64')
      .match(/.{1,4096}/g) ?? []),
    inputEnd,
    '}',
    // One line: what is sent after it is not read by the shell.
    `${timeoutMs === null ? 'stream' : 'run'} ${words}; exit 0`,
    '',
  ].join('\n');
}

/** What stands between the marks in what was written; null while the end mark is not there. */
export function betweenMarks(
  written: Buffer,
  nonce: string,
): { readonly body: Buffer; readonly end: string } | null {
  const begin = `begin-${nonce}\n`;
  const began = written.indexOf(begin);
  const ended = written.lastIndexOf(`end-${nonce}`);
  const line = written.subarray(ended).toString('latin1');
  if (began < 0 || ended < began || !line.endsWith('\n')) return null;
  return {
    body: written.subarray(began + begin.length, ended),
    end: line.slice(`end-${nonce} `.length, -1),
  };
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
  const status = Number(written.end);
  const tooMuch = written.body.length > maxOutputBytes;
  const errors = betweenMarks(stderr, nonce)?.body.toString('utf8') ?? '';
  const mark = `process-${nonce} `;
  const started = errors.startsWith(mark);
  const firstLineEnd = errors.indexOf('\n');
  return {
    // As a shell has it: the number of the signal that killed it, of 64, and 128.
    exitCode: (status > 128 && status <= 192) || tooMuch ? null : status,
    stdout: tooMuch ? '' : written.body.toString(encoding),
    stderr: started ? errors.slice(firstLineEnd + 1) : errors,
    timedOut: status === 137 && ms >= timeoutMs,
    ...(started && { process: Number(errors.slice(mark.length, firstLineEnd)) }),
  };
}
