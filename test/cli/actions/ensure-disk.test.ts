import { expect, it } from 'vitest';
import { ensureDisk } from '../../../src/cli/actions/ensure-disk.ts';
import { listDisks, listStorageDomains, registerDisk } from '../../../src/cli/client/documents.ts';
import type { GraphqlClient } from '../../../src/cli/client/graphql-client.ts';

/** A server that answers that a disk is registered already; `found`: what it lists after that. */
function serverWith(found: readonly object[]): GraphqlClient {
  let asked = false;
  const listOf = (nodes: readonly object[]) => ({
    list: { nodes, totalCount: nodes.length, pageInfo: { hasNextPage: false, endCursor: null } },
  });
  const answers = new Map<string, () => object>([
    [
      listStorageDomains.document,
      () => listOf([{ id: 'dom_1', mounts: { nodes: [{ path: '/srv/images' }] } }]),
    ],
    [listDisks.document, () => listOf(asked ? found : [])],
    [
      registerDisk.document,
      () => {
        asked = true;
        const userErrors = [{ code: 'DISK_ALREADY_REGISTERED', message: 'It is registered already.' }];
        return { registerDisk: { disk: null, userErrors } };
      },
    ],
  ]);
  const request = async ({ document }: { readonly document: string }) => answers.get(document)?.();
  return { request, close: async () => {} } as unknown as GraphqlClient;
}

const image = {
  path: '/srv/images/a.qcow2',
  directory: '/srv/images',
  givenFormat: null,
} as unknown as Parameters<typeof ensureDisk>[0];

it('a disk that a scan registers at the same moment is used', async () => {
  const disk = { id: 'disk_1', path: 'a.qcow2', format: 'QCOW2' };
  expect(await ensureDisk(image, serverWith([disk]))).toEqual(disk);
});

it('a disk that is registered under another path is refused with its id', async () => {
  await expect(ensureDisk(image, serverWith([]))).rejects.toThrow('It is registered already.');
});
