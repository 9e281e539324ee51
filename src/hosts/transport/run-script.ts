import { randomUUID } from 'node:crypto';
import { type Frame, framedScript, readFrame, textOf } from './frame.ts';
import type { BoundedCommand, Transport } from './transport.ts';

/** What a script answered. */
export interface Answer {
  readonly heard: true;
  readonly exitCode: number;
  /** Null where the script gave no such field or several, or where its bytes are no UTF-8. */
  text(name: string): string | null;
  /** What of it can be shown, whatever bytes it has; empty where it gave none. */
  shown(name: string): string;
  /** The same of all values of that name, in order. */
  allShown(name: string): readonly string[];
  /** Null where it gave none, or no whole number from 0 on that is exact. */
  number(name: string): number | null;
  has(name: string): boolean;
  /** The bytes of the first; none where it gave none. */
  bytes(name: string): Buffer;
  /** All values of that name, in order; null for one that is no UTF-8. */
  all(name: string): readonly (string | null)[];
}

/** No answer came whole: what became of the script is unknown, whatever status its shell ended with. */
export interface Unheard {
  readonly heard: false;
  readonly timedOut: boolean;
  /** Whether it was killed for another reason: it wrote too much, or somebody killed it. */
  readonly killed: boolean;
  readonly why: string;
}

export interface Script extends Pick<BoundedCommand, 'environment' | 'timeoutMs' | 'maxOutputBytes'> {
  /** Calls `begin_answer` once, and then the other functions of frame.sh. */
  readonly script: string;
  readonly args: readonly string[];
}

/** Runs a script of ours on the host and reads its answer. */
export async function runScript(
  transport: Pick<Transport, 'run'>,
  { script, args, ...bounds }: Script,
): Promise<Answer | Unheard> {
  // On the input, since arguments can be seen by everyone on the host.
  const nonce = randomUUID();
  const { stdout, stderr, exitCode, timedOut } = await transport.run({
    ...bounds,
    program: 'sh',
    args: ['-s', '--', ...args],
    stdin: framedScript(script, nonce),
    encoding: 'latin1',
  });
  const frame = readFrame(stdout, nonce);
  if (frame) return answerIn(frame);
  const status = exitCode === null ? 'it was killed' : `status ${exitCode}`;
  const why = timedOut ? `no answer in ${bounds.timeoutMs / 1000} s` : `${status}: ${stderr.trim()}`;
  return { heard: false, timedOut, killed: exitCode === null && !timedOut, why };
}

/** What a frame answers. */
export function answerIn({ exitCode, fields }: Frame): Answer {
  const named = (name: string) => fields.filter((field) => field.name === name);
  const all = (name: string) => named(name).map(textOf);
  const allShown = (name: string) =>
    named(name).map(({ bytes }) => Buffer.from(bytes, 'latin1').toString('utf8'));
  const text = (name: string) => {
    const [value = null, ...others] = all(name);
    return others.length === 0 ? value : null;
  };
  return {
    heard: true,
    exitCode,
    all,
    text,
    shown: (name) => allShown(name)[0] ?? '',
    allShown,
    bytes: (name) => Buffer.from(named(name)[0]?.bytes ?? '', 'latin1'),
    has: (name) => named(name).length > 0,
    number(name) {
      const digits = text(name);
      if (digits === null || !/^\d+$/.test(digits)) return null;
      return Number.isSafeInteger(Number(digits)) ? Number(digits) : null;
    },
  };
}
