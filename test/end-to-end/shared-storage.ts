import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { Variables } from '../../src/cli/client/graphql-client.ts';
import { fakeVirtSparsify, makeFakeImage, startsIn } from '../support/fake-virt-sparsify.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { type SshHost, type SshHosts, startSshHosts } from '../support/ssh-hosts.ts';

/** Hosts that have one directory as `/srv/images`, on storage that they take for an NFS server's. */
export interface SharingHosts {
  readonly hosts: SshHosts;
  /** Settings of servers that work on them. */
  readonly settings: Readonly<Record<string, string>>;
  add(name: string): Promise<SshHost>;
  /** Makes an image there whose run waits until it is let go. */
  image(name: string): string;
  /** Each run of the tool, on whatever host: whether it was at work beside another on its image. */
  runs(): readonly string[];
  stop(): Promise<void>;
}

/** What findmnt tells of the directory there, as the kernel would if it were mounted so. */
const findmnt = String.raw`#!/bin/sh
exec /usr/bin/findmnt "$@" | sed '/"target": "\/srv\/images"/,/}/{
  s/"source": .*/"source": "nas:\/images",/
  s/"fstype": .*/"fstype": "nfs4",/
  s/"fsroot": .*/"fsroot": "\/",/
  s/"maj:min": .*/"maj:min": "0:999",/
  s/"fs-options": .*/"fs-options": "rw,vers=4.2"/
}'
`;

export async function startSharingHosts(): Promise<SharingHosts> {
  const hosts = await startSshHosts();
  // All hosts see this directory as it is.
  const directory = mkdtempSync('/var/tmp/winnow-sharing-');
  const images = join(directory, 'images');
  mkdirSync(images);
  chmodSync(directory, 0o755);
  const tool = join(directory, 'virt-sparsify');
  const record = `FAKE_RUNS=${join(directory, 'runs')}`;
  writeFileSync(tool, `#!/bin/sh\n${record} exec ${fakeVirtSparsify} "$@"\n`, { mode: 0o755 });
  return {
    hosts,
    settings: { WINNOW_SSH_CONFIG: hosts.configFile, WINNOW_VIRT_SPARSIFY: tool },
    async add(name) {
      const host = await hosts.add(name, { shared: { images } });
      const script = 'printf %s "$1" >/usr/local/bin/findmnt; chmod 755 /usr/local/bin/findmnt';
      await host.run('sh', '-euc', script, 'sh', findmnt);
      return host;
    },
    image: (name) => makeFakeImage(images, `${name}.wait.raw`),
    runs: () => startsIn(join(directory, 'runs')),
    async stop() {
      await hosts.stop();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Asks a server, and expects that it refuses nothing. */
export async function ask<Answer>(
  { client }: ServerProcess,
  document: string,
  variables: Variables = {},
): Promise<Answer> {
  const answer = await client.request<
    Record<string, { readonly userErrors?: readonly object[] } | null>,
    Variables
  >({ document }, variables);
  for (const each of Object.values(answer)) expect(each?.userErrors ?? []).toEqual([]);
  return answer as Answer;
}

/** Registers a host with the directory, and gives its id. */
export async function register(server: ServerProcess, address: string): Promise<string> {
  const { registerHost } = await ask<{ registerHost: { host: { id: string } } }>(
    server,
    'mutation ($input: RegisterHostInput!) { registerHost(input: $input) { host { id } userErrors { message } } }',
    { input: { address, directories: ['/srv/images'] } },
  );
  return registerHost.host.id;
}

/** The id of a disk that so many hosts have, once they have been scanned. */
export const diskOn = (server: ServerProcess, image: string, hosts: number): Promise<string> =>
  vi.waitFor(async () => {
    interface Found {
      readonly id: string;
      readonly path: string;
      readonly storageDomain: { readonly mounts: { readonly totalCount: number } };
    }
    const { disks } = await ask<{ disks: { nodes: Found[] } }>(
      server,
      '{ disks { nodes { id path storageDomain { mounts { totalCount } } } } }',
    );
    const [disk] = disks.nodes.filter(({ path }) => path === `${image}.wait.raw`);
    expect(disk?.storageDomain.mounts, `Found: ${JSON.stringify(disks.nodes)}`).toEqual({
      totalCount: hosts,
    });
    return disk?.id ?? '';
  });

interface Job {
  readonly status: string;
  readonly contactLostAt: string | null;
  readonly waitingFor: {
    readonly code: string;
    readonly since: string | null;
    readonly message: string;
  } | null;
  readonly attempts: readonly {
    readonly host: { readonly name: string };
    readonly failure: { readonly code: string } | null;
  }[];
}

export const jobOn = async (server: ServerProcess, id: string): Promise<Job> => {
  const { sparsifyJob } = await ask<{ sparsifyJob: Job }>(
    server,
    `query ($id: ID!) { sparsifyJob(id: $id) {
      status contactLostAt waitingFor { code since message } attempts { host { name } failure { code } } } }`,
    { id },
  );
  return sparsifyJob;
};

export const waitsFor = (server: ServerProcess, id: string, wanted: { code?: string; message?: string }) =>
  vi.waitFor(async () => expect((await jobOn(server, id)).waitingFor).toMatchObject(wanted), {
    timeout: 120_000,
  });
