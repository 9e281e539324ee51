import { describe, expect, it } from 'vitest';
import { nothingObserved } from '../../src/domain/disk/upcast.ts';
import { area, contentsWith, spanning } from '../domain/disk/some-contents.ts';
import { aDisk, aJob, at, diskId, fakeServices, hostId, jobId } from '../support/fake-services.ts';
import { contextOf, run } from '../support/run-operation.ts';

describe('Query.disk', () => {
  it('tells sizes as decimal strings, and what is not known as null', async () => {
    const services = fakeServices();
    services.putDomain();
    services.putDisk();
    services.putDisk({ id: 'disk_new', observation: null, observedAt: null });
    const fields =
      '{ name virtualSize actualSize observedAt backingPath internalSnapshots reclaimable { bytes } storageDomain { name } }';
    const { data } = await run(
      services,
      `{ seen: disk(id: "disk_1") ${fields} unseen: disk(id: "disk_new") ${fields} }`,
    );
    expect(data?.seen).toEqual({
      name: 'web',
      virtualSize: '10737418240',
      actualSize: '4294967296',
      observedAt: at,
      backingPath: null,
      internalSnapshots: [],
      reclaimable: null,
      storageDomain: { name: 'images' },
    });
    expect(data?.unseen).toMatchObject({
      virtualSize: null,
      actualSize: null,
      observedAt: null,
      internalSnapshots: null,
    });
  });

  it('tells what the last look at the image found, and null of what it did not', async () => {
    const services = fakeServices();
    const observation = {
      ...nothingObserved,
      formatName: 'qcow2',
      encrypted: false,
      corrupt: true,
      dirty: true,
      writable: false,
      unreadable: 'no rights',
      overlays: ['/images/top.qcow2'],
    };
    services.putDisk({ observation, formatBasis: 'HEADER', hibernated: true });
    services.putDisk({ id: 'disk_new', observation: null, observedAt: null });
    const fields =
      '{ formatBasis formatName encrypted corrupt dirty writable unreadable overlays hibernated }';
    const { data } = await run(
      services,
      `{ seen: disk(id: "disk_1") ${fields} unseen: disk(id: "disk_new") ${fields} }`,
    );
    expect(data).toEqual({
      seen: {
        formatBasis: 'HEADER',
        formatName: 'qcow2',
        encrypted: false,
        corrupt: true,
        dirty: true,
        writable: false,
        unreadable: 'no rights',
        overlays: ['/images/top.qcow2'],
        hibernated: true,
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

  it('shows what a look into the image found', async () => {
    const services = fakeServices();
    const encrypted = area({ kind: 'ENCRYPTED', type: 'crypto_LUKS', state: null, size: 2 ** 40 });
    const contents = contentsWith({ areas: [encrypted], volumeGroups: [spanning] });
    services.putDisk({ observation: { ...nothingObserved, formatVersion: '0.10', contents } });
    services.putDisk({ id: 'disk_new', observation: null, observedAt: null });
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
    ['AVAILABLE', {}],
    ['LOCKED', { locked: true }],
    ['MISSING', { observation: { ...nothingObserved, present: false } }],
    ['REMOVED', { removedAt: at, locked: false }],
  ])('says %s', async (status, disk) => {
    const services = fakeServices();
    services.putDisk(disk);
    expect((await run(services, '{ disk(id: "disk_1") { status } }')).data).toEqual({ disk: { status } });
  });

  it('tells all obstacles at once, by the rules that the mutation asks', async () => {
    const services = fakeServices();
    services.putDomain();
    services.putDisk({
      allocation: 'PREALLOCATED',
      activeJobId: jobId,
      observation: { ...nothingObserved, backing: 'base.qcow2' },
    });
    const { data } = await run(
      services,
      '{ disk(id: "disk_1") { sparsifiability { allowed obstacles { code remedy } warnings { code } checkedAt } } }',
    );
    expect(data?.disk).toMatchObject({
      sparsifiability: {
        allowed: false,
        obstacles: [{ code: 'DISK_BUSY' }, { code: 'PREALLOCATED' }],
        warnings: [{ code: 'PARENT_SNAPSHOTS' }],
        checkedAt: at,
      },
    });
  });

  it('finds the backing disk and the derived ones', async () => {
    const services = fakeServices();
    services.putDisk({ id: 'disk_base', path: 'base.qcow2' });
    services.putDisk({ observation: { ...nothingObserved, backing: 'base.qcow2' } });
    const { data } = await run(
      services,
      '{ child: disk(id: "disk_1") { backingDisk { id } derivedDisks { id } } base: disk(id: "disk_base") { backingDisk { id } derivedDisks { id } } }',
    );
    expect(data).toEqual({
      child: { backingDisk: { id: 'disk_base' }, derivedDisks: [] },
      base: { backingDisk: null, derivedDisks: [{ id: 'disk_1' }] },
    });
  });

  it('is null for an id of nothing, or of another type', async () => {
    const services = fakeServices();
    services.putJob();
    expect(
      (await run(services, '{ a: disk(id: "disk_no") { id } b: disk(id: "job_1") { id } }')).data,
    ).toEqual({
      a: null,
      b: null,
    });
  });
});

describe('Query.disk(asOf:)', () => {
  it('shows the disk, its jobs and its history as they stood then', async () => {
    const services = fakeServices();
    services.putDomain();
    services.putDisk({ name: 'now' });
    services.putJob({ status: 'COMPLETED', finishedAt: '2026-11-22T09:00:00.000Z' });
    services.past.set(diskId, aDisk({ name: 'then', activeJobId: jobId, locked: true }));
    services.past.set(jobId, aJob({ status: 'RUNNING', startedAt: '2026-11-22T07:59:00.000Z' }));
    for (const occurredAt of ['2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.001Z']) {
      const { metadata } = services.putActivity('DiskRemoved', { reason: null });
      Object.assign(metadata, { occurredAt });
    }
    const { data, errors } = await run(
      services,
      `{ disk(id: "disk_1", asOf: "2026-11-22T09:00:00+01:00") {
        name status
        activeJob { status duration waitingFor { code } disk { name } }
        jobs { nodes { status } totalCount }
        history { nodes { occurredAt } }
      } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.disk).toEqual({
      name: 'then',
      status: 'LOCKED',
      activeJob: { status: 'RUNNING', duration: 60, waitingFor: null, disk: { name: 'then' } },
      jobs: { nodes: [{ status: 'RUNNING' }], totalCount: 1 },
      history: { nodes: [{ occurredAt: '2026-11-22T08:00:00.000Z' }] },
    });
  });

  it('is null before the disk was registered', async () => {
    const services = fakeServices();
    services.putDisk();
    expect((await run(services, '{ disk(id: "disk_1", asOf: "2020-01-01T00:00:00Z") { id } }')).data).toEqual(
      { disk: null },
    );
  });

  it('refuses the future, naming the argument and the server’s clock', async () => {
    const { errors } = await run(
      fakeServices(),
      '{ disk(id: "disk_1", asOf: "9000-01-01T00:00:00Z") { id } }',
    );
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/asOf must not be in the future.*server's clock says/),
      extensions: { code: 'BAD_USER_INPUT', argument: 'asOf' },
    });
  });
});

describe('Query.node and nodes', () => {
  it('resolve every prefix to its type, and an unknown one to null', async () => {
    const services = fakeServices();
    services.putDisk();
    services.putJob();
    services.putHost();
    services.putDomain();
    const ids = ['disk_1', 'job_1', 'host_1', 'dom_1', 'pol_1', 'job_no', ''];
    const { data } = await run(
      services,
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } node(id: "host_1") { id } }',
      { ids },
    );
    expect(data).toEqual({
      nodes: [
        { __typename: 'Disk', id: 'disk_1' },
        { __typename: 'SparsifyJob', id: 'job_1' },
        { __typename: 'Host', id: 'host_1' },
        { __typename: 'StorageDomain', id: 'dom_1' },
        null,
        null,
        null,
      ],
      node: { id: 'host_1' },
    });
  });

  it('refuse more than 500 ids', async () => {
    const ids = Array.from({ length: 501 }, (_, i) => `disk_${i}`);
    const { errors } = await run(fakeServices(), 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'ids' } });
  });
});

describe('connections', () => {
  it('give edges, nodes and where the page stands', async () => {
    const services = fakeServices();
    for (const id of ['disk_1', 'disk_2', 'disk_3'] as const) services.putDisk({ id });
    const { data } = await run(
      services,
      '{ disks(first: 2) { edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }',
    );
    expect(data?.disks).toEqual({
      edges: [
        { cursor: 'cdisk_1', node: { id: 'disk_1' } },
        { cursor: 'cdisk_2', node: { id: 'disk_2' } },
      ],
      nodes: [{ id: 'disk_1' }, { id: 'disk_2' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'cdisk_1', endCursor: 'cdisk_2' },
      totalCount: 3,
    });
  });

  it('count only when asked to', async () => {
    const services = fakeServices();
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

  it('hand filters, orders and pages to the views, with the order that the schema promises where none is given', async () => {
    const services = fakeServices();
    const asked: unknown[] = [];
    const empty = { edges: [], hasNextPage: false, hasPreviousPage: false, totalCount: () => 0 };
    const ask = (...args: unknown[]) => {
      asked.push(args);
      return empty;
    };
    const views = { ...services.views, disks: ask, jobs: ask, activity: ask };
    const context = { ...contextOf(services), views };
    await run(
      services,
      `{ disks(
           filter: {
             status: [LOCKED], actualSizeAtLeast: "10", obstacle: [VM_NOT_DOWN], sparsifiable: false, hostId: "host_1"
             vm: "web", format: RAW, allocation: THIN, virtualSizeAtMost: "20"
           }
           first: 5
         ) { totalCount }
         sparsifyJobs(orderBy: { field: RECLAIMED }, last: 2) { totalCount }
         activity(filter: { types: [DiskLocked] }, orderBy: ASC) { totalCount } }`,
      {},
      context,
    );
    expect(asked).toEqual([
      [
        {
          status: ['LOCKED'],
          actualSizeAtLeast: 10,
          virtualSizeAtMost: 20,
          storageDomainId: null,
          obstacle: ['VM_NOT_DOWN'],
          sparsifiable: false,
          hostId: 'host_1',
          vm: 'web',
          format: 'RAW',
          allocation: 'THIN',
        },
        { field: 'NAME', direction: 'ASC' },
        { first: 5 },
      ],
      [{ diskId: null, hostId: null }, { field: 'RECLAIMED', direction: 'DESC' }, { last: 2 }],
      [{ types: ['DiskLocked'], diskId: null, jobId: null }, 'ASC', {}],
    ]);
  });

  it('refuse an id of another type in a filter, since it could only match nothing', async () => {
    const { errors } = await run(
      fakeServices(),
      '{ sparsifyJobs(filter: { diskId: "job_1" }) { totalCount } }',
    );
    expect(errors?.[0]).toMatchObject({
      message: 'filter.diskId takes an id that begins with disk_; got "job_1".',
      extensions: { code: 'BAD_USER_INPUT', argument: 'filter.diskId' },
    });
  });
});

describe('SparsifyJob', () => {
  it('tells what it was asked, what it waits for and how long it ran', async () => {
    const services = fakeServices();
    services.putDisk();
    services.putHost();
    services.putJob({
      options: { hostId, timeoutSeconds: 60, acknowledgedWarnings: ['PARENT_SNAPSHOTS'], reason: 'full' },
      startedAt: '2026-11-22T08:00:00.000Z',
      finishedAt: '2026-11-22T08:00:12.500Z',
      retryNotBefore: at,
    });
    services.putJob({ id: 'job_2' });
    const { data } = await run(
      services,
      '{ sparsifyJob(id: "job_1") { reason timeoutSeconds acknowledgedWarnings requestedHost { name } duration retryAt waitingFor { code } disk { id } } waiting: sparsifyJob(id: "job_2") { duration waitingFor { code message } } }',
    );
    expect(data).toEqual({
      sparsifyJob: {
        reason: 'full',
        timeoutSeconds: 60,
        acknowledgedWarnings: ['PARENT_SNAPSHOTS'],
        requestedHost: { name: 'here' },
        duration: 12.5,
        retryAt: at,
        waitingFor: null,
        disk: { id: 'disk_1' },
      },
      waiting: { duration: null, waitingFor: { code: 'HOST_SLOT', message: 'The host is at its limit.' } },
    });
  });
});

describe('Host', () => {
  it('tells what it can do, and which jobs hold a slot on it', async () => {
    const services = fakeServices();
    services.putHost({
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
    });
    const attempt = {
      number: 1,
      hostId,
      runId: 'job_1.1',
      lockedAt: at,
      startedAt: at,
      endedAt: null,
      failure: null,
    } as const;
    services.putJob({ attempts: [{ ...attempt, ended: null }] });
    services.putJob({ id: 'job_2', attempts: [{ ...attempt, ended: 'FAILED' }] });
    services.putJob({ id: 'job_3' });
    const { data } = await run(
      services,
      '{ host(id: "host_1") { capabilities { canSparsify canMeasure virtSparsifyVersion qemuImgVersion acceleration memory lacks { what } } activeJobs { id } } }',
    );
    expect(data?.host).toEqual({
      capabilities: {
        canSparsify: false,
        canMeasure: true,
        virtSparsifyVersion: '1.48.4',
        qemuImgVersion: null,
        acceleration: 'EMULATION',
        memory: '8000000000',
        lacks: [{ what: 'qemu-img' }],
      },
      activeJobs: [{ id: 'job_1' }],
    });
  });
});
