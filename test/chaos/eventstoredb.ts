import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/open.ts';
import { randomFrom } from '../event-store/random.ts';
import { startWorkload } from '../event-store/workload.ts';

/**
 * Kills (SIGKILL) and freezes (SIGSTOP, later SIGCONT) a real EventStoreDB under load, by hand:
 *   WINNOW_TEST_EVENTSTOREDB='esdb://127.0.0.1:2113?tls=false' \
 *     node test/chaos/eventstoredb.ts --server 'command that starts the server in the foreground' --rounds 10
 */
const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const connectionString = process.env.WINNOW_TEST_EVENTSTOREDB;
const command = values.server;
if (connectionString === undefined || command === undefined) {
  throw new Error('Give the server to connect to in WINNOW_TEST_EVENTSTOREDB, and its command in --server.');
}

const seed = Number(values.seed);
const random = randomFrom(seed);
console.log(`seed ${seed}`);
const store = await openEventStoreDb({ connectionString, streamPrefix: `chaos.${Date.now()}-` });
let server = await startServer(command, store);
const workload = await startWorkload(store, { writers: 8 });
for (let round = 1; round <= Number(values.rounds); round += 1) {
  await wait(1_000 + random() * 2_000);
  const kill = random() < 0.7;
  if (kill) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
    await wait(random() * 2_000);
    server = await startServer(command, store);
  } else {
    server.kill('SIGSTOP');
    await wait(1_000 + random() * 9_000);
    server.kill('SIGCONT');
  }
  console.log(
    `round ${round}: ${kill ? 'killed' : 'frozen'}, ${workload.acknowledgedSoFar()} events acknowledged`,
  );
}
await available(store);
const verdict = await workload.verdict();
console.log(JSON.stringify({ seed, ...verdict }, null, 2));
await store.close();
server.kill('SIGTERM');
process.exitCode = verdict.wrong.length === 0 ? 0 : 1;

async function startServer(line: string, ready: EventStore): Promise<ChildProcess> {
  // The shell hands its process over, so that signals reach the server itself.
  const child = spawn('sh', ['-c', `exec ${line}`], { stdio: 'ignore' });
  await available(ready);
  return child;
}

async function available(ready: EventStore): Promise<void> {
  while (!(await ready.health()).available) await wait(100);
}
