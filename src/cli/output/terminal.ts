import type { Readable, Writable } from 'node:stream';
import { isatty, type WriteStream } from 'node:tty';
import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** One place to write to: a terminal, a pipe, or a test. */
export interface Output {
  write(text: string): void;
  /** Whether lines can be redrawn. */
  readonly interactive: boolean;
  /** The current width; windows change. */
  columns(): number;
  readonly colors: Colors;
}

/** Streams for raw data, with backpressure. */
export interface DataStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/** What a command may use of its process. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly data: DataStreams;
  /** Whether somebody can be asked: standard input and standard error are a terminal. */
  readonly attended: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back at each SIGINT or SIGTERM instead of ending the process; answers with a function that stops that. */
  onInterrupt(listener: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}

/** A stream for text, which may be a terminal. */
type TextStream = Writable & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** The output to a process stream, with colour and redrawing on terminals only; respects NO_COLOR and TERM=dumb. */
export function streamOutput(stream: TextStream, env: Terminal['env']): Output {
  const interactive = stream.isTTY === true && env.TERM !== 'dumb';
  const colored = interactive && (env.NO_COLOR ?? '') === '';
  return {
    // A failed stream has reported that already.
    write: (text) => {
      if (!stream.destroyed) stream.write(text);
    },
    interactive,
    // Some terminals report 0.
    columns: () => (stream.isTTY && stream.columns ? stream.columns : 80),
    colors: picocolors.createColors(colored),
  };
}

/** The terminal of this process, whose standard output is `output`. */
export function processTerminal(output: Writable): Terminal {
  return {
    stdout: streamOutput(output, process.env),
    stderr: streamOutput(process.stderr, process.env),
    // A getter: accessing process.stdin keeps the process running.
    data: {
      get input() {
        return process.stdin;
      },
      output,
    },
    attended: isatty(0) && isatty(2),
    env: process.env,
    onInterrupt(listener) {
      process.on('SIGINT', listener).on('SIGTERM', listener);
      return () => process.off('SIGINT', listener).off('SIGTERM', listener);
    },
    exit: (code) => process.exit(code),
  };
}
