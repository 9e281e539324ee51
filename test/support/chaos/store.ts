import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { patience } from '../patience.ts';
import { plainServer } from '../stoppable-store.ts';
import type { DoubleOrder } from './double-process.ts';
import type { Network } from './network.ts';

/** The port at which the store is reached in its namespace. */
const port = 2113;

/** REMOTE: a cluster or one with TLS, whose wires cannot be cut without its noticing that it is reached by another name. */
export type StoreKind = 'DOUBLE' | 'SERVER' | 'REMOTE';

/** An event store in a network namespace, unless it is remote. */
export interface ChaosStore {
  readonly kind: StoreKind;
  /** By which a server at that wire reaches it. */
  connectionString(wire: number): string;
  /** Takes it away; what it has stored stays. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Makes the double fail; a real server cannot be told. */
  tell(order: DoubleOrder): Promise<void>;
  close(): Promise<void>;
}

/**
 * The double; or, where the environment says so, a real server: the command in WINNOW_CHAOS_STORE_COMMAND, which must
 * listen on port 2113 of all addresses and is killed and started again, or the one in WINNOW_TEST_EVENTSTOREDB, whose
 * connections are broken.
 */
export async function startChaosStore(network: Network): Promise<ChaosStore> {
  const { WINNOW_CHAOS_STORE_COMMAND: command, WINNOW_TEST_EVENTSTOREDB: server } = process.env;
  if (command) return startCommand(network, 'sh', '-c', `exec ${command}`);
  if (server) {
    const plain = plainServer(server);
    return plain === null ? remote(server) : startRelay(network, plain.host, plain.port);
  }
  return startDouble(network);
}

function remote(server: string): ChaosStore {
  const nothing = async () => undefined;
  return {
    kind: 'REMOTE',
    connectionString: () => server,
    down: nothing,
    up: nothing,
    tell: nothing,
    close: nothing,
  };
}

const connectionStrings = ({ addresses }: Network) => ({
  connectionString: (wire: number) => `esdb://${addresses[wire]}:${port}?tls=false`,
});

const source = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function start(network: Network, program: string, ...args: readonly string[]): ChildProcess {
  return spawn(...network.inside(program, ...args), { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function startDouble(network: Network): Promise<ChaosStore> {
  const child = start(network, process.execPath, source('./double-process.ts'), String(port));
  const ended = once(child, 'close');
  const answers = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  if ((await answers.next()).done) throw new Error('The double did not start.');
  let last: Promise<unknown> = Promise.resolve();
  const tell = async (order: DoubleOrder): Promise<void> => {
    const before = last;
    last = (async () => {
      await before;
      child.stdin?.write(`${JSON.stringify(order)}\n`);
      const { done } = await answers.next();
      if (done) throw new Error('The double has ended.');
    })();
    await last;
  };
  return {
    kind: 'DOUBLE',
    ...connectionStrings(network),
    down: () => tell({ order: 'STOP' }),
    up: () => tell({ order: 'START' }),
    tell,
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function startCommand(
  network: Network,
  ...command: [program: string, ...string[]]
): Promise<ChaosStore> {
  let child: ChildProcess | null = null;
  const down = async (): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null) return;
    ending.kill('SIGKILL');
    await once(ending, 'close');
  };
  const up = async (): Promise<void> => {
    child ??= start(network, ...command);
    child.stdout?.resume();
  };
  await up();
  await untilItListens(network.addresses[0] ?? '');
  return {
    kind: 'SERVER',
    ...connectionStrings(network),
    down,
    up,
    tell: async () => undefined,
    close: down,
  };
}

/** A server elsewhere is reached through a relay: connections enter the namespace's end and leave it by a file's socket. */
async function startRelay(network: Network, host: string, serverPort: number): Promise<ChaosStore> {
  const socket = join(tmpdir(), `winnow-chaos-${process.pid}.sock`);
  rmSync(socket, { force: true });
  const far: Server = createServer((near) => {
    const onwards = connect(serverPort, host);
    near.on('error', () => onwards.destroy()).on('close', () => onwards.destroy());
    onwards.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(onwards).pipe(near);
  });
  far.listen(socket);
  await once(far, 'listening');
  const relay = await startCommand(network, process.execPath, source('./relay.ts'), String(port), socket);
  return {
    ...relay,
    async close() {
      await relay.close();
      far.close();
    },
  };
}

async function untilItListens(address: string): Promise<void> {
  const giveUpAt = Date.now() + patience(15_000);
  while (Date.now() < giveUpAt) {
    const socket = connect(port, address);
    const there = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (there) return;
    await wait(100);
  }
  throw new Error(`The store does not listen on port ${port} of ${address}.`);
}
