/** How the command ended, for scripts. Documented in `winnow --help` and in the README. */
export const exitCodes = {
  /** Done as asked. */
  DONE: 0,
  /** The job failed, or this machine lacks something, or an error that has no code of its own. */
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
