import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNetwork, type Network } from './network.ts';
import { runRound } from './round.ts';
import { type ChaosStore, startChaosStore } from './store.ts';

const mostServers = 3;

/** Defines a test for each round, with the seeds that follow the given one. */
export function testRounds(rounds: number, seed: number): void {
  const tally = new Map<string, number>();
  let network: Network;
  let store: ChaosStore;
  let jobs = 0;
  beforeAll(async () => {
    network = await createNetwork(mostServers);
    store = await startChaosStore(network);
  });
  afterAll(async () => {
    await store?.close();
    await network?.remove();
    const faults = [...tally].toSorted().map(([kind, count]) => `${kind} ${count}`);
    console.log(`${jobs} jobs, ${rounds} rounds from seed ${seed}. ${faults.join(', ')}`);
  });

  const seeds = Array.from({ length: rounds }, (_, round) => seed + round);
  test.each(seeds)(
    'every job ends, once, and all accounts of it agree after the faults of seed %i',
    async (each) => {
      const { wrong, jobs: ofRound } = await runRound(each, { network, store, tally });
      jobs += ofRound;
      expect({ seed: each, wrong }).toEqual({ seed: each, wrong: [] });
    },
  );
}
