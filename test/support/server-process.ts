import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parseEndpoint } from '../../src/cli/client/endpoint.ts';
import type { GraphqlClient, Update, Variables } from '../../src/cli/client/graphql-client.ts';
import { networkClient } from '../../src/cli/client/network-client.ts';
import type { CrashPoint } from '../../src/common/crash-points.ts';
import type { JobStatus } from '../../src/domain/job/status.ts';
import { fakeVirtSparsify, makeFakeImage, startsIn } from './fake-virt-sparsify.ts';

const winnow = fileURLToPath(new URL('../../bin/winnow', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  readonly client: GraphqlClient;
  readonly process: ChildProcess;
  /** What the server wrote to its log so far. */
  log(): string;
  /** Resolves with the signal or the exit code that ended it. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
  /** Ends the process with a signal, and waits until it is gone. */
  kill(signal: NodeJS.Signals): Promise<NodeJS.Signals | number | null>;
}

/** The environment that puts servers on a store: EventStoreDB, under a prefix that nobody has used. */
export const onEventStoreDb = (connectionString: string): Readonly<Record<string, string>> => ({
  WINNOW_EVENT_STORE: connectionString,
  WINNOW_STREAM_PREFIX: `test.${randomUUID().replaceAll('-', '')}-`,
});

/** The embedded store, or the EventStoreDB that WINNOW_TEST_EVENTSTOREDB names: one suite for both. */
export function usualStore(): Readonly<Record<string, string>> {
  const connectionString = process.env.WINNOW_TEST_EVENTSTOREDB;
  return connectionString ? onEventStoreDb(connectionString) : {};
}

/** A directory of images, a store and servers on them: real processes, reached over the network. */
export function createSite(
  options: { readonly realTool?: boolean; readonly store?: Readonly<Record<string, string>> } = {},
) {
  const directory = mkdtempSync(join(tmpdir(), 'winnow-site-'));
  const images = join(directory, 'images');
  const stateDirectory = join(directory, 'state');
  const runsDirectory = join(directory, 'runs');
  const store = options.store ?? usualStore();
  const starts = join(directory, 'starts');
  mkdirSync(images);
  const servers: ServerProcess[] = [];
  onTestFinished(async () => {
    for (const server of servers) await server.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  return {
    directory,
    images,
    stateDirectory,
    runsDirectory,
    image: (name: string, bytes?: number) => makeFakeImage(images, name, bytes),
    /** The images that the tool was started on. */
    starts: () => startsIn(starts),
    /** The runs of which the host keeps something. */
    keptRuns: () => {
      return existsSync(runsDirectory)
        ? readdirSync(runsDirectory).filter((name) => name.startsWith('job_'))
        : [];
    },
    /** The directory of images of a host that one of several servers runs on. */
    imagesOn: (host: string) => join(directory, host),
    /**
     * Starts a server; each of several on one store has a name, and a state directory of that name. `host`: it runs on a host
     * of that name, with a directory of images, a machine id and records of runs of its own, on this machine's network.
     */
    async start(
      environment: { WINNOW_CRASH_AT?: CrashPoint; [name: string]: string | undefined } = {},
      { port = 0, name = 'state', host }: { port?: number; name?: string; host?: string } = {},
    ): Promise<ServerProcess> {
      const tool = options.realTool
        ? {}
        : { WINNOW_VIRT_SPARSIFY: fakeVirtSparsify, WINNOW_CONFINE: 'no', FAKE_STARTS: starts };
      const itsImages = host === undefined ? images : join(directory, host);
      mkdirSync(itsImages, { recursive: true });
      const server = await startServer(
        ['serve', '--port', String(port), '--directory', itsImages, '--state-dir', join(directory, name)],
        {
          WINNOW_RUNS_DIR: host === undefined ? runsDirectory : join(directory, `runs-${host}`),
          // What a test did not register is none of its disks.
          WINNOW_SCAN_INTERVAL_SECONDS: '0',
          WINNOW_RETRY_DELAY_SECONDS: '0.05',
          WINNOW_STOP_GRACE_SECONDS: '5',
          ...store,
          ...tool,
          ...environment,
        },
        host === undefined ? [] : onHost(host, directory),
      );
      servers.push(server);
      return server;
    },
  };
}

export type Site = ReturnType<typeof createSite>;

/** What to start for a program to find itself on a host of that name; the process is the same. */
function onHost(name: string, directory: string): readonly string[] {
  const machineId = join(directory, `machine-id-${name}`);
  if (!existsSync(machineId)) writeFileSync(machineId, `${randomUUID().replaceAll('-', '')}\n`);
  const script = 'hostname "$1"; mount --bind "$2" /etc/machine-id; shift 2; exec "$@"';
  return ['unshare', '--mount', '--uts', 'sh', '-euc', script, 'sh', name, machineId];
}

/** Starts a server with the arguments of the command line and settings that are given. */
export async function startServer(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  on: readonly string[] = [],
): Promise<ServerProcess> {
  const [program = winnow, ...rest] = [...on, winnow, ...args];
  const child = spawn(program, rest, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text: Buffer) => {
    log += text.toString();
  });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [found] = /http:\S+graphql/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then((how) => reject(new Error(`The server ended with ${how} before it was ready:\n${log}`)));
  });
  const client = networkClient(parseEndpoint(url), { longestPause: 100 });
  return {
    url,
    client,
    process: child,
    log: () => log,
    ended,
    async kill(signal) {
      child.kill(signal);
      const how = await ended;
      await client.close();
      return how;
    },
  };
}

