import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, test } from 'vitest';
import { fakeVirtSparsify, makeFakeImage } from '../support/fake-virt-sparsify.ts';
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

test('a disk of a host that is registered by its address is sparsified there', async () => {
  const host = await hosts.add('hv1', { known: false, shared: { images: shared } });
  const server = await site.start({
    WINNOW_SSH_CONFIG: hosts.configFile,
    WINNOW_VIRT_SPARSIFY: fakeVirtSparsify,
  });
  const document = `mutation($input: RegisterHostInput!) { registerHost(input: $input) {
    host { id name address state hostKey { type fingerprint } capabilities { canSparsify findings { what } } inventory { contact } }
    userErrors { code message path hostKey { type fingerprint } } } }`;
  const register = async (input: object) =>
    (
      (await (
        await fetch(server.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: document, variables: { input } }),
        })
      ).json()) as any
    ).data;
  makeFakeImage(shared, 'a.raw');
  const first = await register({ address: host.name, directories: ['/srv/images'] });
  console.log(JSON.stringify(first, null, 1));
  const { fingerprint } = first.registerHost.userErrors[0].hostKey;
  const second = await register({
    address: host.name,
    directories: ['/srv/images'],
    hostKeyFingerprint: fingerprint,
  });
  console.log(JSON.stringify(second, null, 1));
  const { disks } = await server.client.request<any, any>(
    { document: '{ disks { nodes { id path sparsifiability { allowed obstacles { code message } } } } }' },
    {},
  );
  console.log(JSON.stringify(disks, null, 1));
  const job = await sparsify(server, disks.nodes[0].id, 'k1');
  console.log(JSON.stringify(await untilStatus(server, job, 'COMPLETED'), null, 1), server.log());
}, 400_000);
