import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * Runs rounds of faults: `npm run test:chaos -- --rounds 20 --seed 7`. The round that failed with a seed is repeated by
 * `--rounds 1 --seed SEED`. Store: the double, or as test/support/chaos/store.ts has it. With `--fleet`: one server on
 * the embedded store, or with `--store double` two on the double, and hosts that are reached by ssh.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: process.env.WINNOW_CHAOS_ROUNDS ?? '20' },
    seed: { type: 'string', default: process.env.WINNOW_CHAOS_SEED ?? String(Date.now() % 1_000_000) },
    fleet: { type: 'boolean', default: false },
    store: { type: 'string', default: 'embedded' },
  },
});
const { rounds, seed, fleet, store } = values;
if (store !== 'embedded' && store !== 'double') throw new Error('--store is `embedded` or `double`.');
console.log(`${rounds} rounds from seed ${seed}`);
const tests = fleet ? 'test/chaos/fleet.test.ts' : 'test/chaos/rounds.test.ts';
const { status } = spawnSync('vitest', ['run', '--config', 'vitest.chaos.config.ts', tests], {
  stdio: 'inherit',
  env: {
    ...process.env,
    WINNOW_CHAOS_ROUNDS: rounds,
    WINNOW_CHAOS_SEED: seed,
    WINNOW_CHAOS_FLEET_STORE: store,
  },
});
process.exitCode = status ?? 1;
