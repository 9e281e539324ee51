import { expect, it } from 'vitest';
import { jobEvents } from '../projections/events.ts';
import { run } from '../support/run-operation.ts';
import { seededServices } from '../support/seeded-services.ts';

const id = 'AbCdEfGhIjKlMnOpQrStUvWxYz012345';
const uuid = 'AbCdEf-GhIj-KlMn-OpQr-StUv-WxYz-012345';
const discard = { maxBytes: 4096, granularity: 512, unmap: null, readsZeros: null };
const volume = {
  ...{ id, layout: 'thin,sparse', oldSnapshots: 0, isOldSnapshot: false },
  kind: 'THIN',
  ...{ sharesChunks: true, holdsPhysicalVolume: false, readOnly: false, guarded: false },
  physicalVolumes: [id],
  pool: { name: 'pool0', discards: 'nopassdown', health: null },
} as const;

it('a logical volume is shown as LVM reports it, with its pool', async () => {
  const services = await seededServices();
  await services.putDomain();
  await services.putDisk({ storageType: 'LOGICAL_VOLUME', observation: { volume } });
  await services.putDisk({ id: 'disk_2', name: 'a file', path: 'file.qcow2' });
  const { data } = await run(
    services,
    `{ disk(id: "disk_1") { volume { uuid kind layout sharesChunks oldSnapshots pool { name health discards } } }
       file: disk(id: "disk_2") { volume { uuid } } }`,
  );
  expect(data).toEqual({
    disk: {
      volume: {
        ...{ uuid, kind: 'THIN', layout: 'thin,sparse', sharesChunks: true, oldSnapshots: 0 },
        pool: { name: 'pool0', health: null, discards: 'NOPASSDOWN' },
      },
    },
    file: { volume: null },
  });
});

it('a volume group is shown as each host has it, with what was declared of it', async () => {
  const services = await seededServices();
  await services.putDomain();
  const storage = {
    ...{ medium: 'BLOCK', source: 'vms', fsType: null, shared: true, nfsVersion: null, readOnly: false },
    ...{ punchesHoles: null, discard },
    volumeGroup: {
      ...{ exported: false, missing: 1, lockType: 'sanlock', foreignSystemId: null },
      ...{ ovirtDataCenter: null, ambiguous: false, mayBeShared: true },
      physicalVolumes: [{ id, discard }],
    },
  };
  await services.given(
    'storageDomain-dom_1',
    {
      type: 'StorageDomainChanged',
      data: {
        mounts: [
          { hostId: 'host_1', path: '/dev', storage },
          { hostId: 'host_2', path: '/dev', storage: { ...storage, volumeGroup: null } },
        ],
      },
    },
    {
      type: 'StorageDomainUpdated',
      data: { maxRuns: null, labels: {}, allHostsRegistered: true },
    },
  );
  const { data } = await run(
    services,
    `{ storageDomain(id: "dom_1") { allHostsRegistered mounts { nodes { storage {
         volumeGroup { missing lockType mayBeShared physicalVolumes { uuid discard { max } } } } } } } }`,
  );
  const volumeGroup = {
    ...{ missing: 1, lockType: 'sanlock', mayBeShared: true },
    physicalVolumes: [{ uuid, discard: { max: '4096' } }],
  };
  expect(data).toEqual({
    storageDomain: {
      allHostsRegistered: true,
      mounts: { nodes: [{ storage: { volumeGroup } }, { storage: { volumeGroup: null } }] },
    },
  });
});

it('what a job discarded where nothing can be measured is in no sum, and its result says so', async () => {
  const services = await seededServices();
  await services.putDomain();
  await services.putDisk();
  const { requested, locked, completed } = jobEvents('job_1');
  const done = completed();
  const data = { basis: 'DISCARDED_ONLY', outcome: 'DISCARDED', discarded: 7000, reclaimed: 3000 } as const;
  await services.given('disk-disk_1', requested, locked(), { ...done, data: { ...done.data, ...data } });
  const answer = await run(
    services,
    `{ sparsifyJob(id: "job_1") { result { outcome basis measured reclaimed discarded poolFreed }
         progress { bytesReclaimed } }
       sparsifyJobTotals { reclaimed outcomes { outcome count } } }`,
  );
  expect(answer.data).toEqual({
    sparsifyJob: {
      result: {
        ...{ outcome: 'DISCARDED', basis: 'DISCARDED_ONLY', measured: false },
        ...{ reclaimed: '0', discarded: '7000', poolFreed: null },
      },
      progress: { bytesReclaimed: null },
    },
    sparsifyJobTotals: { reclaimed: '0', outcomes: [{ outcome: 'DISCARDED', count: 1 }] },
  });
});

it('the result of an older job is of the blocks of a file', async () => {
  const services = await seededServices();
  await services.putDomain();
  await services.putDisk();
  const { requested, locked, completed } = jobEvents('job_1');
  await services.given('disk-disk_1', requested, locked(), completed());
  const { data } = await run(
    services,
    '{ sparsifyJob(id: "job_1") { result { basis measured reclaimed discarded poolFreed } } }',
  );
  expect(data).toEqual({
    sparsifyJob: {
      result: {
        ...{ basis: 'ALLOCATED_BLOCKS', measured: true, reclaimed: '3000' },
        ...{ discarded: null, poolFreed: null },
      },
    },
  });
});

it('the filter for the obstacle that logical volumes had finds nothing any more', async () => {
  const services = await seededServices();
  await services.putDomain();
  await services.putDisk({ storageType: 'LOGICAL_VOLUME', observation: { volume: null } });
  const { data } = await run(
    services,
    `{ former: disks(filter: { obstacles: [LOGICAL_VOLUME] }) { totalCount }
       present: disks(filter: { obstacles: [LOGICAL_VOLUME, VOLUME_UNKNOWN] }) { totalCount } }`,
  );
  expect(data).toEqual({ former: { totalCount: 0 }, present: { totalCount: 1 } });
});
