import { join } from 'node:path';
import type { DiskId } from '../../../../src/domain/ids.ts';
import { openEventStoreForReading } from '../../../../src/event-store/open-event-store.ts';
import type { EventStoreDbDouble } from '../../eventstoredb-double/double.ts';
import { patience } from '../../patience.ts';
import { createSite, onEventStoreDb } from '../../server-process.ts';
import { checkRequests, checkStarts, processesOn } from '../checks.ts';
import { sendRequest } from '../clients.ts';
import type { Tally } from '../faults.ts';
import { type Histories, readHistories } from '../histories.ts';
import { keepLogs, tryToKill } from '../keep-logs.ts';
import { type KeptServer, keepServer } from '../servers.ts';
import { answered, checkServers, untilNothing } from '../settle.ts';
import { inflictOnFleet } from './faults.ts';
import type { FleetHosts } from './hosts.ts';
import { checkHosts, findDisks, registerHosts } from './operator.ts';
import { type FleetFault, type FleetPlan, planFleetRound } from './plan.ts';

/** So long after the last fault every job must have ended: a host that did not answer may not be asked for a minute. */
const settleMs = patience(30_000);

const settings = {
  WINNOW_LEASE_SECONDS: String(patience(500) / 1000),
  WINNOW_STOP_GRACE_SECONDS: '1',
  WINNOW_MAX_ATTEMPTS: '5',
  WINNOW_MAX_RUNS_PER_HOST: '4',
  WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN: '6',
  WINNOW_LIBVIRT_URI: 'none',
};

/** By which faults an attempt may have come to its end on its host though it is told to have failed so: nobody heard of it. */
const unheard: ReadonlyMap<string, readonly FleetFault['kind'][]> = new Map([
  ['RUN_LOST', ['POWER_OFF', 'SERVER_AND_HOST', 'CONFIRM_DOWN', 'KILL_ON_HOST', 'FILL']],
  ['HOST_CONFIRMED_DOWN', ['CONFIRM_DOWN']],
  ['EXPORT_FAILED', ['KILL_ON_HOST']],
]);

/** Servers with a fleet of hosts, and everything going wrong as the seed has it; then all accounts are compared. */
export async function runFleetRound(
  seed: number,
  {
    fleet,
    double,
    tally,
  }: { readonly fleet: FleetHosts; readonly double: EventStoreDbDouble | null; readonly tally: Tally },
): Promise<{ readonly jobs: number; readonly wrong: readonly string[] }> {
  const plan = planFleetRound(seed, double === null ? 'EMBEDDED' : 'DOUBLE');
  const store = double === null ? {} : onEventStoreDb(double.connectionString);
  const site = createSite({ store });
  const environment = {
    ...settings,
    ...fleet.environment,
    WINNOW_SCAN_INTERVAL_SECONDS: String(plan.scanSeconds),
  };
  const servers = plan.crashAt.map((crashAt, index) =>
    keepServer(site, `server${index}`, environment, crashAt),
  );
  const wrong: string[] = [];
  const tooLong = new AbortController();
  try {
    for (const { on, image } of plan.disks) fleet.image(on, image);
    const addresses = fleet.hosts.slice(0, plan.hosts).map(({ name }) => name);
    const hostIds = await registerHosts(servers, addresses, fleet.directories);
    const diskIds = await findDisks(
      servers,
      plan.disks.map(({ image }) => image),
    );

    const sending = plan.disks.flatMap(({ requests }, index) =>
      requests.map((request) =>
        sendRequest(servers, diskIds[index] ?? '', request, {
          signal: tooLong.signal,
          onAccepted: () => undefined,
        }),
      ),
    );
    const sent = Promise.allSettled(sending);
    await inflictOnFleet(plan, { fleet, hostIds, double, servers, tally }).catch(
      (error: unknown) => void wrong.push(String(error)),
    );

    const giveUpAt = Date.now() + settleMs;
    const accepted = await answered(sent, settleMs, { tooLong, wrong });
    const reading = await openEventStoreForReading(
      double === null
        ? { kind: 'SQLITE', file: join(site.directory, 'server0', 'events.db') }
        : {
            kind: 'EVENTSTOREDB',
            connectionString: double.connectionString,
            streamPrefix: store.WINNOW_STREAM_PREFIX ?? '',
          },
    );
    try {
      wrong.push(
        ...(await untilNothing(giveUpAt, async () => {
          const all = await readHistories(reading);
          const histories = ofDisks(all, diskIds);
          const found = [
            ...all.wrong,
            ...checkRequests(all, accepted),
            ...checkStarts(all, fleet.starts()),
            ...checkEnds(all, fleet.ends(), plan),
          ];
          // What the others cost is done once there is a chance that all is well.
          if (found.length > 0) return found;
          return [
            ...(await fleet.leftovers()),
            ...(await checkServers(servers, histories)),
            ...(await checkAllHosts(servers)),
          ];
        })),
      );
      countEnds(tally, await readHistories(reading));
    } finally {
      await reading.close();
    }
    wrong.push(...servers.flatMap(({ surprises }) => surprises));
    return { jobs: accepted.length, wrong };
  } catch (error) {
    wrong.push(String(error));
    return { jobs: 0, wrong };
  } finally {
    tooLong.abort();
    if (wrong.length > 0) keepLogs(seed, wrong, servers);
    await Promise.all(servers.map((server) => server.stop()));
    for (const pid of processesOn(site.directory)) tryToKill(pid);
    await fleet.forget(wrong.length > 0);
  }
}

async function checkAllHosts(servers: readonly KeptServer[]): Promise<string[]> {
  const found = servers.map(async (server) => {
    const client = server.client();
    return client === null ? ['a server is not there'] : checkHosts(client);
  });
  return (await Promise.all(found)).flat();
}

const ofDisks = (histories: Histories, ids: readonly string[]): Histories => ({
  ...histories,
  disks: new Map([...histories.disks].filter(([id]: [DiskId, unknown]) => ids.includes(id))),
});

/** A job that is told to have completed did so, and no run came to its end for nothing. */
function checkEnds({ jobs }: Histories, ends: readonly string[], { faults }: FleetPlan): string[] {
  const kinds = new Set(faults.map(({ fault }) => fault.kind));
  const wrong: string[] = [];
  const ended = new Set(ends);
  if (ended.size !== ends.length) wrong.push(`a run came to its end twice: ${ends.toSorted()}`);
  for (const { view } of jobs.values()) {
    for (const { runId, ended: how, failure } of view.attempts) {
      const really = ended.has(runId);
      if (how === 'COMPLETED' && !really) wrong.push(`${runId} is told to have completed`);
      if (really && failure !== null && !unheard.get(failure.code)?.some((kind) => kinds.has(kind)))
        wrong.push(`${runId} came to its end, and is told to have failed: ${failure.code}`);
    }
  }
  return wrong;
}

/** Counts how jobs and their attempts ended, which tells whether the faults reached them. */
function countEnds(tally: Tally, { jobs }: Histories): void {
  for (const { view } of jobs.values()) {
    const failures = view.attempts.map(({ failure }) => failure && `attempt ${failure.code}`);
    for (const what of [`job ${view.status}`, ...failures])
      if (what !== null) tally.set(what, (tally.get(what) ?? 0) + 1);
  }
}
