import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { makeFakeImage } from '../../test/support/fake-virt-sparsify.ts';
import type { Result } from '../report.ts';
import { register, sparsify } from '../requests.ts';
import { type Server, startWinnowServer } from '../server.ts';
import { makeSite } from '../site.ts';
import { quantile } from '../statistics.ts';

export const subscribers = 100;
const jobs = 4;
/** How many lines the tool writes that are stamped. */
export const lines = 30;
export const images = Array.from({ length: jobs }, (_, number) => `disk-${number}.raw`);
/** As many runs at once as there are jobs. */
export const limits = {
  WINNOW_MAX_RUNS_PER_HOST: String(jobs),
  WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN: String(jobs),
};
export const stampingTool = fileURLToPath(new URL('../programs/stamping-virt-sparsify', import.meta.url));
const query = `subscription {
  sparsifyJobs {
    cursor
    job { id status progress { phase filesystemsDone filesystemsTotal bytesReclaimed } }
  }
}`;

interface Payload {
  readonly data?: {
    readonly sparsifyJobs?: {
      readonly job: {
        readonly id: string;
        readonly status: string;
        readonly progress: { readonly filesystemsDone: number | null } | null;
      };
    };
  };
}

/** The first message of a line of the tool; `at` in milliseconds since the epoch. */
interface Arrival {
  readonly jobId: string;
  readonly line: number;
  readonly at: number;
}

/** From before the tool writes a line until each of the subscribers, on a WebSocket of its own, has parsed its message. */
export async function latency(): Promise<Result[]> {
  const site = makeSite();
  const stampsDirectory = mkdtempSync(join(site.directory, 'stamps-'));
  const server = await startWinnowServer(site, {
    ...limits,
    WINNOW_VIRT_SPARSIFY: stampingTool,
    STAMPED_LINES: String(lines),
    STAMPS_DIRECTORY: stampsDirectory,
  });
  try {
    const disks: string[] = [];
    for (const image of images) {
      makeFakeImage(site.images, image);
      disks.push(await register(server, image, 'RAW'));
    }
    const told = await timesOfLines(server, stampsDirectory, disks);
    const name = `latency: from the tool's line to the message, 99th percentile of ${subscribers} subscribers`;
    return [{ name, ...told, target: { atMost: 50 } }];
  } finally {
    await server.stop();
    site.remove();
  }
}

/** Runs jobs of a tool that stamps its lines, and tells the 99th percentile of the times from a line to the message. */
export async function timesOfLines(
  server: Server,
  stampsDirectory: string,
  disks: readonly string[],
): Promise<Pick<Result, 'rounds' | 'unit' | 'detail'>> {
  const clients = Array.from({ length: subscribers }, () =>
    createClient({ url: server.url.replace('http:', 'ws:'), webSocketImpl: WebSocket, lazy: false }),
  );
  try {
    const arrivals: Arrival[] = [];
    const watched = clients.map((client) => watch(client, (arrival) => arrivals.push(arrival)));
    for (const disk of disks) await sparsify(server, disk);
    await Promise.all(watched);
    const stamps = new Map(
      readdirSync(stampsDirectory).map((run) => [
        run.replace(/\.\d+$/, ''),
        stampsOf(join(stampsDirectory, run)),
      ]),
    );
    const times = arrivals.map(({ jobId, line, at }) => at - (stamps.get(jobId)?.[line - 1] ?? Number.NaN));
    const expected = subscribers * lines * jobs;
    return {
      rounds: [quantile(times, 0.99)],
      unit: 'ms',
      detail: `${times.length} messages of ${expected}, median ${quantile(times, 0.5).toFixed(1)} ms, slowest ${quantile(times, 1).toFixed(1)} ms`,
    };
  } finally {
    for (const client of clients) await client.dispose();
  }
}

/** Reports when the message of each line came, until all jobs have ended. */
async function watch(client: Client, onArrival: (arrival: Arrival) => void): Promise<void> {
  const shown = new Map<string, number>();
  let ended = 0;
  for await (const { data } of client.iterate({ query }) as AsyncIterable<Payload>) {
    if (data?.sparsifyJobs === undefined) throw new Error('A subscription met an error.');
    const { id, status, progress } = data.sparsifyJobs.job;
    const line = progress?.filesystemsDone ?? 0;
    const at = performance.timeOrigin + performance.now();
    if (line > (shown.get(id) ?? 0)) onArrival({ jobId: id, line, at });
    shown.set(id, line);
    if (status === 'COMPLETED') ended += 1;
    if (ended === jobs) return;
  }
}

/** When the tool wrote each of its lines, in milliseconds since the epoch. */
const stampsOf = (file: string): number[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((stamp) => Number(stamp) / 1e6);
