import type { Readable, Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** One place to write to: a terminal, a pipe, or a test. */
export interface Output {
  write(text: string): void;
  /** Whether lines can be drawn over. */
  readonly interactive: boolean;
  /** How wide it is, asked at each use, as windows change. */
  columns(): number;
  readonly colors: Colors;
}

/** Where data goes in and out as it is, at the pace of the slower side. */
export interface DataStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/** What a command may touch of the process that it runs in. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly data: DataStreams;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back at each SIGINT or SIGTERM, in place of the process's end; returns how to stop that. */
  onInterrupt(listener: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}

/** What text is written to; terminals say that they are. */
type TextStream = Writable & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** The output of a process stream. Colour and drawing only where a person looks; NO_COLOR and TERM=dumb respected. */
export function streamOutput(stream: TextStream, env: Terminal['env']): Output {
  const interactive = stream.isTTY === true && env.TERM !== 'dumb';
  const colored = interactive && (env.NO_COLOR ?? '') === '';
  return {
    // A stream that has failed has told so once.
    write: (text) => {
      if (!stream.destroyed) stream.write(text);
    },
    interactive,
    // Some terminals do not tell: 0.
    columns: () => (stream.isTTY && stream.columns ? stream.columns : 80),
    colors: picocolors.createColors(colored),
  };
}

/** The terminal of this process, whose standard output is `output`. */
export function processTerminal(output: Writable): Terminal {
  return {
    stdout: streamOutput(output, process.env),
    stderr: streamOutput(process.stderr, process.env),
    // Looked up when they are used: standard input that is merely looked at keeps the process busy.
    data: {
      get input() {
        return process.stdin;
      },
      output,
    },
    env: process.env,
    onInterrupt(listener) {
      process.on('SIGINT', listener).on('SIGTERM', listener);
      return () => process.off('SIGINT', listener).off('SIGTERM', listener);
    },
    exit: (code) => process.exit(code),
  };
}
