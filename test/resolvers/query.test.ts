import { describe, expect, it } from 'vitest';
import { storageAccessAt } from '../../src/projections/fold/history.ts';
import { area, contentsWith, spanning } from '../domain/disk/some-contents.ts';
import { contextOf, run } from '../support/run-operation.ts';
import { at, hostId, type SeededServices, seededServices, stepsTo } from '../support/seeded-services.ts';

/** A disk that was inspected, and one that was not. */
async function twoDisks(observation: Parameters<SeededServices['putDisk']>[0] = {}): Promise<SeededServices> {
  const services = await seededServices();
  await services.putDomain();
  await services.putDisk(observation);
  await services.putDisk({ id: 'disk_new', path: 'new.qcow2', observation: null });
  return services;
}

const both = (fields: string): string =>
  `{ seen: disk(id: "disk_1") ${fields} unseen: disk(id: "disk_new") ${fields} }`;

describe('Query.disk', () => {
  it('gives sizes as decimal strings, and what is not known as null', async () => {
    const services = await twoDisks();
    const fields =
      '{ name virtualSize actualSize inspectedAt backingPath internalSnapshots reclaimable { bytes } storageDomain { name } }';
    const { data } = await run(services, both(fields));
    expect(data?.seen).toEqual({
      name: 'web',
      virtualSize: '10737418240',
      actualSize: '4294967296',
      inspectedAt: at,
      backingPath: null,
      internalSnapshots: [],
      reclaimable: null,
      storageDomain: { name: 'images' },
    });
    expect(data?.unseen).toMatchObject({
      virtualSize: null,
      actualSize: null,
      inspectedAt: null,
      internalSnapshots: null,
    });
  });

  it('shows what the last inspection of the image found, and null for what it did not', async () => {
    const services = await twoDisks({
      formatBasis: 'HEADER',
      observation: {
        formatName: 'qcow2',
        encrypted: false,
        corrupt: true,
        dirty: true,
        writable: false,
        unreadable: 'no rights',
        overlays: ['/images/top.qcow2'],
      },
    });
    const fields =
      '{ formatBasis formatName encrypted corrupt dirty writable unreadable overlays hibernated }';
    expect((await run(services, both(fields))).data).toEqual({
      seen: {
        formatBasis: 'HEADER',
        formatName: 'qcow2',
        encrypted: false,
        corrupt: true,
        dirty: true,
        writable: false,
        unreadable: 'no rights',
        overlays: ['/images/top.qcow2'],
        hibernated: false,
      },
      unseen: {
        formatBasis: 'DECLARED',
        formatName: null,
        encrypted: null,
        corrupt: null,
        dirty: null,
        writable: null,
        unreadable: null,
        overlays: null,
        hibernated: false,
      },
    });
  });

  it('shows what an inspection of the contents found', async () => {
    const encrypted = area({ kind: 'ENCRYPTED', type: 'crypto_LUKS', state: null, size: 2 ** 40 });
    const contents = contentsWith({ areas: [encrypted], volumeGroups: [spanning] });
    const services = await twoDisks({ observation: { formatVersion: '0.10', contents } });
    const { data } = await run(
      services,
      `{ seen: disk(id: "disk_1") { formatVersion contents { partitionTable sectorSize
           areas { device offset size partitionType kind type state }
           volumeGroups { name uuid physicalVolumes missing incompleteVolumes } } }
         unseen: disk(id: "disk_new") { formatVersion contents { partitionTable } } }`,
    );
    expect(data).toEqual({
      seen: {
        formatVersion: '0.10',
        contents: {
          partitionTable: 'GPT',
          sectorSize: 512,
          areas: [{ ...encrypted, offset: '1048576', size: '1099511627776' }],
          volumeGroups: [spanning],
        },
      },
      unseen: { formatVersion: null, contents: null },
    });
  });

  it.each([
    ['AVAILABLE', [], {}],
    ['LOCKED', stepsTo('job_1', 'RUNNING'), {}],
    ['MISSING', [], { present: false }],
    ['REMOVED', [{ type: 'DiskRemoved', data: { reason: null } }], {}],
  ])('says %s', async (availability, events, observation) => {
    const services = await seededServices();
    await services.putDisk({ observation });
    if (events.length > 0) await services.given('disk-disk_1', ...events);
    expect((await run(services, '{ disk(id: "disk_1") { availability } }')).data).toEqual({
      disk: { availability },
    });
  });

  it('shows all obstacles at once, by the rules that the mutation asks', async () => {
    const services = await seededServices();
    await services.putDomain();
    await services.putDisk({ allocation: 'PREALLOCATED', observation: { backing: 'base.qcow2' } });
    await services.putJob();
    const { data } = await run(
      services,
      '{ disk(id: "disk_1") { sparsifiability { allowed obstacles { code remedy } warnings { code } checkedAt } } }',
    );
    expect(data?.disk).toMatchObject({
      sparsifiability: {
        allowed: false,
        obstacles: expect.arrayContaining([
          { code: 'DISK_BUSY', remedy: expect.any(String) },
          { code: 'PREALLOCATED', remedy: expect.any(String) },
        ]),
        warnings: [{ code: 'PARENT_SNAPSHOTS' }],
        checkedAt: at,
      },
    });
  });

  it('finds the backing disk, and pages through the derived ones by name', async () => {
    const services = await seededServices();
    await services.putDomain();
    await services.putDisk({ id: 'disk_base', path: 'base.qcow2' });
    for (const [id, name] of [
      ['disk_1', 'b'],
      ['disk_2', 'C'],
      ['disk_3', 'a'],
    ] as const) {
      await services.putDisk({ id, name, path: `${id}.qcow2`, observation: { backing: 'base.qcow2' } });
    }
    const page = (args: string) => `derivedDisks${args} { totalCount nodes { name } pageInfo { hasNextPage
      hasPreviousPage endCursor } }`;
    const { data } = await run(
      services,
      `{ child: disk(id: "disk_1") { backingDisk { id } ${page('')} }
         base: disk(id: "disk_base") { backingDisk { id } ${page('(first: 2)')} } }`,
    );
    expect(data).toEqual({
      child: {
        backingDisk: { id: 'disk_base' },
        derivedDisks: {
          totalCount: 0,
          nodes: [],
          pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
        },
      },
      base: {
        backingDisk: null,
        derivedDisks: {
          totalCount: 3,
          nodes: [{ name: 'a' }, { name: 'b' }],
          pageInfo: { hasNextPage: true, hasPreviousPage: false, endCursor: expect.any(String) },
        },
      },
    });
    const { endCursor } = (data as { base: { derivedDisks: { pageInfo: { endCursor: string } } } }).base
      .derivedDisks.pageInfo;
    // The one that the cursor names is gone meanwhile, and the rest is still found.
    await services.given('disk-disk_1', { type: 'DiskRemoved', data: { reason: null } });
    const rest = await run(
      services,
      `query ($after: String) { disk(id: "disk_base") { ${page('(after: $after)')} } }`,
      { after: endCursor },
    );
    expect(rest.data?.disk).toMatchObject({
      derivedDisks: { totalCount: 2, nodes: [{ name: 'C' }], pageInfo: { hasPreviousPage: true } },
    });
  });

  it('is null for an id of nothing, or of another type', async () => {
    const services = await seededServices();
    await services.putJob();
    expect(
      (await run(services, '{ a: disk(id: "disk_no") { id } b: disk(id: "job_1") { id } }')).data,
    ).toEqual({ a: null, b: null });
  });
});

