import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { GraphqlClient, Update } from '../../../src/cli/client/graphql-client.ts';
import type { JobStatus } from '../../../src/domain/job/status.ts';
import { hasEnded } from '../../../src/domain/job/status.ts';
import { openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import { patientCalls } from '../../event-store/eventstoredb/eventstoredb-under-test.ts';
import { randomFrom } from '../../event-store/random.ts';
import { patience } from '../patience.ts';
import { createSite, onEventStoreDb, registerImage } from '../server-process.ts';
import {
  checkActivity,
  checkRequests,
  checkStarts,
  checkStatuses,
  processesOn,
  toolStartsIn,
} from './checks.ts';
import { sendRequest, subscribeAnywhere } from './clients.ts';
import { inflict, type Tally } from './faults.ts';
import { readHistories } from './histories.ts';
import { keepLogs, tryToKill } from './keep-logs.ts';
import type { Network } from './network.ts';
import { planRound } from './round-plan.ts';
import { type KeptServer, keepServer } from './servers.ts';
import { answered, checkServers, untilNothing } from './settle.ts';
import type { ChaosStore } from './store.ts';

/** So long after the last fault every job must have ended and every account be the same, in milliseconds. */
const settleMs = patience(15_000);

const settings = {
  WINNOW_LEASE_SECONDS: String(patience(500) / 1000),
  WINNOW_STOP_GRACE_SECONDS: '1',
  WINNOW_MAX_RUNS_PER_HOST: '6',
  WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN: '6',
  FAKE_FILESYSTEMS: '2',
  FAKE_SECONDS: '0.3',
};

export interface RoundResult {
  readonly jobs: number;
  /** What does not hold; empty for a round that went well. */
  readonly wrong: readonly string[];
}

interface ActivityUpdate extends Update {
  readonly activity: {
    readonly cursor: string;
    readonly activity: { readonly id: string; readonly disk: { readonly id: string } | null };
  };
}
interface JobUpdate extends Update {
  readonly sparsifyJob: { readonly cursor: string; readonly job: { readonly status: JobStatus } };
}

/** Several servers on one store, clients and subscribers, and everything going wrong as the seed has it; then all accounts are compared. */
export async function runRound(
  seed: number,
  { network, store, tally }: { readonly network: Network; readonly store: ChaosStore; readonly tally: Tally },
): Promise<RoundResult> {
  const plan = planRound(seed, store.kind);
  const random = randomFrom(seed + 1);
  const environment = onEventStoreDb(store.connectionString(0));
  const site = createSite({ store: environment });
  const runsFile = join(site.directory, 'tool-starts');
  const servers = plan.crashAt.map((crashAt, index) =>
    keepServer(
      site,
      `server${index}`,
      { ...settings, FAKE_RUNS: runsFile, WINNOW_EVENT_STORE: store.connectionString(index) },
      crashAt,
    ),
  );
  const wrong: string[] = [];
  const stopping = new AbortController();
  const { signal } = stopping;
  const tooLong = new AbortController();
  try {
    for (const { image } of plan.disks) site.image(image);
    const [first] = servers;
    if (first === undefined) throw new Error('A round needs a server.');
    const diskIds = await Promise.all(plan.disks.map(({ image }) => register(first, image)));

    const activity: { id: string; cursor: string }[] = [];
    const watchingAll = (async () => {
      const updates = subscribeAnywhere<ActivityUpdate>(
        servers,
        'subscription ($after: String) { activity(after: $after) { cursor activity { id disk { id } } } }',
        {},
        { random, signal, isLast: () => false, after: await newestCursor(first) },
      );
      for await (const { activity: update } of updates)
        if (update.activity.disk !== null) activity.push({ id: update.activity.id, cursor: update.cursor });
    })().catch((error: unknown) => void wrong.push(`the subscriber of all failed: ${error}`));
    const statuses = new Map<string, { status: JobStatus; cursor: string }[]>();
    const watching: Promise<void>[] = [];
    const watch = (jobId: string): void => {
      const seen: { status: JobStatus; cursor: string }[] = [];
      statuses.set(jobId, seen);
      const follow = async () => {
        const updates = subscribeAnywhere<JobUpdate>(
          servers,
          'subscription ($id: ID!, $after: String) { sparsifyJob(id: $id, after: $after) { cursor job { status } } }',
          { id: jobId },
          { random, signal, isLast: ({ sparsifyJob: { job } }) => hasEnded(job.status) },
        );
        for await (const { sparsifyJob: update } of updates)
          seen.push({ status: update.job.status, cursor: update.cursor });
      };
      watching.push(follow().catch((error: unknown) => void wrong.push(`a subscriber failed: ${error}`)));
    };

    const sending = plan.disks.flatMap(({ requests }, index) =>
      requests.map((request) =>
        sendRequest(servers, diskIds[index] ?? '', request, { signal: tooLong.signal, onAccepted: watch }),
      ),
    );
    const sent = Promise.allSettled(sending);
    await inflict(plan, { network, store, servers, tally }).catch(
      (error: unknown) => void wrong.push(String(error)),
    );

    const giveUpAt = Date.now() + settleMs;
    const accepted = await answered(sent, settleMs, { tooLong, wrong });
    const reading = await openEventStoreDb({
      ...patientCalls,
      connectionString: store.connectionString(0),
      streamPrefix: environment.WINNOW_STREAM_PREFIX,
    });
    try {
      wrong.push(
        ...(await untilNothing(giveUpAt, async () => {
          const histories = await readHistories(reading);
          const found = [
            ...histories.wrong,
            ...checkRequests(histories, accepted),
            ...checkStarts(histories, toolStartsIn(runsFile)),
            ...[...statuses].flatMap(([jobId, seen]) =>
              checkStatuses(
                histories,
                jobId,
                seen.map(({ status }) => status),
              ),
            ),
            ...[...statuses.values(), activity].flatMap(checkCursors),
            ...checkActivity(
              histories,
              activity.map(({ id }) => id),
            ),
            ...site.keptRuns().map((run) => `the host still keeps something of ${run}`),
            ...toolsOn(site.images).map((pid) => `process ${pid} is still at work on an image`),
          ];
          return [...found, ...(await checkServers(servers, histories))];
        })),
      );
    } finally {
      await reading.close();
    }
    wrong.push(...servers.flatMap(({ surprises }) => surprises));
    stopping.abort();
    await Promise.all([...watching, watchingAll]);
    return { jobs: accepted.length, wrong };
  } finally {
    stopping.abort();
    tooLong.abort();
    if (wrong.length > 0) keepLogs(seed, wrong, servers);
    await Promise.all(servers.map((server) => server.stop()));
    for (const pid of processesOn(site.directory)) tryToKill(pid);
  }
}

/** The cursors of a subscription strictly increase. */
function checkCursors(seen: readonly { readonly cursor: string }[]): string[] {
  const places = seen.map(({ cursor }) => Buffer.from(cursor, 'base64url').toString('latin1'));
  const at = places.findIndex((place, index) => index > 0 && place <= (places[index - 1] ?? ''));
  return at === -1 ? [] : [`a cursor went from ${places[at - 1]} to ${places[at]}`];
}

/** The tool's processes; the servers themselves name the directory of images, too. */
const toolsOn = (images: string): number[] => processesOn(`${images}/`);

/** Registers an image, however often it takes: a cluster may be electing a leader just now. */
async function register(
  server: KeptServer,
  image: string,
  giveUpAt = Date.now() + settleMs,
): Promise<string> {
  await server.untilThere();
  const client = server.client();
  if (client === null) return register(server, image, giveUpAt);
  try {
    return await registerImage({ client }, image);
  } catch (error) {
    if (Date.now() >= giveUpAt) throw error;
    await wait(200);
    // It may be registered though the answer did not come.
    const id = await registeredId(client, image).catch(() => null);
    return id ?? register(server, image, giveUpAt);
  }
}

async function registeredId(client: GraphqlClient, image: string): Promise<string | null> {
  interface Found {
    readonly disks: { readonly nodes: readonly { readonly id: string; readonly path: string }[] };
  }
  const document = '{ disks(first: 100) { nodes { id path } } }';
  const { disks } = await client.request<Found, Record<string, never>>({ document }, {});
  return disks.nodes.find(({ path }) => path === image)?.id ?? null;
}

async function newestCursor(server: KeptServer): Promise<string | null> {
  interface Found {
    readonly activity: { readonly edges: readonly { readonly cursor: string }[] };
  }
  const client = server.client();
  const found = await client?.request<Found, Record<string, never>>(
    { document: '{ activity(first: 1) { edges { cursor } } }' },
    {},
  );
  return found?.activity.edges[0]?.cursor ?? null;
}
