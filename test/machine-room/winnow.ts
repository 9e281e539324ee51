import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { Variables } from '../../src/cli/client/graphql-client.ts';
import { run } from '../../src/cli/run.ts';
import { capturedTerminal } from '../cli/output/captured-terminal.ts';
import { startServer } from '../support/server-process.ts';
import { makeKey } from '../support/ssh-hosts/keys.ts';
import type { MachineRoom } from './machine-room.ts';

/** Longer than anything takes that is emulated twice. */
const longest = 1_800_000;

/** What tests ask of a job. */
export interface Job {
  readonly status: string;
  readonly progress: { readonly phase: string } | null;
  readonly waitingFor: { readonly code: string; readonly message: string } | null;
  readonly result: { readonly sizeBefore: string; readonly sizeAfter: string } | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly attempts: readonly {
    readonly host: { readonly name: string } | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
  }[];
}

const jobDocument = `query ($id: ID!) { sparsifyJob(id: $id) {
  status progress { phase } waitingFor { code message } result { sizeBefore sizeAfter } failure { code message }
  attempts { host { name } failure { code message } } } }`;

/** A server as somebody has it who begins: with a key of its own, and no host. */
export async function startWinnow(room: MachineRoom) {
  const directory = await mkdtemp(join(tmpdir(), 'winnow-machines-'));
  const file = (name: string): string => join(directory, name);
  const [key, configFile] = [file('key'), file('config')];
  await makeKey(key);
  await writeFile(
    configFile,
    `${room.hypervisors.map(({ name, port }) => `Host ${name}\n  HostName 127.0.0.1\n  Port ${port()}\n`).join('')}
Host *
  IdentityFile ${key}
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile none
  GlobalKnownHostsFile none
`,
  );
  const start = () =>
    startServer(['serve', '--port', '0', '--state-dir', file('state')], { WINNOW_SSH_CONFIG: configFile });
  let server = await start();
  const ask = <Answer>(document: string, variables: Variables = {}): Promise<Answer> =>
    server.client.request<Answer, Variables>({ document }, variables);
  const jobOf = async (id: string): Promise<Job> =>
    (await ask<{ sparsifyJob: Job }>(jobDocument, { id })).sparsifyJob;

  return {
    ...{ ask, jobOf, log: () => server.log() },
    /** Ends the server by that signal, and starts it again. */
    async restart(signal: NodeJS.Signals): Promise<void> {
      await server.kill(signal);
      server = await start();
    },
    /** The line for authorized_keys. */
    publicKey: (await readFile(`${key}.pub`, 'utf8')).trim(),
    /** Runs a command line for scripts against the server. */
    async run(...args: string[]) {
      const terminal = capturedTerminal({ WINNOW_URL: server.url });
      const code = await run([...args, '--json'], terminal);
      return { code, ...JSON.parse(terminal.out()) };
    },
    /** Requests a sparsify of the only image of that name, and gives the job's id. */
    async sparsify(name: string, hostId: string | null = null): Promise<string> {
      const { disks } = await ask<{ disks: { nodes: { id: string; path: string }[] } }>(
        '{ disks(first: 100) { nodes { id path } } }',
      );
      const id = disks.nodes.find(({ path }) => path.endsWith(name))?.id;
      const { sparsifyDisk } = await ask<{
        sparsifyDisk: { job: { id: string } | null; userErrors: object[] };
      }>(
        'mutation ($id: ID!, $hostId: ID) { sparsifyDisk(input: { id: $id, hostId: $hostId }) { job { id } userErrors { code message } } }',
        { id, hostId },
      );
      expect(sparsifyDisk.userErrors).toEqual([]);
      return sparsifyDisk.job?.id ?? '';
    },
    /** Waits until a job is as is expected, and gives it. */
    until: (id: string, wanted: object): Promise<Job> =>
      vi.waitFor(
        async () => {
          const job = await jobOf(id);
          expect(job).toMatchObject(wanted);
          return job;
        },
        { timeout: longest, interval: 1000 },
      ),
    async close() {
      await server.kill('SIGKILL');
      await rm(directory, { recursive: true });
    },
  };
}

export type Winnow = Awaited<ReturnType<typeof startWinnow>>;
