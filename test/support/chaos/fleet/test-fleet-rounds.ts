import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventStoreDbDouble, startEventStoreDbDouble } from '../../eventstoredb-double/double.ts';
import { type FleetHosts, startFleetHosts } from './hosts.ts';
import type { FleetStore } from './plan.ts';
import { runFleetRound } from './round.ts';

const mostHosts = 3;

/** Defines a test for each round with a fleet, with the seeds that follow the given one. */
export function testFleetRounds(rounds: number, seed: number, store: FleetStore): void {
  const tally = new Map<string, number>();
  let fleet: FleetHosts;
  let double: EventStoreDbDouble | null = null;
  let [jobs, done, passed] = [0, 0, 0];
  beforeAll(async () => {
    fleet = await startFleetHosts(mostHosts);
    if (store === 'DOUBLE') double = await startEventStoreDbDouble();
  });
  afterAll(async () => {
    await fleet?.stop();
    await double?.stop();
  });

  const seeds = Array.from({ length: rounds }, (_, round) => seed + round);
  test.each(seeds)(
    'every job of a fleet ends, and no two runs work on one image, after the faults of seed %i',
    async (each) => {
      const { wrong, jobs: ofRound } = await runFleetRound(each, { fleet, double, tally });
      jobs += ofRound;
      done += 1;
      if (wrong.length === 0) passed += 1;
      // Each time, since whoever has seen enough ends this.
      const faults = [...tally].toSorted().map(([kind, count]) => `${kind} ${count}`);
      console.log(`${passed} of ${done} rounds on ${store} passed, ${jobs} jobs. ${faults.join(', ')}`);
      expect({ seed: each, wrong }).toEqual({ seed: each, wrong: [] });
    },
  );
}
