/** How the command ended, for scripts. Documented in `winnow --help` and in the README. */
export const exitCodes = {
  /** Done as asked. */
  DONE: 0,
  /** The job failed, or something is missing on this host, or an error without a code of its own. */
  FAILED: 1,
  /** The command was not understood. */
  USAGE: 2,
  /** Refused by a rule: nothing was changed. */
  REFUSED: 3,
  /** The server did not answer. */
  UNREACHABLE: 4,
  /** The job was canceled. */
  CANCELED: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure to report to the user: what went wrong, a code for scripts, and what to do. */
export class CommandFailure extends Error {
  override readonly name: string = 'CommandFailure';
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly remedy: string | null;
  constructor(
    message: string,
    how: { code: string; exitCode: ExitCode; remedy?: string | null; cause?: unknown },
  ) {
    super(message, { cause: how.cause });
    this.code = how.code;
    this.exitCode = how.exitCode;
    this.remedy = how.remedy ?? null;
  }
  /** As scripts get it. */
  toJSON(): object {
    return { code: this.code, message: this.message, remedy: this.remedy };
  }
}

/** The command line is not valid. */
export class UsageError extends CommandFailure {
  override readonly name = 'UsageError';
  constructor(message: string, remedy: string) {
    super(message, { code: 'USAGE', exitCode: exitCodes.USAGE, remedy });
  }
}

/** Winnow refused by a rule; nothing was changed. */
export class Refused extends CommandFailure {
  override readonly name = 'Refused';
  constructor(code: string, message: string, remedy: string | null = null) {
    super(message, { code, exitCode: exitCodes.REFUSED, remedy });
  }
}

/** The server does not answer, or what answers is not a Winnow server. */
export class ServerUnreachable extends CommandFailure {
  override readonly name = 'ServerUnreachable';
  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { code: 'SERVER_UNREACHABLE', exitCode: exitCodes.UNREACHABLE, remedy, cause });
  }
}

/** The server answered with errors instead of data: the server or the request is at fault. */
export class ServerFault extends CommandFailure {
  override readonly name = 'ServerFault';
  constructor(message: string, remedy: string | null = null) {
    super(message, { code: 'SERVER_FAULT', exitCode: exitCodes.FAILED, remedy });
  }
}

/** Standard output cannot be written any more. Whoever finds that reports it, so it is not reported again. */
export class OutputLost extends CommandFailure {
  override readonly name = 'OutputLost';
  constructor(cause: Error) {
    super(cause.message, { code: 'OUTPUT_LOST', exitCode: exitCodes.FAILED, cause });
  }
}
