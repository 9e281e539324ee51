import { copyFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { someDisks } from '../hosts/images/contents/some-disks.ts';
import { createSite, registerImage, type ServerProcess, statuses } from '../support/server-process.ts';

interface Requested {
  readonly job: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

async function request({ client }: ServerProcess, input: object): Promise<Requested> {
  const document =
    'mutation ($input: SparsifyDiskInput!) { sparsifyDisk(input: $input) { job { id } userErrors { code message } } }';
  const { sparsifyDisk } = await client.request<{ sparsifyDisk: Requested }, { input: object }>(
    { document },
    { input },
  );
  return sparsifyDisk;
}

test('an encrypted guest is refused at the request, and a hibernated Windows is trimmed only for who named that, and told as no success', async () => {
  const site = createSite({ realTool: true });
  const disks = someDisks();
  const windows = disks.empty('windows.raw', 64 * 1024 ** 2);
  disks.run('sfdisk', ['-q', windows], 'label: dos\nstart=1M, type=7\n');
  const junk = Buffer.alloc(2 * 1024 ** 2, 0xa5);
  disks.place(windows, { 1: disks.ntfs({ 'hiberfil.sys': 'hibr and all that was in memory' }) });
  // What nothing in the volume knows of, so that it is free.
  disks.put(junk, windows, 6 * 1024 ** 2);
  const windowsImage = join(site.images, 'windows.raw');
  copyFileSync(windows, windowsImage);
  const secretImage = join(site.images, 'secret.raw');
  copyFileSync(disks.luks(), secretImage);
  // With a hole at the end: a full image may have been made so on purpose.
  for (const image of [windowsImage, secretImage]) truncateSync(image, statSync(image).size + 1024 ** 2);
  const server = await site.start();

  const secret = await registerImage(server, 'secret.raw');
  expect(await request(server, { id: secret })).toMatchObject({
    job: null,
    userErrors: [
      { code: 'DISK_NOT_ELIGIBLE', message: expect.stringContaining('/dev/sda (crypto_LUKS, 21.0 MiB)') },
    ],
  });

  const diskId = await registerImage(server, 'windows.raw');
  expect(await request(server, { id: diskId })).toMatchObject({
    job: null,
    userErrors: [{ code: 'WARNINGS_NOT_ACKNOWLEDGED', message: expect.stringContaining('/dev/sda1 (ntfs') }],
  });

  const { job } = await request(server, { id: diskId, acknowledgeWarnings: ['GUEST_HIBERNATED'] });
  const id = job?.id ?? '';
  for await (const _ of statuses(server, id));
  const fields =
    'status result { outcome warnings explanation filesystems { device outcome reason } } failure { message }';
  const { sparsifyJob } = await server.client.request<{ sparsifyJob: unknown }, { id: string }>(
    { document: `query ($id: ID!) { sparsifyJob(id: $id) { ${fields} } }` },
    { id },
  );
  expect(sparsifyJob).toMatchObject({
    status: 'COMPLETED',
    failure: null,
    result: {
      outcome: 'PARTIAL',
      warnings: [expect.stringContaining('Do not let Windows resume')],
      explanation: expect.stringContaining('DANGER: /dev/sda1 (ntfs)'),
      filesystems: [{ device: '/dev/sda1', outcome: 'TRIMMED_WHILE_HIBERNATED' }],
    },
  });
});
