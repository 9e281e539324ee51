import { spawnSync } from 'node:child_process';
import { pbkdf2Sync } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';

/** What `sampleMs` took on the two idle cores that the limits of the tests were chosen on. */
const REFERENCE_MS = 27;
/** Other work comes and goes during a run, and a limit is there for what never ends: it costs nothing while tests pass. */
const MARGIN = 4;

function sampleMs(): number {
  const began = performance.now();
  pbkdf2Sync('winnow', 'winnow', 100_000, 32, 'sha256');
  for (let started = 0; started < 5; started++) spawnSync('true');
  return performance.now() - began;
}

/** How many times slower than the reference this machine computes and starts processes now; at least 1. */
function slowness(): number {
  const samples = [sampleMs(), sampleMs(), sampleMs()];
  const [load = 0] = loadavg();
  return Math.max(1, Math.max(...samples) / REFERENCE_MS, load / availableParallelism());
}

// Measured once a run: the workers inherit the environment of the process that read the configuration.
process.env.WINNOW_TEST_SLOWNESS ??= slowness().toFixed(1);

/** How long a test waits on this machine for what takes less than so many milliseconds on an idle one. */
export const patience = (milliseconds: number): number =>
  Math.ceil(milliseconds * MARGIN * Number(process.env.WINNOW_TEST_SLOWNESS));
