import { Readable, Writable } from 'node:stream';
import picocolors from 'picocolors';
import type { Output, Terminal } from '../../../src/cli/output/terminal.ts';

export interface CapturedTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
  /** What was written to `data.output`. */
  readonly dataOut: () => string;
  /** Resolves once a text was written, to whichever of the two. */
  wrote(text: string): Promise<void>;
  /** As Ctrl-C would. */
  interrupt(): void;
  /** The code that the process was ended with at once, null while it was not. */
  exitedWith(): number | null;
}

/** A terminal that keeps what is written to it. */
export function capturedTerminal(
  env: Terminal['env'] = {},
  { interactive = false, columns = 80, input = '' } = {},
): CapturedTerminal {
  const listeners = new Set<() => void>();
  const waiting = new Set<() => void>();
  const onWrite = () => {
    for (const look of waiting) look();
  };
  const stdout = captured(interactive, columns, onWrite);
  const stderr = captured(interactive, columns, onWrite);
  let exited: number | null = null;
  const data: Buffer[] = [];
  return {
    stdout: stdout.output,
    stderr: stderr.output,
    out: stdout.text,
    err: stderr.text,
    data: {
      input: Readable.from(input === '' ? [] : [Buffer.from(input)]),
      output: new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          data.push(chunk);
          done();
        },
      }),
    },
    attended: interactive,
    dataOut: () => Buffer.concat(data).toString('utf8'),
    env,
    wrote: (text) =>
      new Promise((resolve) => {
        const look = () => {
          if (!stdout.text().includes(text) && !stderr.text().includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: (code) => {
      exited = code;
    },
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    exitedWith: () => exited,
  };
}

function captured(
  interactive: boolean,
  columns: number,
  onWrite: () => void,
): { output: Output; text: () => string } {
  let written = '';
  return {
    output: {
      write: (text) => {
        written += text;
        onWrite();
      },
      interactive,
      columns: () => columns,
      colors: picocolors.createColors(false),
    },
    text: () => written,
  };
}
