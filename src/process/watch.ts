/** A timer that comes later than this, in milliseconds, tells that this process was stopped, not that the run was silent. */
const oversleptMs = 5_000;

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
    const delay = Math.min(Math.max(0, due - now().getTime()), 2 ** 31 - 1);
    return setTimeout(check, delay, now().getTime() + delay);
  }

  function check(expected: number): void {
    const time = now().getTime();
    // Nothing could be heard while this process was stopped.
    if (time > expected + oversleptMs) heard = time;
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
