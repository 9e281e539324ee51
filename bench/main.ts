import { parseArgs } from 'node:util';
import { events } from './benchmarks/events.ts';
import { eventStoreDbVariable, eventstoredb } from './benchmarks/eventstoredb.ts';
import { idleFleet } from './benchmarks/idle-fleet.ts';
import { job } from './benchmarks/job.ts';
import { latency } from './benchmarks/latency.ts';
import { memory } from './benchmarks/memory.ts';
import { mutations } from './benchmarks/mutations.ts';
import { planning } from './benchmarks/plan.ts';
import { queue } from './benchmarks/queue.ts';
import { reads } from './benchmarks/reads.ts';
import { scan } from './benchmarks/scan.ts';
import { sshBacklog } from './benchmarks/ssh-backlog.ts';
import { sshLatency } from './benchmarks/ssh-latency.ts';
import { sshScan } from './benchmarks/ssh-scan.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { describeResult, isMet, type Result } from './report.ts';

const alone = {
  plan: planning,
  queue,
  job,
  events,
  latency,
  memory,
  scan,
  'ssh-backlog': sshBacklog,
  'ssh-latency': sshLatency,
  'ssh-scan': sshScan,
  'idle-fleet': idleFleet,
  eventstoredb,
};
// Reads come first: mutations leave the disks with jobs.
const onFleet = { reads, mutations };
const names = [...Object.keys(onFleet), ...Object.keys(alone)];

/** `main.ts [NAME…]`: runs the benchmarks named, or all; exits 1 when a target is missed. */
async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no benchmark ${unknown.join(', ')}: choose of ${names.join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  const remedy = `set ${eventStoreDbVariable} to the server's connection string, for example esdb://127.0.0.1:2113?tls=false`;
  const hasEventStoreDb = Boolean(process.env[eventStoreDbVariable]);
  if (!hasEventStoreDb && positionals.includes(eventstoredb.name)) {
    process.stderr.write(`The benchmark eventstoredb needs a real EventStoreDB: ${remedy}.\n`);
    process.exitCode = 2;
    return;
  }
  if (!hasEventStoreDb && positionals.length === 0)
    process.stdout.write(`eventstoredb is left out: to run it, ${remedy}.\n`);
  const wanted = (name: string): boolean =>
    positionals.includes(name) ||
    (positionals.length === 0 && (name !== eventstoredb.name || hasEventStoreDb));
  const results: Result[] = [];
  const tell = (found: readonly Result[]): void => {
    results.push(...found);
    for (const result of found) process.stdout.write(`${describeResult(result)}\n`);
  };

  if (Object.keys(onFleet).some(wanted)) {
    const fleet: Fleet = await startFleet();
    try {
      for (const [name, run] of Object.entries(onFleet)) if (wanted(name)) tell(await run(fleet));
    } finally {
      await fleet.close();
    }
  }
  for (const [name, run] of Object.entries(alone)) if (wanted(name)) tell(await run());
  const missed = results.filter((result) => !isMet(result));
  process.stdout.write(`${results.length - missed.length} of ${results.length} targets are met.\n`);
  if (missed.length > 0) process.exitCode = 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
await main();
