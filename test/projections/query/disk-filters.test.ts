import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { obstacleCodes } from '../../../src/domain/disk/eligibility/obstacle.ts';
import type { DiskId, HostId, StorageDomainId } from '../../../src/domain/ids.ts';
import type { RecordedEvent } from '../../../src/event-store/event-store.ts';
import { diskList } from '../../../src/projections/query/disk-list.ts';
import { readPage } from '../../../src/projections/query/keyset.ts';
import { createReadModel, type ReadModel } from '../../../src/projections/store/read-model.ts';
import { beginViewsFile } from '../../../src/projections/store/views-file.ts';
import type { DiskFilter, DiskOrder, DiskView } from '../../../src/projections/views.ts';
import { jobEvents, newEvent, observed, recorded, registered } from '../events.ts';
import { obstaclesByRules } from '../obstacles-by-rules.ts';

const diskIds: readonly DiskId[] = ['disk_0', 'disk_1', 'disk_2', 'disk_3', 'disk_4', 'disk_5'];
const domainIds: readonly StorageDomainId[] = ['dom_0', 'dom_1', 'dom_2'];
const hostIds: readonly HostId[] = ['host_0', 'host_1'];

type Step = { readonly stream: string; readonly type: string; readonly data: unknown };

const attachments = fc.constantFrom(
  null,
  [],
  ...(['RUNNING', 'SHUT_OFF'] as const).map((state) => [
    { vmId: 'vm-1', vmName: 'web', hostId: 'host_0' as const, state },
  ]),
  [{ vmId: 'vm-2', vmName: 'db "x"', hostId: 'host_1' as const, state: 'PAUSED' as const }],
);

const noDiscard = { maxBytes: 0, granularity: 0, unmap: null, readsZeros: null };
const takesDiscard = { ...noDiscard, maxBytes: 4096 };

const volume = fc.record({
  id: fc.constant('lv'),
  kind: fc.constantFrom('THICK' as const, 'THIN' as const, 'OTHER' as const),
  layout: fc.constant('linear'),
  oldSnapshots: fc.constantFrom(0, 0, 1),
  isOldSnapshot: fc.constant(false),
  sharesChunks: fc.boolean(),
  holdsPhysicalVolume: fc.constantFrom(false, false, true),
  guarded: fc.boolean(),
  readOnly: fc.constantFrom(false, false, true),
  pool: fc.constantFrom(
    null,
    { name: 'pool', discards: 'passdown' as const, health: null },
    { name: 'pool', discards: 'ignore' as const, health: null },
  ),
  physicalVolumes: fc.constantFrom(['pv1'], ['pv1', 'pv2'], []),
});

const volumeGroup = fc.record({
  exported: fc.constantFrom(false, false, true),
  missing: fc.constantFrom(0, 0, 1),
  lockType: fc.constantFrom(null, 'sanlock'),
  foreignSystemId: fc.constantFrom(null, null, 'kvm9'),
  ovirtDataCenter: fc.constantFrom(null, null, 'dc'),
  ambiguous: fc.constantFrom(false, false, true),
  mayBeShared: fc.boolean(),
  physicalVolumes: fc.constantFrom(
    [],
    [
      { id: 'pv1', discard: takesDiscard },
      { id: 'pv2', discard: noDiscard },
    ],
  ),
});

const observation = fc.record({
  volume: fc.oneof(fc.constantFrom(undefined, null), { weight: 3, arbitrary: volume }),
  present: fc.boolean(),
  allocatedBytes: fc.constantFrom(null, 0, 5000, 9000),
  virtualSize: fc.constantFrom(null, 10_000, 20_000),
  attachments,
  overlays: fc.constantFrom([], ['/images/other.qcow2']),
  children: fc.constantFrom<readonly DiskId[]>([], ['disk_1']),
  corrupt: fc.constantFrom(null, true, false),
  dirty: fc.constantFrom(null, true),
  writable: fc.constantFrom(null, false),
  encrypted: fc.constantFrom(null, true),
  unreadable: fc.constantFrom(null, 'no rights'),
});

