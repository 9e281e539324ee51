import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import {
  type EventStoreDbDouble,
  startEventStoreDbDouble,
} from '../../support/eventstoredb-double/double.ts';
import type { AppendFault } from '../../support/eventstoredb-double/faults.ts';
import { patience } from '../../support/patience.ts';
import { randomFrom } from '../random.ts';
import { startWorkload } from '../workload.ts';

const ROUNDS = 40;
const FAULTS: readonly AppendFault[] = [
  'DROP_BEFORE_COMMIT',
  'DROP_AFTER_COMMIT',
  'SWALLOW_BEFORE_COMMIT',
  'SWALLOW_AFTER_COMMIT',
  'NOT_LEADER',
  'NOT_READY',
];

it(`loses nothing and doubles nothing in ${ROUNDS} rounds of faults`, async () => {
  const seed = Number(process.env.WINNOW_TEST_SEED ?? Date.now() % 1_000_000);
  const random = randomFrom(seed);
  const server = await startEventStoreDbDouble();
  const store = await openEventStoreDb({
    connectionString: server.connectionString,
    callTimeoutMs: patience(50),
    retryForMs: patience(350),
    searchTimeoutMs: patience(150),
    idleMs: patience(40),
  });
  try {
    const workload = await startWorkload(store, { writers: 4 });
    for (let round = 0; round < ROUNDS; round += 1) {
      await faultOf(server, random);
      await wait(20 + random() * 60);
    }
    expect({ seed, ...(await workload.verdict()) }).toMatchObject({ seed, wrong: [] });
  } finally {
    await store.close();
    await server.stop();
  }
});

async function faultOf(server: EventStoreDbDouble, random: () => number): Promise<void> {
  const pick = random();
  if (pick < 0.5) {
    for (let count = 0; count < 3; count += 1) {
      const fault = FAULTS[Math.floor(random() * FAULTS.length)];
      if (fault !== undefined) server.faults.appends.push(fault);
    }
  } else if (pick < 0.75) {
    const how = (['drop', 'end', 'mute'] as const)[Math.floor(random() * 3)] ?? 'drop';
    for (const open of server.subscriptions) open[how]();
  } else if (pick < 0.85) {
    server.faults.deliverTwice = !server.faults.deliverTwice;
    server.faults.readsToBreak = 2;
  } else if (pick < 0.93) {
    await server.stop();
    await wait(random() * 300);
    await server.start();
  } else {
    server.faults.hanging = true;
    await wait(random() * 300);
    server.faults.hanging = false;
  }
}
