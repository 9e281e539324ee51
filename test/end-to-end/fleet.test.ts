import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { followOperation } from '../../src/cli/actions/follow-operation.ts';
import { getHost } from '../../src/cli/client/documents.ts';
import type { Variables } from '../../src/cli/client/graphql-client.ts';
import { makeFakeImage } from '../support/fake-virt-sparsify.ts';
import { createSite, type Site, sparsify, untilStatus } from '../support/server-process.ts';
import { type SshHosts, startSshHosts } from '../support/ssh-hosts.ts';

let hosts: SshHosts;
let shared: string;
let site: Site;
beforeAll(async () => {
  hosts = await startSshHosts();
  shared = mkdtempSync(join(tmpdir(), 'winnow-shared-'));
});
afterAll(async () => {
  await hosts.stop();
  rmSync(shared, { recursive: true });
});
beforeEach(() => {
  site = createSite();
});

const registerHost = {
  document: `mutation ($input: RegisterHostInput!) { registerHost(input: $input) {
    host { id name address state hostKey { type } }
    operation { id }
    userErrors { code hostKey { fingerprint } } } }`,
};

interface Registered {
  readonly registerHost: {
    readonly host: { readonly id: string } | null;
    readonly operation: { readonly id: string } | null;
    readonly userErrors: readonly {
      readonly code: string;
      readonly hostKey: { fingerprint: string } | null;
    }[];
  };
}

test('a host is registered by its address once its key is accepted, and a disk of it is sparsified there', async () => {
  const { name: address } = await hosts.add('hv1', { known: false, shared: { images: shared } });
  const server = await site.start({ WINNOW_SSH_CONFIG: hosts.configFile });
  const register = (input: object) =>
    server.client.request<Registered, { input: object }>(registerHost, {
      input: { address, directories: ['/srv/images'], ...input },
    });
  makeFakeImage(shared, 'a.raw');

  const [unknown] = (await register({})).registerHost.userErrors;
  expect(unknown).toMatchObject({ code: 'HOST_KEY_UNKNOWN' });
  const { registerHost: accepted } = await register({ hostKeyFingerprint: unknown?.hostKey?.fingerprint });
  expect(accepted).toMatchObject({
    host: { name: 'hv1', address: 'hv1', state: 'ACTIVE', hostKey: { type: 'ssh-ed25519' } },
    userErrors: [],
  });
  await followOperation(server.client, accepted.operation?.id ?? '');
  expect(await server.client.request(getHost, { id: accepted.host?.id ?? '' })).toMatchObject({
    host: { capabilities: { canSparsify: true }, inventory: { contact: 'IN_CONTACT' } },
  });
  const { disks } = await server.client.request<{ disks: { nodes: { id: string }[] } }, Variables>(
    { document: '{ disks { nodes { id } } }' },
    {},
  );
  const [disk] = disks.nodes;
  if (disk === undefined) throw new Error(`No disk was found.\n${server.log()}`);
  await untilStatus(server, await sparsify(server, disk.id, 'once'), 'COMPLETED');
  expect(statSync(join(shared, 'a.raw')).blocks * 512).toBe(64 * 1024);
});