interface Payload<Node> {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly node: Node | null;
}

/** Registers the only storage domain's image, and gives the disk's id. */
export async function registerImage(
  { client }: Pick<ServerProcess, 'client'>,
  path: string,
  format = 'RAW',
): Promise<string> {
  const { storageDomains } = await client.request<{ storageDomains: { nodes: { id: string }[] } }, Variables>(
    { document: '{ storageDomains { nodes { id } } }' },
    {},
  );
  const { registerDisk } = await client.request<{ registerDisk: Payload<{ id: string }> }, Variables>(
    {
      document:
        'mutation ($input: RegisterDiskInput!) { registerDisk(input: $input) { node: disk { id } userErrors { code message } } }',
    },
    { input: { storageDomainId: storageDomains.nodes[0]?.id, path, format } },
  );
  if (registerDisk.node === null)
    throw new Error(`Not registered: ${JSON.stringify(registerDisk.userErrors)}`);
  return registerDisk.node.id;
}

/** Asks for a sparsify under a key; the same key gives the same job after any number of crashes. */
export async function sparsify({ client }: ServerProcess, diskId: string, key: string): Promise<string> {
  const { sparsifyDisk } = await client.request<{ sparsifyDisk: Payload<{ id: string }> }, Variables>(
    {
      document:
        'mutation ($input: SparsifyDiskInput!) { sparsifyDisk(input: $input) { node: job { id } userErrors { code message } } }',
    },
    { input: { id: diskId, idempotencyKey: key } },
  );
  if (sparsifyDisk.node === null) throw new Error(`Refused: ${JSON.stringify(sparsifyDisk.userErrors)}`);
  return sparsifyDisk.node.id;
}

export async function cancel({ client }: ServerProcess, jobId: string): Promise<void> {
  await client.request(
    {
      document:
        'mutation ($id: ID!) { cancelSparsifyJob(input: { id: $id }) { userErrors { code message } } }',
    },
    { id: jobId },
  );
}

interface JobUpdate extends Update {
  readonly sparsifyJob: { readonly cursor: string; readonly job: { readonly status: JobStatus } };
}

/** Every status of a job in the order it is told, until it has ended; resumed by cursor when the connection is cut. */
export async function* statuses({ client }: ServerProcess, jobId: string): AsyncGenerator<JobStatus> {
  const updates = client.subscribe<JobUpdate, { id: string }>(
    {
      document:
        'subscription ($id: ID!, $after: String) { sparsifyJob(id: $id, after: $after) { cursor job { status } } }',
    },
    { id: jobId },
  );
  for await (const { sparsifyJob } of updates) yield sparsifyJob.job.status;
}

/** Waits until a job has a status. */
export async function untilStatus(server: ServerProcess, jobId: string, wanted: JobStatus): Promise<void> {
  let last: JobStatus | null = null;
  for await (const status of statuses(server, jobId)) {
    last = status;
    if (status === wanted) return;
  }
  throw new Error(`Job ${jobId} ended ${last}, not ${wanted}.\n${server.log()}`);
}

/** The disk's availability and the types of all its events, oldest first. */
export async function historyOf({ client }: ServerProcess, diskId: string) {
  interface Found {
    disk: {
      availability: string;
      activeJob: { id: string } | null;
      history: { nodes: { __typename: string }[] };
    };
  }
  const { disk } = await client.request<Found, Variables>(
    {
      document:
        'query ($id: ID!) { disk(id: $id) { availability activeJob { id } history(orderBy: ASC, first: 100) { nodes { __typename } } } }',
    },
    { id: diskId },
  );
  return {
    availability: disk.availability,
    activeJob: disk.activeJob,
    events: disk.history.nodes.map(({ __typename }) => __typename),
  };
}
