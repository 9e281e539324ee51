import { expect, it } from 'vitest';
import type { DiskNode } from '../../../src/cli/client/documents.ts';
import { summarize } from '../../../src/cli/output/scan-summary.ts';

const gibibyte = String(1024 ** 3);
const disk = (changes: Partial<DiskNode>): DiskNode => ({
  id: `disk_${Math.random()}`,
  name: 'web',
  path: 'web.raw',
  format: 'RAW',
  formatName: 'raw',
  labels: [],
  discoveredLabels: [],
  allocation: 'THIN',
  availability: 'AVAILABLE',
  virtualSize: gibibyte,
  actualSize: gibibyte,
  reclaimable: null,
  inspectedAt: null,
  attachments: [],
  volume: null,
  activeJob: null,
  sparsifiability: { allowed: true, obstacles: [], warnings: [] },
  inode: null,
  storageDomain: { id: 'dom_1', mounts: { nodes: [{ path: '/images', storage: { source: '/dev/sda1' } }] } },
  ...changes,
});
const atMost = async (...disks: DiskNode[]) => {
  async function* listed() {
    yield* disks;
  }
  return (await summarize(listed())).reclaimableAtMost;
};
const times = (count: number) => String(count * 1024 ** 3);

it('counts the space of an image once, however many names it has', async () => {
  const elsewhere = {
    id: 'dom_2',
    mounts: { nodes: [{ path: '/other', storage: { source: '/dev/sda1' } }] },
  };
  expect(
    await atMost(disk({ inode: '7' }), disk({ inode: '7' }), disk({ inode: '7', storageDomain: elsewhere })),
  ).toBe(times(1));
});

it('takes what was measured for it', async () => {
  const reclaimable = { bytes: '5', basis: 'MEASURED' } as const;
  expect(await atMost(disk({ inode: '7', reclaimable }), disk({ inode: '7' }))).toBe('5');
});

it('counts what has the same number elsewhere, or none, by itself', async () => {
  const other = { id: 'dom_2', mounts: { nodes: [{ path: '/other', storage: { source: '/dev/sdb1' } }] } };
  const unseen = { id: 'dom_3', mounts: { nodes: [{ path: '/new', storage: null }] } };
  expect(
    await atMost(
      disk({ inode: '7' }),
      disk({ inode: '7', storageDomain: other }),
      disk({ inode: '7', storageDomain: unseen }),
      disk({}),
      disk({}),
    ),
  ).toBe(times(5));
});
