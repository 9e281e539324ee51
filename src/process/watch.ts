/** Calls back at a deadline, and when nothing was heard for too long; both in milliseconds. */
export function createWatch(options: {
  readonly deadline: number;
  readonly silenceMs: number;
  readonly now: () => Date;
  readonly onDeadline: () => void;
  readonly onSilence: () => void;
}) {
  const { deadline, silenceMs, now, onDeadline, onSilence } = options;
  let heard = now().getTime();
  let timer = schedule();

  function schedule(): NodeJS.Timeout {
    const due = Math.min(deadline, heard + silenceMs);
    // A timer's longest delay is 2^31 - 1 ms; a longer one fires at once.
    return setTimeout(check, Math.min(Math.max(0, due - now().getTime()), 2 ** 31 - 1));
  }

  function check(): void {
    const time = now().getTime();
    if (time >= deadline) onDeadline();
    else if (time >= heard + silenceMs) onSilence();
    else timer = schedule();
  }

  return {
    /** A sign of life. */
    heard(): void {
      heard = now().getTime();
    },
    end(): void {
      clearTimeout(timer);
    },
  };
}
