/**
 * An appliance that does nothing, as one that hangs, takes 0.2 % of a processor and reads and writes 90 bytes a second
 * (measured on qemu 7.2 with software emulation): no more than these is no work.
 */
const idlePercent = 1;
const idleBytesPerSecond = 1024;

/**
 * The host reports on its runs every 5 seconds. What lies between two reports counts as time without signs of life up to so many seconds:
 * after more the host was suspended, or nobody could be heard.
 */
const countedAtMostSeconds = 15;

/** What a host reports about a run every few seconds, by its own clock. */
export interface WorkSample {
  /** Hundredths of a second, of a clock that never jumps. */
  readonly now: number;
  /** When the first of the run's processes began, by the same clock; null while there is none. */
  readonly began: number | null;
  /** Processor time of all of them, in hundredths of a second. */
  readonly ticks: number;
  /** What they read and wrote. */
  readonly bytes: number;
}

/** Counts how long a run has shown no sign of life. Only time between two samples counts, so none in which nothing could be heard. */
export function createSignsOfLife() {
  let last: WorkSample | null = null;
  let heard = false;
  let silentSeconds = 0;

  return {
    /** The run wrote something, or its image changed. */
    heard(): void {
      heard = true;
    },
    /** Gives for how many seconds the run has shown no sign of life. */
    sampled(sample: WorkSample): number {
      const seconds = last === null ? 0 : (sample.now - last.now) / 100;
      const alive = heard || last === null || worked(last, sample, seconds);
      silentSeconds = alive ? 0 : silentSeconds + Math.min(seconds, countedAtMostSeconds);
      last = sample;
      heard = false;
      return silentSeconds;
    },
  };
}

/** What ended processes had done is no longer in the sums: less than before is a change as well. */
const worked = (before: WorkSample, after: WorkSample, seconds: number): boolean =>
  Math.abs(after.ticks - before.ticks) > idlePercent * seconds ||
  Math.abs(after.bytes - before.bytes) > idleBytesPerSecond * seconds;
