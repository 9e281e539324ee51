import picocolors from 'picocolors';
import type { Output, Terminal } from '../../src/cli/terminal.ts';

export interface CapturedTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
  /** As Ctrl-C would. */
  interrupt(): void;
  /** The code that the process was ended with at once, null while it was not. */
  exitedWith(): number | null;
}

/** A terminal that keeps what is written to it. */
export function capturedTerminal(
  env: Terminal['env'] = {},
  { interactive = false, columns = 80 } = {},
): CapturedTerminal {
  const listeners = new Set<() => void>();
  const stdout = captured(interactive, columns);
  const stderr = captured(interactive, columns);
  let exited: number | null = null;
  return {
    stdout: stdout.output,
    stderr: stderr.output,
    out: stdout.text,
    err: stderr.text,
    env,
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

function captured(interactive: boolean, columns: number): { output: Output; text: () => string } {
  let written = '';
  return {
    output: {
      write: (text) => {
        written += text;
      },
      interactive,
      columns: () => columns,
      colors: picocolors.createColors(false),
    },
    text: () => written,
  };
}