const storage = fc.option(
  fc.record({
    medium: fc.constantFrom('FILESYSTEM', 'BLOCK'),
    source: fc.constant(null),
    fsType: fc.constant(null),
    shared: fc.constant(true),
    nfsVersion: fc.constantFrom(null, '4.1', '4.2'),
    readOnly: fc.boolean(),
    punchesHoles: fc.constantFrom(null, true, false),
    discard: fc.constantFrom(null, noDiscard),
    volumeGroup: fc.oneof(fc.constantFrom(undefined, null), { weight: 3, arbitrary: volumeGroup }),
  }),
);

const mounts = fc.uniqueArray(
  fc.record({ hostId: fc.constantFrom(...hostIds), path: fc.constant('/images'), storage }),
  { maxLength: 2, selector: ({ hostId }) => hostId },
);

const facts = fc.record({
  name: fc.constantFrom('web', 'Web', 'db', 'mail'),
  storageDomainId: fc.constantFrom(...domainIds),
  format: fc.constantFrom('RAW' as const, 'QCOW2' as const, 'OTHER' as const),
  formatBasis: fc.constantFrom('DECLARED' as const, 'HEADER' as const),
  allocation: fc.constantFrom('THIN' as const, 'PREALLOCATED' as const),
  storageType: fc.constantFrom(
    'IMAGE' as const,
    'LOGICAL_VOLUME' as const,
    'DIRECT_LUN' as const,
    'NETWORK' as const,
  ),
  wipeAfterDelete: fc.boolean(),
});

const disk = fc.constantFrom(...diskIds);
const host = fc.constantFrom(...hostIds);
const domain = fc.constantFrom(...domainIds);
const ofDisk = (id: DiskId, { type, data }: { type: string; data: unknown }): Step => ({
  stream: `disk-${id}`,
  type,
  data,
});

