/** A program to run on a host: its arguments are data, and no shell ever reads them. */
export interface HostCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Text for the program's standard input; without it the input is closed. */
  readonly stdin?: string;
  /** Added to the environment that programs have on the host anyway. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends the program and whatever is read of it. */
  readonly signal?: AbortSignal;
  /** How its output becomes text; `latin1` gives one character for each byte. UTF-8 where nothing is said. */
  readonly encoding?: 'utf8' | 'latin1';
}

export interface BoundedCommand extends Omit<HostCommand, 'signal'> {
  /** After so many milliseconds the program is killed; `timedOut` says so. */
  readonly timeoutMs: number;
  /** More than that kills it; `usualMaxOutputBytes` where nothing is said. */
  readonly maxOutputBytes?: number;
}

/** How a program ended. As a shell has it: 127 is "no such program", 126 "not executable". */
export interface CommandResult {
  /** Null when it was killed, by a signal or because it took or wrote too much. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Its process on the host, where that is known: one that waits for dead storage lives on after it was killed. */
  readonly process?: number | undefined;
}

/** Bytes of output that are taken where a command says nothing else. */
export const usualMaxOutputBytes = 8 * 1024 * 1024;

/**
 * The one way to a host's programs and files. A program that fails is a result; a host that cannot be asked throws
 * HostUnreachable.
 */
export interface Transport {
  /**
   * Runs a program to its end. A program that writes more than the bound is killed. One that cannot be killed, since it
   * waits for storage that does not answer, is not waited for.
   */
  run(command: BoundedCommand): Promise<CommandResult>;
  /**
   * Gives a program's standard output line by line, at once, until it ends or the signal aborts. The input stays open
   * after its text was written, so that the program sees it close when nobody listens any more; `reply` writes more to it.
   */
  stream(command: HostCommand, onLine: (line: string, reply: (text: string) => void) => void): Promise<void>;
}
