import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseEndpoint } from '../src/cli/client/endpoint.ts';
import { networkClient } from '../src/cli/client/network-client.ts';
import { fakeVirtSparsify } from '../test/support/fake-virt-sparsify.ts';
import { residentBytesOf } from './resident.ts';

const winnow = fileURLToPath(new URL('../bin/winnow', import.meta.url));
const bare = fileURLToPath(new URL('programs/bare-server.ts', import.meta.url));

/** Linux counts processor time for programs in hundredths of a second. */
const microsecondsPerTick = 10_000;

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  readonly client: ReturnType<typeof networkClient>;
  /** What all its threads have used of the processors so far, in microseconds. */
  cpuMicroseconds(): number;
  /** The same of the processes that it started, and that have ended and were waited for. */
  childrenMicroseconds(): number;
  /** Resident memory now, in bytes. */
  residentBytes(): number;
  stop(): Promise<void>;
}

/** `winnow serve` on the images and the state of a site, as its users start it; the fake tool unless told otherwise. */
export function startWinnowServer(
  site: { readonly images: string; readonly state: string; readonly directory: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const where = ['--directory', site.images, '--state-dir', site.state];
  const log = join(site.directory, 'server.log');
  return start(winnow, ['serve', '--port', '0', ...where], log, {
    WINNOW_VIRT_SPARSIFY: fakeVirtSparsify,
    WINNOW_CONFINE: 'no',
    // What is not measured must not take time.
    WINNOW_SCAN_INTERVAL_SECONDS: '0',
    ...environment,
  });
}

/** The bare server with the answers in a file. */
export const startBareServer = (answers: string): Promise<Server> =>
  start(process.execPath, ['--disable-warning=ExperimentalWarning', bare, answers], `${answers}.log`, {});

async function start(
  program: string,
  args: readonly string[],
  log: string,
  environment: Readonly<Record<string, string>>,
): Promise<Server> {
  // A file, as a journal is: a pipe would have this process read the log of every request.
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', openSync(log, 'a')],
  });
  const ended = once(child, 'close');
  // Whatever ends the benchmark ends its servers.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  void ended.then(() => process.off('exit', kill));
  const url = await Promise.race([urlSaidBy(child), ended.then(() => null)]);
  if (url === null) throw new Error(`The server did not start:\n${readFileSync(log, 'utf8')}`);
  const client = networkClient(parseEndpoint(url));
  return {
    url,
    client,
    cpuMicroseconds: () => cpu(child.pid, 11),
    childrenMicroseconds: () => cpu(child.pid, 13),
    residentBytes: () => residentBytesOf(child.pid).all,
    async stop() {
      await client.close();
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** User and system time of a process, from that field of its `stat` after its name on. */
function cpu(pid: number | undefined, field: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields
    .split(' ')
    .slice(field, field + 2)
    .map(Number);
  return ((user ?? 0) + (system ?? 0)) * microsecondsPerTick;
}

async function urlSaidBy({ stdout }: ChildProcess): Promise<string | null> {
  if (stdout === null) return null;
  for await (const line of createInterface(stdout)) {
    const [url] = /http:\S+graphql/.exec(line) ?? [];
    if (url !== undefined) {
      stdout.resume();
      return url;
    }
  }
  return null;
}
