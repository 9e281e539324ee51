import { setTimeout as pause } from 'node:timers/promises';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/open.ts';
import type { Result } from '../report.ts';
import { type Server, startWinnowServer } from '../server.ts';
import { makeSite, type Site } from '../site.ts';
import { median } from '../statistics.ts';
import { readAlone } from './reader.ts';
import { eventsPerDisk, seedEvents, type TestedServer } from './tested-server.ts';

const count = 100_000;
const rounds = 3;
const pollMs = 5;
const longestMs = 60_000;

/** Seconds, and those of processor time of all threads. */
interface Duration {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** A server that was away while events arrived: from its start until it is ready and has them all, against reading them. */
export async function caughtUp(server: TestedServer): Promise<Result> {
  const site = makeSite();
  const streamPrefix = server.newPrefix();
  const { connectionString } = server;
  const start = (disks: number): Promise<Duration> =>
    timeUntilReady(site, { WINNOW_EVENT_STORE: connectionString, WINNOW_STREAM_PREFIX: streamPrefix }, disks);
  const times: { readonly missedNone: Duration; readonly ours: Duration; readonly theirs: Duration }[] = [];
  try {
    // Begins the views, and puts what Node makes of the sources where every start finds it.
    await start(0);
    for (let round = 0; round < rounds; round += 1) {
      const disksBefore = (round * count) / eventsPerDisk;
      const missedNone = await start(disksBefore);
      const after = await headOf(server, streamPrefix);
      await seedEvents(server, streamPrefix, count, `/images-${round}`);
      const ours = () => start(disksBefore + count / eventsPerDisk);
      const theirs = async () => {
        const bare = { side: 'BARE', connectionString, streamPrefix, after, count, file: '' } as const;
        const { secondsWithStart, cpuSeconds } = await readAlone(bare);
        return { seconds: secondsWithStart, cpuSeconds };
      };
      times.push(
        round % 2 === 0
          ? { missedNone, theirs: await theirs(), ours: await ours() }
          : { missedNone, ours: await ours(), theirs: await theirs() },
      );
    }
  } finally {
    site.remove();
  }
  const medianOf = (of: (time: (typeof times)[number]) => number): string => median(times.map(of)).toFixed(2);
  return {
    name: `eventstoredb: a server that was away for ${count} events, from its start until it is ready with all of them in its views, of a start of the bare client that only reads them`,
    rounds: times.map(({ ours, theirs }) => ours.seconds / theirs.seconds),
    unit: '×',
    target: { atMost: 3 },
    detail:
      `Winnow/bare seconds: ${times.map(({ ours, theirs }) => `${ours.seconds.toFixed(2)}/${theirs.seconds.toFixed(2)}`).join(' ')}, ` +
      `of processor time ${medianOf(({ ours }) => ours.cpuSeconds)}/${medianOf(({ theirs }) => theirs.cpuSeconds)}; ` +
      `a start that missed nothing takes ${medianOf(({ missedNone }) => missedNone.seconds)} s, ` +
      `of processor time ${medianOf(({ missedNone }) => missedNone.cpuSeconds)}; the target is our own`,
  };
}

async function headOf({ connectionString }: TestedServer, streamPrefix: string): Promise<string | null> {
  const store = await openEventStoreDb({ connectionString, streamPrefix });
  return store.head().finally(() => store.close());
}

/** Starts the server, and stops it again once it is ready without lag. @throws when the disks are not as many then. */
async function timeUntilReady(
  site: Site,
  environment: Readonly<Record<string, string>>,
  disks: number,
): Promise<Duration> {
  const began = performance.now();
  const server = await startWinnowServer(site, environment);
  try {
    while (!(await isReadyWithoutLag(server))) {
      if (performance.now() - began > longestMs) throw new Error('The server does not catch up.');
      await pause(pollMs);
    }
    const seconds = (performance.now() - began) / 1000;
    const cpuSeconds = server.cpuMicroseconds() / 1e6;
    const found = await server.client.request<{ disks: { totalCount: number } }, Record<string, never>>(
      { document: '{ disks(first: 1) { totalCount } }' },
      {},
    );
    if (found.disks.totalCount !== disks)
      throw new Error(`The server is ready with ${found.disks.totalCount} disks, not ${disks}.`);
    return { seconds, cpuSeconds };
  } finally {
    await server.stop();
  }
}

async function isReadyWithoutLag({ url, client }: Server): Promise<boolean> {
  const { ok } = await fetch(new URL('/readyz', url));
  if (!ok) return false;
  const { system } = await client.request<
    { system: { projections: { lagSeconds: number } } },
    Record<string, never>
  >({ document: '{ system { projections { lagSeconds } } }' }, {});
  return system.projections.lagSeconds === 0;
}