describe('Query.diskAt and sparsifyJobAt', () => {
  it('show the disk, its jobs and its history as they stood then, without an id of their own', async () => {
    const services = await seededServices();
    await services.putDomain();
    await services.putDisk({ name: 'then' });
    const steps = stepsTo('job_1', 'RUNNING');
    await services.given(
      'disk-disk_1',
      ...steps.map((step) => ({ ...step, at: '2026-11-22T07:59:00.000Z' })),
    );
    await services.given(
      'disk-disk_1',
      { type: 'DiskUpdated', data: { name: 'now' }, at: '2026-11-22T08:00:00.001Z' },
      ...stepsTo('job_1', 'COMPLETED', { from: 'RUNNING' }).map((step) => ({
        ...step,
        at: '2026-11-22T09:00:00.000Z',
      })),
    );
    const { data, errors } = await run(
      services,
      `{ diskAt(id: "disk_1", at: "2026-11-22T09:00:00+01:00") {
           at name availability disk { id name }
           activeJob { status durationSeconds disk { name } job { id status } }
           jobs { nodes { status } totalCount }
           history(orderBy: ASC) { nodes { __typename } }
           sparsifiability { obstacles { code } }
         }
         sparsifyJobAt(id: "job_1", at: "2026-11-22T08:00:00Z") { at status job { status } history { totalCount } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      diskAt: {
        at: '2026-11-22T08:00:00.000Z',
        name: 'then',
        availability: 'LOCKED',
        disk: { id: 'disk_1', name: 'now' },
        activeJob: {
          status: 'RUNNING',
          durationSeconds: 60,
          disk: { name: 'now' },
          job: { id: 'job_1', status: 'COMPLETED' },
        },
        jobs: { nodes: [{ status: 'RUNNING' }], totalCount: 1 },
        history: {
          nodes: ['DiskRegistered', 'DiskObserved', 'SparsifyRequested', 'DiskLocked', 'SparsifyStarted'].map(
            (__typename) => ({ __typename }),
          ),
        },
        sparsifiability: { obstacles: expect.arrayContaining([{ code: 'DISK_BUSY' }]) },
      },
      sparsifyJobAt: {
        at: '2026-11-22T08:00:00.000Z',
        status: 'RUNNING',
        job: { status: 'COMPLETED' },
        history: { totalCount: 3 },
      },
    });
  });

  it('are null before the disk was registered and the job requested', async () => {
    const services = await seededServices();
    await services.putJob();
    const moment = 'at: "2020-01-01T00:00:00Z"';
    const query = `{ diskAt(id: "disk_1", ${moment}) { name } sparsifyJobAt(id: "job_1", ${moment}) { status } }`;
    expect((await run(services, query)).data).toEqual({ diskAt: null, sparsifyJobAt: null });
  });

  it.each(['diskAt(id: "disk_1"', 'sparsifyJobAt(id: "job_1"'])(
    'refuse the future, naming the argument and the server’s clock: %s',
    async (field) => {
      const { errors } = await run(
        await seededServices(),
        `{ ${field}, at: "9000-01-01T00:00:00Z") { at } }`,
      );
      expect(errors?.[0]).toMatchObject({
        message: expect.stringMatching(/at must not be in the future.*server's clock says/),
        extensions: { code: 'BAD_USER_INPUT', argument: 'at' },
      });
    },
  );

  it('read the storage as it was then', async () => {
    const services = await seededServices();
    const asked: unknown[] = [];
    const context = {
      ...contextOf(services),
      storageAccessAt: (...args: Parameters<typeof services.storageAccessAt>) => {
        asked.push(args);
        return storageAccessAt(services.store, ...args);
      },
    };
    await services.putDomain();
    await services.putDisk();
    await run(
      services,
      '{ diskAt(id: "disk_1", at: "2026-11-22T08:00:00Z") { sparsifiability { allowed } } }',
      {},
      context,
    );
    expect(asked).toEqual([['dom_1', '2026-11-22T08:00:00.000Z']]);
  });
});

describe('Query.node and nodes', () => {
  it('resolve every prefix to its type, and an unknown one to null', async () => {
    const services = await seededServices();
    await services.putHost();
    await services.putDomain();
    await services.putJob();
    await services.putOperation();
    const server = {
      ...{ id: 'a-server', name: 'kvm1', url: null, version: '0.1.0', startedAt: at, hostId },
      ...{ position: null, lagSeconds: 0, coordinates: true, reportedAt: at },
    };
    services.status = { ...services.status, servers: [server] };
    const listed = await run(
      services,
      '{ activity(last: 1) { nodes { id } } system { servers { id host { id } } } }',
    );
    const { activity, system } = listed.data as {
      activity: { nodes: [{ id: string }] };
      system: { servers: [{ id: string; host: { id: string } }] };
    };
    expect(activity.nodes[0].id).toMatch(/^act_/);
    expect(system.servers).toEqual([{ id: 'srv_a-server', host: { id: 'host_1' } }]);
    const ids = ['disk_1', 'job_1', 'host_1', 'dom_1', 'op_1', activity.nodes[0].id, 'srv_a-server'];
    const { data } = await run(
      services,
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } node(id: "host_1") { id } }',
      { ids: [...ids, 'pol_1', 'job_no', 'act_no', 'srv_no', ''] },
    );
    const types = ['Disk', 'SparsifyJob', 'Host', 'StorageDomain', 'Operation', 'HostRegistered', 'Server'];
    expect(data).toEqual({
      nodes: [...ids.map((id, index) => ({ __typename: types[index], id })), null, null, null, null, null],
      node: { id: 'host_1' },
    });
  });

  it('refuse more than 500 ids', async () => {
    const ids = Array.from({ length: 501 }, (_, i) => `disk_${i}`);
    const { errors } = await run(await seededServices(), 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids,
    });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'ids' } });
  });
});

describe('connections', () => {
  it('give edges, nodes and where the page lies', async () => {
    const services = await seededServices();
    for (const id of ['disk_1', 'disk_2', 'disk_3'] as const) await services.putDisk({ id, name: id });
    const page =
      'edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount';
    const { data } = await run(services, `{ disks(first: 2) { ${page} } }`);
    const { edges, ...rest } = (data as { disks: { edges: { cursor: string; node: { id: string } }[] } })
      .disks;
    expect(edges.map(({ node }) => node.id)).toEqual(['disk_1', 'disk_2']);
    expect(rest).toEqual({
      nodes: [{ id: 'disk_1' }, { id: 'disk_2' }],
      pageInfo: {
        hasNextPage: true,
        hasPreviousPage: false,
        startCursor: edges[0]?.cursor,
        endCursor: edges[1]?.cursor,
      },
      totalCount: 3,
    });
  });

  it('count only when asked to', async () => {
    const services = await seededServices();
    let counted = 0;
    const context = contextOf(services);
    const views = {
      ...services.views,
      disks: () => ({ edges: [], hasNextPage: false, hasPreviousPage: false, totalCount: () => ++counted }),
    };
    await run(services, '{ disks { nodes { id } pageInfo { endCursor } } }', {}, { ...context, views });
    expect(counted).toBe(0);
    await run(services, '{ disks { totalCount } }', {}, { ...context, views });
    expect(counted).toBe(1);
  });

  it('take filters, orders and pages, and have the order that the schema promises where none is given', async () => {
    const services = await seededServices();
    await services.putHost();
    await services.putDomain();
    await services.putDisk({ id: 'disk_1', name: 'b', allocation: 'PREALLOCATED', format: 'RAW' });
    await services.putDisk({ id: 'disk_2', name: 'a' });
    await services.putDisk({ id: 'disk_3', name: 'c', observation: { present: false } });
    const measured = { type: 'DiskMeasured', data: { filesystems: [], reclaimableBytes: 2 ** 30 } };
    await services.given('disk-disk_2', measured);
    await services.putJob({ id: 'job_1', diskId: 'disk_1', status: 'COMPLETED' });
    await services.putJob({ id: 'job_2', diskId: 'disk_2', status: 'FAILED' });
    const ids = '{ nodes { id } }';
    const { data, errors } = await run(
      services,
      `{ all: disks ${ids}
         missing: disks(filter: { availabilities: [MISSING, LOCKED] }) ${ids}
         preallocated: disks(filter: { obstacles: [PREALLOCATED], sparsifiable: false, hostId: "host_1", format: RAW }) ${ids}
         reclaimable: disks(filter: { reclaimableAtLeast: "1000" }, orderBy: { field: RECLAIMABLE, direction: DESC }) ${ids}
         jobs: sparsifyJobs ${ids}
         reclaimed: sparsifyJobs(filter: { outcomes: [RECLAIMED], requesterId: "local" }) ${ids}
         failed: sparsifyJobs(filter: { statuses: [FAILED], finishedAfter: "2026-01-01T00:00:00Z" }, last: 1) ${ids}
         activity(filter: { types: [DISK_MEASURED, HOST_REGISTERED] }, orderBy: ASC) { nodes { __typename } }
         ofHost: activity(filter: { hostId: "host_1" }) { totalCount } }`,
    );
    expect(errors).toBeUndefined();
    const nodes = (...found: string[]) => ({ nodes: found.map((id) => ({ id })) });
    expect(data).toEqual({
      all: nodes('disk_2', 'disk_1', 'disk_3'),
      missing: nodes('disk_3'),
      preallocated: nodes('disk_1'),
      reclaimable: nodes('disk_2'),
      jobs: nodes('job_2', 'job_1'),
      reclaimed: nodes('job_1'),
      failed: nodes('job_2'),
      activity: { nodes: [{ __typename: 'HostRegistered' }, { __typename: 'DiskMeasured' }] },
      ofHost: { totalCount: 1 },
    });
  });

  it('refuse an id of another type in a filter, since it could only match nothing', async () => {
    const { errors } = await run(
      await seededServices(),
      '{ sparsifyJobs(filter: { diskId: "job_1" }) { totalCount } }',
    );
    expect(errors?.[0]).toMatchObject({
      message: 'filter.diskId takes an id that begins with disk_; got "job_1".',
      extensions: { code: 'BAD_USER_INPUT', argument: 'filter.diskId' },
    });
  });
});

it('totals add up the disks and the jobs of a filter, beyond what a number holds', async () => {
  const services = await seededServices();
  await services.putHost();
  await services.putDomain();
  const virtualSize = Number.MAX_SAFE_INTEGER;
  await services.putDisk({
    id: 'disk_1',
    allocation: 'PREALLOCATED',
    observation: { virtualSize, allocatedBytes: 10 },
  });
  await services.putDisk({ id: 'disk_2', observation: { virtualSize, allocatedBytes: 5 } });
  const measured = { type: 'DiskMeasured', data: { filesystems: [], reclaimableBytes: 3 } };
  await services.given('disk-disk_2', measured);
  await services.putJob({ id: 'job_1', diskId: 'disk_1', status: 'COMPLETED' });
  await services.putJob({ id: 'job_2', diskId: 'disk_2' });
  const { data, errors } = await run(
    services,
    `{ diskTotals { count actualSize virtualSize reclaimable estimated sparsifiable obstacles { code count } }
       busy: diskTotals(filter: { hasActiveJob: true }) { count }
       sparsifyJobTotals { count reclaimed statuses { status count } outcomes { outcome count } }
       later: sparsifyJobTotals(filter: { finishedAfter: "2026-12-01T00:00:00Z" }) { count reclaimed } }`,
  );
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    diskTotals: {
      count: 2,
      actualSize: '2005',
      virtualSize: '18014398509481982',
      reclaimable: '3',
      estimated: 1,
      sparsifiable: 0,
      obstacles: expect.arrayContaining([
        { code: 'DISK_BUSY', count: 1 },
        { code: 'PREALLOCATED', count: 1 },
      ]),
    },
    busy: { count: 1 },
    sparsifyJobTotals: {
      count: 2,
      reclaimed: '3000',
      statuses: expect.arrayContaining([
        { status: 'COMPLETED', count: 1 },
        { status: 'REQUESTED', count: 1 },
      ]),
      outcomes: [{ outcome: 'RECLAIMED', count: 1 }],
    },
    later: { count: 0, reclaimed: '0' },
  });
});

describe('SparsifyJob', () => {
  it('shows what was requested, what it waits for and how long it ran', async () => {
    const services = await seededServices();
    await services.putHost();
    const options = {
      hostId,
      timeoutSeconds: 60,
      acknowledgedWarnings: ['PARENT_SNAPSHOTS' as const],
      reason: 'full',
    };
    await services.putJob({ options });
    const [requested, locked, started, completed] = stepsTo('job_2', 'COMPLETED');
    await services.given('disk-disk_1', { ...requested, type: 'SparsifyRequested', data: requested?.data });
    await services.given(
      'disk-disk_1',
      { type: 'DiskLocked', data: locked?.data },
      { type: 'SparsifyStarted', data: started?.data, at: '2026-11-22T08:00:00.000Z' },
      { type: 'SparsifyCompleted', data: completed?.data, at: '2026-11-22T08:00:12.500Z' },
    );
    const { data } = await run(
      services,
      `{ waiting: sparsifyJob(id: "job_1") { reason timeoutSeconds acknowledgedWarnings requestedHost { name }
           durationSeconds priority waitingFor { code message position } disk { id } }
         ended: sparsifyJob(id: "job_2") { durationSeconds waitingFor { code } attempts { outcome chosen } } }`,
    );
    expect(data).toEqual({
      waiting: {
        reason: 'full',
        timeoutSeconds: 60,
        acknowledgedWarnings: ['PARENT_SNAPSHOTS'],
        requestedHost: { name: 'here' },
        durationSeconds: null,
        priority: 'NORMAL',
        waitingFor: { code: 'HOST_SLOT', message: 'The host is at its limit.', position: 3 },
        disk: { id: 'disk_1' },
      },
      ended: { durationSeconds: 12.5, waitingFor: null, attempts: [{ outcome: 'COMPLETED', chosen: null }] },
    });
  });
});

describe('Host', () => {
  it('shows what it can do, its jobs, disks and storage, and what a scan found, page by page', async () => {
    const services = await seededServices();
    const device = { path: '/dev/sda', type: 'disk', bytes: 10, readOnly: false, volumeGroup: null };
    const discard = { maxBytes: 1, granularity: 1, unmap: null, readsZeros: null };
    const mount = { source: '/dev/sda1', fsType: 'ext4', uuid: null, nfsVersion: null, readOnly: false };
    await services.putHost({
      capabilities: {
        virtSparsify: { version: '1.48.4', features: ['virt-sparsify'] },
        qemuImg: null,
        virtDf: true,
        acceleration: 'EMULATION',
        cores: 2,
        memoryBytes: 8_000_000_000,
        lacks: [{ what: 'qemu-img', remedy: 'Install qemu-utils.' }],
        libvirt: null,
        sg3Utils: null,
        seesEveryProcess: true,
        recommends: [],
      },
      observation: {
        contact: 'IN_CONTACT',
        machines: 'KNOWN',
        mounts: [
          { ...mount, path: '/srv' },
          { ...mount, path: '/' },
        ],
        blockDevices: [{ ...device, discard }],
        problems: [],
      },
    });
    await services.putDomain();
    await services.putDomain({
      id: 'dom_elsewhere',
      mounts: [{ hostId: 'host_2', path: '/x', storage: null }],
    });
    await services.putJob({ id: 'job_1', status: 'RUNNING' });
    await services.putJob({ id: 'job_2', diskId: 'disk_2', status: 'FAILED' });
    await services.putJob({ id: 'job_3', diskId: 'disk_3' });
    const { data, errors } = await run(
      services,
      `{ host(id: "host_1") {
           state scannedAt
           capabilities { canSparsify canMeasure virtSparsifyVersion qemuImgVersion acceleration memory findings { what } }
           inventory { vms mounts(first: 1) { totalCount nodes { path } pageInfo { hasNextPage } } blockDevices { nodes { path size } } }
           activeJobs { nodes { id } } jobs { nodes { id } } disks { totalCount }
           storageDomains { nodes { id mounts { nodes { path host { id } } } } }
           history(last: 1) { nodes { __typename } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.host).toEqual({
      state: 'ACTIVE',
      scannedAt: at,
      capabilities: {
        canSparsify: false,
        canMeasure: true,
        virtSparsifyVersion: '1.48.4',
        qemuImgVersion: null,
        acceleration: 'EMULATION',
        memory: '8000000000',
        findings: [{ what: 'qemu-img' }],
      },
      inventory: {
        vms: 'KNOWN',
        mounts: { totalCount: 2, nodes: [{ path: '/' }], pageInfo: { hasNextPage: true } },
        blockDevices: { nodes: [{ path: '/dev/sda', size: '10' }] },
      },
      activeJobs: { nodes: [{ id: 'job_1' }] },
      jobs: { nodes: [{ id: 'job_2' }, { id: 'job_1' }] },
      disks: { totalCount: 3 },
      storageDomains: {
        nodes: [{ id: 'dom_1', mounts: { nodes: [{ path: '/images', host: { id: 'host_1' } }] } }],
      },
      history: { nodes: [{ __typename: 'HostRegistered' }] },
    });
  });
});

it('an operation shows what it does, and how it ended', async () => {
  const services = await seededServices();
  await services.putHost();
  await services.putOperation();
  const query =
    '{ operation(id: "op_1") { action host { id } disk { id } requestedBy { id } requestedAt endedAt outcome problem { code message remedy } } }';
  const running = {
    action: 'SCAN_HOST',
    host: { id: 'host_1' },
    disk: null,
    requestedBy: { id: 'local' },
    requestedAt: at,
    endedAt: null,
    outcome: null,
    problem: null,
  };
  expect((await run(services, query)).data).toEqual({ operation: running });
  const failure = { code: 'TOOL_MISSING', message: 'virt-df is missing.', remedy: 'Install guestfs-tools.' };
  await services.given('operation-op_1', { type: 'OperationFailed', data: failure });
  expect((await run(services, query)).data).toEqual({
    operation: {
      ...running,
      endedAt: at,
      outcome: 'FAILED',
      problem: { ...failure, code: 'HOST_NOT_CAPABLE' },
    },
  });
});
