import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { Variables } from '../../src/cli/client/graphql-client.ts';
import { makeFakeImage } from '../support/fake-virt-sparsify.ts';
import { patience } from '../support/patience.ts';
import { createSite, type ServerProcess, untilStatus } from '../support/server-process.ts';
import { type SshHost, type SshHostOptions, type SshHosts, startSshHosts } from '../support/ssh-hosts.ts';

let hosts: SshHosts;
beforeAll(async () => {
  hosts = await startSshHosts();
});
afterAll(() => hosts.stop());

interface Finding {
  readonly what: string;
  readonly remedy: string;
}

interface Capabilities {
  readonly rights: string;
  readonly user: string;
  readonly confinement: string | null;
  readonly recommendations: readonly Finding[];
}

/** A host that a user logs in to, registered with a directory of images, and what the probe says of it. */
async function registered(
  name: string,
  login: SshHostOptions['login'],
  prepare: (images: string, run: SshHost['run']) => unknown = () => {},
) {
  const images = mkdtempSync(join(tmpdir(), 'winnow-shared-'));
  onTestFinished(() => rmSync(images, { recursive: true }));
  makeFakeImage(images, 'a.raw');
  const { run } = await hosts.add(name, { login, shared: { images } });
  await prepare(images, run);
  const server = await createSite().start({ WINNOW_SSH_CONFIG: hosts.configFile, WINNOW_CONFINE: 'yes' });
  await server.client.request(registerHost, { input: { address: name, directories: ['/srv/images'] } });
  const capabilities = (): Promise<Capabilities> =>
    vi.waitFor(
      async () => {
        const { hosts: found } = await server.client.request<Found, Variables>({ document: query }, {});
        const capable = found.nodes.find((host) => host.name === name)?.capabilities ?? null;
        if (capable === null) throw new Error(`The host was not probed.\n${server.log()}`);
        return capable;
      },
      { timeout: patience(30_000) },
    );
  return { server, run, images, capabilities };
}

const registerHost = {
  document: 'mutation ($input: RegisterHostInput!) { registerHost(input: $input) { userErrors { code } } }',
};
const query =
  '{ hosts { nodes { id name capabilities { rights user confinement recommendations { what remedy } } } } }';
interface Found {
  readonly hosts: {
    readonly nodes: readonly {
      readonly id: string;
      readonly name: string;
      readonly capabilities: Capabilities | null;
    }[];
  };
}

async function sparsifyOnly(server: ServerProcess, warnings: readonly string[] = []): Promise<void> {
  const id = await vi.waitFor(
    async () => {
      const { disks } = await server.client.request<{ disks: { nodes: { id: string }[] } }, Variables>(
        { document: '{ disks { nodes { id } } }' },
        {},
      );
      return disks.nodes[0]?.id ?? expect.fail('No disk was found.');
    },
    { timeout: patience(30_000) },
  );
  interface Requested {
    readonly sparsifyDisk: { readonly job: { readonly id: string } | null; readonly userErrors: object[] };
  }
  const { sparsifyDisk } = await server.client.request<Requested, Variables>(
    {
      document: `mutation ($id: ID!, $warnings: [SparsifyWarningCode!]) {
        sparsifyDisk(input: { id: $id, acknowledgeWarnings: $warnings }) { job { id } userErrors { code message } } }`,
    },
    { id, warnings },
  );
  expect(sparsifyDisk.userErrors).toEqual([]);
  await untilStatus(server, sparsifyDisk.job?.id ?? '', 'COMPLETED');
}

const freed = (images: string) => statSync(join(images, 'a.raw')).blocks * 512 === 64 * 1024;

it('a job runs as root', async () => {
  const { server, images, capabilities } = await registered('hv-root', 'root');
  expect(await capabilities()).toMatchObject({ rights: 'ROOT', user: 'root', confinement: 'NAMESPACES' });
  await sparsifyOnly(server);
  expect(freed(images)).toBe(true);
});

it('a job runs as a user who becomes root by sudo, and the probe asks for a key of its own', async () => {
  const { server, images, capabilities } = await registered('hv-sudo', 'sudoer', (_images, run) =>
    run(
      'sh',
      '-euc',
      `mkdir -p /home/sudoer/.ssh; echo 'ssh-ed25519 AAAA' >/home/sudoer/.ssh/authorized_keys
       echo 'sudoer ALL=(root) NOPASSWD: /bin/sh -s' >/etc/sudoers.d/winnow
       sed -i 's/^/restrict,from="${hosts.ownAddress}" /' /etc/ssh/authorized_keys`,
    ),
  );
  const { recommendations, ...rest } = await capabilities();
  expect(rest).toEqual({ rights: 'ROOT_BY_SUDO', user: 'sudoer', confinement: 'NAMESPACES' });
  expect(recommendations).toContainEqual({
    what: expect.stringContaining('whoever holds a key of sudoer is root'),
    remedy: expect.stringContaining('restrict,from='),
  });
  await sparsifyOnly(server);
  expect(freed(images)).toBe(true);
});

it('a job runs as a user who may write the images, and the probe says what that user does not see', async () => {
  const { server, images, capabilities } = await registered('hv-plain', 'plain', (shared) => {
    execFileSync('setfacl', ['-R', '-m', 'u:61002:rwX', shared]);
    execFileSync('setfacl', ['-d', '-m', 'u:61002:rw', shared]);
  });
  const { recommendations, ...rest } = await capabilities();
  expect(rest).toEqual({ rights: 'USER', user: 'plain', confinement: null });
  expect(recommendations).toContainEqual({
    what: expect.stringMatching(/^plain does not see which files .*; sudo says: .*password/),
    remedy: expect.stringContaining('plain ALL=(root) NOPASSWD: /bin/sh -s'),
  });
  expect(recommendations.filter(({ what }) => what.includes('may not write'))).toEqual([]);
  await sparsifyOnly(server, ['USE_NOT_FULLY_CHECKED']);
  expect(freed(images)).toBe(true);
});

it('the probe says what a user is not allowed, with the commands that change it', async () => {
  const { run, server, capabilities } = await registered('hv-less', 'plain', (images, inside) => {
    chmodSync(images, 0o755);
    chmodSync(join(images, 'a.raw'), 0o644);
    return inside(
      'sh',
      '-euc',
      `mkdir /run/libvirt; cd /run/libvirt; umask 077
       ssh-agent -a /run/libvirt/libvirt-sock-ro >/dev/null`,
    );
  });
  const { recommendations } = await capabilities();
  const remedyOf = (word: string) => recommendations.find(({ what }) => what.includes(word))?.remedy ?? '';
  expect(remedyOf('may not ask libvirt')).toContain('usermod -a -G libvirt plain');
  const [, command = ''] = /^On the host, as root: (setfacl .*?\.raw)/.exec(remedyOf('may not write')) ?? [];
  expect(command).toBe('setfacl -m u:plain:rw /srv/images/a.raw');
  await run('sh', '-c', command);
  await server.client.request(
    { document: 'mutation ($id: ID!) { probeHost(input: { id: $id }) { userErrors { code } } }' },
    { id: await idOf(server, 'hv-less') },
  );
  await vi.waitFor(
    async () =>
      expect((await capabilities()).recommendations.map(({ what }) => what).join()).not.toContain(
        'may not write',
      ),
    { timeout: patience(30_000) },
  );
});

async function idOf({ client }: ServerProcess, name: string): Promise<string> {
  const { hosts: found } = await client.request<Found, Variables>({ document: query }, {});
  return found.nodes.find((host) => host.name === name)?.id ?? expect.fail(`There is no host ${name}.`);
}