/** Whatever can be told of disks, storage domains and hosts, in any order. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(disk, facts).map(([id, given]) => ofDisk(id, registered(id, given))) },
  { weight: 4, arbitrary: fc.tuple(disk, observation).map(([id, given]) => ofDisk(id, observed(given))) },
  fc
    .tuple(disk, fc.constantFrom('THIN', 'PREALLOCATED'))
    .map(([id, allocation]) => ofDisk(id, { type: 'DiskUpdated', data: { allocation } })),
  disk.map((id) => ofDisk(id, { type: 'DiskRemoved', data: { reason: null } })),
  disk.map((id) => ofDisk(id, jobEvents(`job_${id}`).requested)),
  disk.map((id) => ofDisk(id, jobEvents(`job_${id}`).locked())),
  disk.map((id) => ofDisk(id, jobEvents(`job_${id}`).completed())),
  {
    weight: 3,
    arbitrary: fc.tuple(domain, mounts).map(([id, at]) => ({
      stream: `storageDomain-${id}`,
      type: 'StorageDomainRegistered',
      data: { name: id, kind: 'DIRECTORY', mounts: at },
    })),
  },
  fc.tuple(domain, mounts).map(([id, at]) => ({
    stream: `storageDomain-${id}`,
    type: 'StorageDomainChanged',
    data: { mounts: at },
  })),
  fc.tuple(domain, fc.boolean()).map(([id, allHostsRegistered]) => ({
    stream: `storageDomain-${id}`,
    type: 'StorageDomainUpdated',
    data: { maxRuns: null, labels: {}, allHostsRegistered },
  })),
  host.map((id) => ({
    stream: `host-${id}`,
    type: 'HostRegistered',
    data: { name: id, transport: 'LOCAL' },
  })),
  fc
    .tuple(host, fc.constantFrom([], [{ what: 'virt-sparsify', remedy: 'Install it.' }]))
    .map(([id, lacks]) => ({
      stream: `host-${id}`,
      type: 'HostProbed',
      data: { lacks, recommends: [] },
    })),
  {
    weight: 2,
    arbitrary: fc
      .tuple(host, fc.constantFrom('IN_CONTACT', 'LOST'), fc.constantFrom('KNOWN', 'UNKNOWN'))
      .map(([id, contact, machines]) => ({
        stream: `host-${id}`,
        type: 'HostObserved',
        data: { contact, machines, mounts: [], blockDevices: [], problems: [] },
      })),
  },
);

function recordedAll(steps: readonly Step[], from = 0): RecordedEvent[] {
  const revisions = new Map<string, number>();
  return steps.map(({ stream, type, data }, index) => {
    // From 1, so that what was before is looked for, whatever the order.
    const revision = (revisions.get(stream) ?? 0) + 1;
    revisions.set(stream, revision);
    return recorded(stream, newEvent(type, data), revision + from, from + index);
  });
}

const matches = (model: ReadModel, view: DiskView, filter: DiskFilter): boolean => {
  const codes = obstaclesByRules(model, view);
  const domains = filter.hostId ? model.storageDomainsOn(filter.hostId) : null;
  const machines = (view.observation?.attachments ?? []).flatMap(({ vmId, vmName }) => [vmId, vmName]);
  const size = view.observation?.allocatedBytes ?? null;
  return (
    (filter.availabilities?.includes('REMOVED') === true || view.removedAt === null) &&
    (!filter.obstacles || filter.obstacles.some((code) => codes.includes(code))) &&
    (typeof filter.sparsifiable !== 'boolean' || filter.sparsifiable === (codes.length === 0)) &&
    (!filter.storageDomainId || view.storageDomainId === filter.storageDomainId) &&
    (!domains || domains.includes(view.storageDomainId)) &&
    (!filter.vm || machines.includes(filter.vm)) &&
    (!filter.format || view.format === filter.format) &&
    (!filter.allocation || view.allocation === filter.allocation) &&
    (typeof filter.actualSizeAtMost !== 'number' || (size !== null && size <= filter.actualSizeAtMost)) &&
    (filter.hasActiveJob !== true || view.activeJobId !== null)
  );
};

const everyStatus = ['AVAILABLE', 'LOCKED', 'MISSING', 'REMOVED'] as const;
const filters = fc.record(
  {
    obstacle: fc.option(fc.uniqueArray(fc.constantFrom(...obstacleCodes), { maxLength: 4 })),
    sparsifiable: fc.option(fc.boolean()),
    storageDomainId: fc.option(domain, { freq: 1 }),
    hostId: fc.option(host, { freq: 1 }),
    vm: fc.option(fc.constantFrom('vm-1', 'web', 'db "x"', 'none'), { freq: 1 }),
    format: fc.option(fc.constantFrom('RAW' as const, 'OTHER' as const), { freq: 1 }),
    allocation: fc.option(fc.constant('THIN' as const), { freq: 1 }),
    actualSizeAtMost: fc.option(fc.constant(5000), { freq: 1 }),
    hasActiveJob: fc.option(fc.constant(true), { freq: 1 }),
    status: fc.option(fc.constant(everyStatus), { freq: 1 }),
  },
  { requiredKeys: [] },
);
const orders: readonly DiskOrder[] = (
  ['NAME', 'REGISTERED_AT', 'ACTUAL_SIZE', 'VIRTUAL_SIZE'] as const
).flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })));

/** All that a filter lists, two at a time, once all that changed has been judged again. */
function listed(model: ReadModel, filter: DiskFilter, order: DiskOrder): string[] {
  while (model.isReevaluating()) model.reevaluateSome();
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = readPage(model.connection, diskList(model, filter, order), { first: 2, after });
    ids.push(...page.edges.map(({ node }) => node.id));
    after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage) return ids;
  }
}

