import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * Runs rounds of faults: `npm run test:chaos -- --rounds 20 --seed 7`. The round that failed with a seed is repeated by
 * `--rounds 1 --seed SEED`. Store: the double, or as test/support/chaos/store.ts has it.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: process.env.WINNOW_CHAOS_ROUNDS ?? '20' },
    seed: { type: 'string', default: process.env.WINNOW_CHAOS_SEED ?? String(Date.now() % 1_000_000) },
  },
});
console.log(`${values.rounds} rounds from seed ${values.seed}`);
const { status } = spawnSync('vitest', ['run', '--config', 'vitest.chaos.config.ts'], {
  stdio: 'inherit',
  env: { ...process.env, WINNOW_CHAOS_ROUNDS: values.rounds, WINNOW_CHAOS_SEED: values.seed },
});
process.exitCode = status ?? 1;