function expectAgreement(model: ReadModel, filter: DiskFilter, order: DiskOrder): void {
  const found = listed(model, filter, order);
  const all = diskIds.map((id) => model.disk(id)).filter((view) => view !== null);
  const expected = all.filter((view) => matches(model, view, filter)).map(({ id }) => id);
  expect(found.toSorted()).toEqual(expected);
  const inOrder = listed(model, { availabilities: everyStatus }, order).filter((id) => found.includes(id));
  expect(found).toEqual(inOrder);
  const page = readPage(model.connection, diskList(model, filter, order), { first: 0 });
  expect(page.totalCount()).toBe(found.length);
}

describe('the filters of disks', () => {
  test('follow a change of a host with many disks piece by piece, and go on after a crash in between', () => {
    const connection = beginViewsFile(':memory:');
    try {
      const model = createReadModel(connection, () => undefined);
      const many = 1_200;
      const mounted = { mounts: [{ hostId: 'host_0', path: '/images', storage: null }] };
      const observe = (contact: string): Step => ({
        stream: 'host-host_0',
        type: 'HostObserved',
        data: { contact, machines: 'KNOWN', mounts: [], blockDevices: [], problems: [] },
      });
      const before = [
        { stream: 'host-host_0', type: 'HostRegistered', data: { name: 'one', transport: 'LOCAL' } },
        {
          stream: 'storageDomain-dom_0',
          type: 'StorageDomainRegistered',
          data: { name: 'images', kind: 'DIRECTORY', ...mounted },
        },
        ...Array.from({ length: many }, (_, index) =>
          ofDisk(`disk_${index}`, registered(`disk_${index}`, { storageDomainId: 'dom_0' })),
        ),
      ];
      model.apply(recordedAll(before));
      const lost: DiskFilter = { obstacles: ['ATTACHMENTS_UNKNOWN'] };
      const count = (of: ReadModel, filter: DiskFilter) =>
        readPage(of.connection, diskList(of, filter, { field: 'NAME', direction: 'ASC' }), {}).totalCount();
      expect([count(model, lost), count(model, { sparsifiable: true })]).toEqual([0, many]);

      model.apply(recordedAll([observe('LOST')], many + 2));
      model.reevaluateSome();
      expect(count(model, lost)).toBeGreaterThan(0);
      expect(count(model, lost)).toBeLessThan(many);
      expect(model.isReevaluating()).toBe(true);
      // What is in memory only is gone with the process.
      const again = createReadModel(connection, () => undefined);
      expect(again.position()).toBe(model.position());
      while (again.isReevaluating()) again.reevaluateSome();
      expect([count(again, lost), count(again, { sparsifiable: false })]).toEqual([many, many]);
      expect(count(again, { sparsifiable: true })).toBe(0);
    } finally {
      connection.close();
    }
  });

  const history = fc.tuple(fc.array(step, { maxLength: 40 }), fc.array(step, { maxLength: 10 }));
  const asked = fc.array(fc.tuple(filters, fc.constantFrom(...orders)), { minLength: 3, maxLength: 3 });

  test('list just the disks whose sparsifiability says so, whatever happened to them, their storage and hosts', () => {
    fc.assert(
      fc.property(history, asked, ([before, after], questions) => {
        const connection = beginViewsFile(':memory:');
        try {
          const model = createReadModel(connection, () => undefined);
          model.apply(recordedAll(before));
          for (const [filter, order] of questions) expectAgreement(model, filter, order);
          model.apply(recordedAll(after, 1000));
          for (const [filter, order] of questions) expectAgreement(model, filter, order);
          for (const code of obstacleCodes) {
            expectAgreement(model, { obstacles: [code] }, { field: 'NAME', direction: 'ASC' });
          }
        } finally {
          connection.close();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('list the same after the file was opened again', () => {
    fc.assert(
      fc.property(history, asked, ([before, after], questions) => {
        const connection = beginViewsFile(':memory:');
        try {
          const model = createReadModel(connection, () => undefined);
          model.apply(recordedAll(before));
          model.apply(recordedAll(after, 1000));
          const again = createReadModel(connection, () => undefined);
          for (const [filter, order] of questions) expectAgreement(again, filter, order);
        } finally {
          connection.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
