import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DiskId, JobId } from '../../../src/domain/ids.ts';
import { activeJobs } from '../../../src/projections/query/all-of.ts';
import {
  BadPageArgument,
  type DiskFilter,
  type DiskOrder,
  type JobFilter,
  type JobOrder,
  type Page,
  type PageArgs,
} from '../../../src/projections/views.ts';
import { appendTo, at, hostId, jobEvents, newEvent, observed, registered } from '../events.ts';
import { type Opened, sharedProjections } from '../opened.ts';

let projections: Opened;
const byName: DiskOrder = { field: 'NAME', direction: 'ASC' };
const byRequest: JobOrder = { field: 'REQUESTED_AT', direction: 'DESC' };
const removed = { type: 'DiskRemoved' as const, data: { reason: null } };

/** Fresh projections for all tests of a describe, or for each. */
const shareOne = (hook: typeof beforeAll | typeof beforeEach): void => {
  hook(async () => {
    const opened = await sharedProjections();
    projections = opened;
    return opened.end;
  });
};

async function disk(
  id: DiskId,
  events: readonly { type: string; data: unknown }[],
  minute = 0,
): Promise<void> {
  await appendTo(projections.store, `disk-${id}`, events, minute);
  await projections.current();
}

const names = (page: Page<{ id: string }>): string[] => page.edges.map(({ node }) => node.id);
const disks = (filter: DiskFilter = {}, order = byName, page: PageArgs = {}) =>
  names(projections.views.disks(filter, order, page));
const jobs = (filter: JobFilter = {}, order = byRequest, page: PageArgs = {}) =>
  names(projections.views.jobs(filter, order, page));

/** Reads a list to its end, page by page. */
function readAll<Node>(read: (page: PageArgs) => Page<Node>, size: number, way: 'first' | 'last'): Node[] {
  const nodes: Node[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = read(way === 'first' ? { first: size, after: cursor } : { last: size, before: cursor });
    const found = page.edges.map(({ node }) => node);
    if (way === 'first') nodes.push(...found);
    else nodes.unshift(...found);
    cursor = way === 'first' ? page.edges.at(-1)?.cursor : page.edges[0]?.cursor;
    if (!(way === 'first' ? page.hasNextPage : page.hasPreviousPage)) return nodes;
  }
}

describe('the list of disks', () => {
  shareOne(beforeAll);
  beforeAll(async () => {
    await disk('disk_c', [registered('disk_c', { name: 'beta' }), observed({ allocatedBytes: 300 })], 0);
    await disk('disk_a', [registered('disk_a', { name: 'Alpha' })], 10);
    await disk(
      'disk_b',
      [
        registered('disk_b', { name: 'gamma', storageDomainId: 'dom_two' }),
        observed({ allocatedBytes: 100, virtualSize: 1 }),
        jobEvents('job_b').requested,
        jobEvents('job_b').locked(),
      ],
      5,
    );
    await disk(
      'disk_d',
      [registered('disk_d', { name: 'delta' }), observed({ present: false, allocatedBytes: null })],
      20,
    );
    await disk('disk_e', [registered('disk_e', { name: 'epsilon' }), removed], 30);
  });

  test.each<[DiskOrder['field'], string[]]>([
    ['NAME', ['disk_a', 'disk_c', 'disk_d', 'disk_b']],
    ['REGISTERED_AT', ['disk_c', 'disk_b', 'disk_a', 'disk_d']],
    ['ACTUAL_SIZE', ['disk_a', 'disk_d', 'disk_b', 'disk_c']],
    ['VIRTUAL_SIZE', ['disk_a', 'disk_b', 'disk_c', 'disk_d']],
  ])('is ordered by %s, what is not known as smallest, in both directions', (field, ids) => {
    expect(disks({}, { field, direction: 'ASC' })).toEqual(ids);
    expect(disks({}, { field, direction: 'DESC' })).toEqual([...ids].reverse());
  });

  test.each<[string, DiskFilter, string[]]>([
    ['a storage domain', { storageDomainId: 'dom_two' }, ['disk_b']],
    ['a part of the name, whatever its case', { nameContains: 'ALPH' }, ['disk_a']],
    ['a name with wildcards in it', { nameContains: '%' }, []],
    ['one status', { availabilities: ['LOCKED'] }, ['disk_b']],
    ['several statuses', { availabilities: ['LOCKED', 'MISSING', 'LOCKED'] }, ['disk_d', 'disk_b']],
    ['removal', { availabilities: ['REMOVED'] }, ['disk_e']],
    ['no status at all', { availabilities: [] }, []],
    ['a job on its way', { hasActiveJob: true }, ['disk_b']],
    ['no job on its way', { hasActiveJob: false }, ['disk_a', 'disk_c', 'disk_d']],
    ['a size', { actualSizeAtLeast: 200 }, ['disk_c']],
    [
      'all at once',
      { availabilities: ['LOCKED'], hasActiveJob: true, nameContains: 'g', actualSizeAtLeast: 1 },
      ['disk_b'],
    ],
  ])('is filtered by %s, and counted', (_, filter, ids) => {
    expect(disks(filter)).toEqual(ids);
    expect(projections.views.disks(filter, byName, { first: 0 }).totalCount()).toBe(ids.length);
  });
});

describe('a page', () => {
  shareOne(beforeEach);
  test.each(['first', 'last'] as const)(
    'by %s gives each row once, also where sort values are equal',
    async (way) => {
      for (let index = 0; index < 23; index += 1) {
        await disk(`disk_${index}`, [registered(`disk_${index}`, { name: `name ${index % 3}` }), observed()]);
      }
      for (const field of ['NAME', 'ACTUAL_SIZE', 'REGISTERED_AT'] as const) {
        for (const direction of ['ASC', 'DESC'] as const) {
          const order = { field, direction };
          const all = names(projections.views.disks({}, order, { first: 500 }));
          expect(new Set(all).size).toBe(23);
          const paged = readAll((page) => projections.views.disks({}, order, page), 4, way);
          expect(paged.map(({ id }) => id)).toEqual(all);
        }
      }
    },
  );

  test('loses and repeats nothing while rows come, change and go', async () => {
    for (let index = 10; index < 40; index += 1) await disk(`disk_${index}`, [registered(`disk_${index}`)]);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let round = 0; ; round += 1) {
      const page = projections.views.disks({}, byName, { first: 5, after: cursor });
      seen.push(...names(page));
      cursor = page.edges.at(-1)?.cursor;
      if (!page.hasNextPage) break;
      await disk(`disk_0${round}`, [registered(`disk_0${round}`)]);
      await disk(`disk_${15 + round}0`, [registered(`disk_${15 + round}0`)]);
      // The very row that the cursor came from goes.
      await disk(seen.at(-1) as DiskId, [removed]);
    }
    const stable = Array.from({ length: 30 }, (_, index) => `disk_${index + 10}`);
    expect(seen.filter((id) => stable.includes(id))).toEqual(stable);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('shows an object as it is now, not as it was when last listed', async () => {
    await disk('disk_a', [registered('disk_a')]);
    expect(disks({ availabilities: ['AVAILABLE'] })).toContain('disk_a');
    await disk('disk_a', [observed({ present: false })], 40);
    expect(disks({ availabilities: ['AVAILABLE'] })).not.toContain('disk_a');
    expect(projections.views.disk('disk_a')?.observation?.present).toBe(false);
  });

  test('tells what lies before and after it', async () => {
    for (const id of ['disk_a', 'disk_b', 'disk_c'] as const) await disk(id, [registered(id)]);
    const { views } = projections;
    const flags = (page: PageArgs) => {
      const { hasNextPage, hasPreviousPage } = views.disks({}, byName, page);
      return { hasNextPage, hasPreviousPage };
    };
    const [a, b, c] = views.disks({}, byName, {}).edges.map(({ cursor }) => cursor);
    expect(flags({})).toEqual({ hasNextPage: false, hasPreviousPage: false });
    expect(flags({ first: 2 })).toEqual({ hasNextPage: true, hasPreviousPage: false });
    expect(flags({ first: 1, after: a })).toEqual({ hasNextPage: true, hasPreviousPage: true });
    expect(flags({ first: 1, after: b })).toEqual({ hasNextPage: false, hasPreviousPage: true });
    expect(flags({ first: 1, after: c })).toEqual({ hasNextPage: false, hasPreviousPage: true });
    expect(flags({ last: 1 })).toEqual({ hasNextPage: false, hasPreviousPage: true });
    expect(flags({ last: 1, before: b })).toEqual({ hasNextPage: true, hasPreviousPage: false });
    expect(flags({ first: 5, after: a, before: c })).toEqual({ hasNextPage: true, hasPreviousPage: true });
  });

  test('holds 50 unless asked otherwise', async () => {
    for (let index = 0; index < 51; index += 1) {
      await appendTo(projections.store, `disk-disk_${index}`, [registered(`disk_${index}`)]);
    }
    await projections.current();
    expect(disks()).toHaveLength(50);
    expect(disks({}, byName, { first: 0 })).toEqual([]);
  });

  test('is refused for arguments that make no page, each named', async () => {
    await disk('disk_a', [registered('disk_a')]);
    const { views } = projections;
    const cursor = views.disks({}, byName, {}).edges[0]?.cursor;
    const other = views.disks({}, { field: 'NAME', direction: 'DESC' }, {}).edges[0]?.cursor;
    const job = views.activity({}, 'ASC', {}).edges[0]?.cursor;
    const refused: [PageArgs, string][] = [
      [{ first: -1 }, 'first'],
      [{ first: 501 }, 'first'],
      [{ last: -1 }, 'last'],
      [{ last: 501 }, 'last'],
      [{ first: 1, last: 1 }, 'last'],
      [{ after: 'garbage' }, 'after'],
      [{ after: '' }, 'after'],
      [{ before: other }, 'before'],
      [{ after: job }, 'after'],
      [{ after: Buffer.from('["disks.NAME.ASC",{},"x"]').toString('base64url') }, 'after'],
    ];
    for (const [page, argument] of refused) {
      const read = () => views.disks({}, byName, page);
      expect(read, JSON.stringify(page)).toThrow(BadPageArgument);
      expect(read, JSON.stringify(page)).toThrow(argument);
    }
    expect(() => views.activity({}, 'ASC', { after: cursor })).toThrow(BadPageArgument);
  });
});

describe('the list of jobs', () => {
  shareOne(beforeAll);
  beforeAll(async () => {
    const one = jobEvents('job_1');
    const two = jobEvents('job_2');
    const three = jobEvents('job_3');
    await disk(
      'disk_a',
      [registered('disk_a'), one.requested, one.locked(), one.started(), one.completed()],
      0,
    );
    await disk('disk_a', [three.requested, three.locked()], 20);
    await disk('disk_b', [registered('disk_b'), two.requested, two.canceled(null, null)], 10);
  });

  test.each<[JobOrder['field'], string[]]>([
    ['REQUESTED_AT', ['job_1', 'job_2', 'job_3']],
    ['FINISHED_AT', ['job_3', 'job_1', 'job_2']],
    ['RECLAIMED', ['job_2', 'job_3', 'job_1']],
  ])('is ordered by %s, what is not known as smallest, in both directions', (field, ids) => {
    expect(jobs({}, { field, direction: 'ASC' })).toEqual(ids);
    expect(jobs({}, { field, direction: 'DESC' })).toEqual([...ids].reverse());
    const paged = readAll((page) => projections.views.jobs({}, { field, direction: 'ASC' }, page), 1, 'last');
    expect(paged.map(({ id }) => id)).toEqual(ids);
  });

  test.each<[string, JobFilter, string[]]>([
    ['disk', { diskId: 'disk_a' }, ['job_3', 'job_1']],
    ['status', { statuses: ['COMPLETED', 'CANCELED'] }, ['job_2', 'job_1']],
    ['being active', { active: true }, ['job_3']],
    ['having ended', { active: false }, ['job_2', 'job_1']],
    ['a status that contradicts being active', { statuses: ['COMPLETED'], active: true }, []],
    ['host', { hostId }, ['job_3', 'job_1']],
    ['host and status', { hostId, active: true }, ['job_3']],
    ['another host', { hostId: 'host_two' }, []],
    [
      'moments of request, the first included, the last not',
      { requestedAfter: at(11), requestedBefore: at(20) },
      ['job_2'],
    ],
    ['disk and status', { diskId: 'disk_a', statuses: ['LOCKED'] }, ['job_3']],
  ])('is filtered by %s, in each order, and counted', (_, filter, ids) => {
    expect(jobs(filter)).toEqual(ids);
    for (const field of ['FINISHED_AT', 'RECLAIMED'] as const) {
      expect(jobs(filter, { field, direction: 'ASC' }).sort()).toEqual([...ids].sort());
    }
    expect(projections.views.jobs(filter, byRequest, {}).totalCount()).toBe(ids.length);
  });

  test('has the active ones, oldest request first', async () => {
    await disk('disk_c', [registered('disk_c'), jobEvents('job_4').requested], 15);
    expect([...activeJobs(projections.views)].map(({ id }) => id)).toEqual(['job_4', 'job_3']);
  });
});

describe('the history', () => {
  shareOne(beforeAll);
  const types = (filter: Parameters<Opened['views']['activity']>[0], page: PageArgs = {}) =>
    projections.views.activity(filter, 'ASC', page).edges.map(({ node }) => node.type);

  beforeAll(async () => {
    const one = jobEvents('job_1');
    await disk('disk_a', [registered('disk_a'), one.requested, one.locked(), one.failed()], 0);
    await disk('disk_b', [registered('disk_b')], 10);
    const two = jobEvents('job_2');
    await disk('disk_a', [two.requested], 20);
    await projections.store.append(
      'disk-disk_b',
      [newEvent('DiskUpdated', { name: 'x' }, at(5), 'late author')],
      'ANY',
    );
    await projections.current();
  });

  test.each<[string, Parameters<Opened['views']['activity']>[0], string[]]>([
    ['disk', { diskId: 'disk_b' }, ['DiskRegistered', 'DiskUpdated']],
    ['job', { jobId: 'job_1' }, ['SparsifyRequested', 'DiskLocked', 'SparsifyFailed']],
    ['a job that there is not', { jobId: 'job_9' }, []],
    [
      'type',
      { types: ['SparsifyRequested', 'DiskUpdated'] },
      ['SparsifyRequested', 'SparsifyRequested', 'DiskUpdated'],
    ],
    [
      'disk and type',
      { diskId: 'disk_a', types: ['SparsifyRequested'] },
      ['SparsifyRequested', 'SparsifyRequested'],
    ],
    ['author', { actorId: 'late author' }, ['DiskUpdated']],
    ['the time from a moment on', { occurredAfter: at(10) }, ['DiskRegistered', 'SparsifyRequested']],
    [
      'the time before a moment, recorded late or not',
      { occurredBefore: at(10), occurredAfter: at(3) },
      ['SparsifyFailed', 'DiskUpdated'],
    ],
    ['disk and time', { diskId: 'disk_b', occurredBefore: at(6) }, ['DiskUpdated']],
  ])('is filtered by %s, in both directions, and counted', (_, filter, expected) => {
    expect(types(filter)).toEqual(expected);
    const page = projections.views.activity(filter, 'DESC', {});
    expect(page.edges.map(({ node }) => node.type)).toEqual([...expected].reverse());
    expect(page.totalCount()).toBe(expected.length);
    const paged = readAll((args) => projections.views.activity(filter, 'DESC', args), 1, 'first');
    expect(paged.map(({ type }) => type)).toEqual([...expected].reverse());
  });

  test('has every event as the store has it', async () => {
    const found = projections.views.activity({}, 'ASC', {}).edges.map(({ node }) => node);
    const stored = await Array.fromAsync(projections.store.readAll());
    expect(found).toEqual(
      stored.map(({ id, data, ...event }) => ({
        ...event,
        eventId: id,
        data,
        diskId: event.stream.slice('disk-'.length),
        hostId: null,
        storageDomainId: null,
        jobId: (data as { jobId?: JobId }).jobId ?? null,
      })),
    );
    for (const { eventId } of found) {
      expect(projections.views.activityByEventId(eventId)?.eventId).toBe(eventId);
    }
    expect(projections.views.activityByEventId('none')).toBeNull();
  });

  test('goes on after any cursor of the live feed, one that is of no event of the history too', async () => {
    const { feed, views, store } = projections;
    expect(types({}, { after: feed.presentCursor() })).toEqual([]);
    await appendTo(store, 'idempotencyKey-job_x', [{ type: 'IdempotencyKeyTaken', data: {} }]);
    await projections.current();
    const cursor = feed.presentCursor();
    await disk('disk_z', [registered('disk_z')]);
    expect(types({}, { after: cursor })).toEqual(['DiskRegistered']);
    expect(views.activity({}, 'ASC', { before: cursor }).edges).toHaveLength(7);
    expect(types({}, { first: 1, after: feed.cursorAt('') })).toEqual(['DiskRegistered']);
  });
});

describe('hosts, storage domains and backing files', () => {
  shareOne(beforeEach);
  beforeEach(async () => {
    const { store } = projections;
    const mounts = [{ hostId, path: '/srv/images' }];
    await appendTo(store, 'host-host_one', [
      { type: 'HostRegistered', data: { name: 'one', transport: 'LOCAL' } },
      { type: 'HostProbed', data: { cores: 2, lacks: [], recommends: [] } },
    ]);
    await appendTo(store, 'storageDomain-dom_one', [
      { type: 'StorageDomainRegistered', data: { name: 'images', kind: 'DIRECTORY', mounts } },
    ]);
    await projections.current();
  });

  test('are listed by name and found by id', () => {
    const { views } = projections;
    expect(views.host(hostId)).toMatchObject({ name: 'one', probedAt: at(1), capabilities: { cores: 2 } });
    expect(views.hosts({}).edges.map(({ node }) => node)).toEqual([views.host(hostId)]);
    expect(views.storageDomains({}).edges.map(({ node }) => node)).toEqual([views.storageDomain('dom_one')]);
    expect(views.hosts({}).totalCount()).toBe(1);
    expect(views.host('host_none')).toBeNull();
  });

  test.each([
    ['its absolute path', '/srv/images/base/golden.qcow2'],
    ['its path from its own directory', '../base/golden.qcow2'],
  ])('find a backing disk by %s, and back', async (_, backing) => {
    await disk('disk_base', [registered('disk_base', { path: 'base/golden.qcow2' })]);
    await disk('disk_child', [registered('disk_child', { path: 'vms/child.qcow2' }), observed({ backing })]);
    await disk('disk_other', [registered('disk_other', { path: 'golden.qcow2' })]);
    const { views } = projections;
    expect(views.backingDisk('disk_child')?.id).toBe('disk_base');
    expect(views.derivedDisks('disk_base').map(({ id }) => id)).toEqual(['disk_child']);
    expect(views.backingDisk('disk_base')).toBeNull();
    expect(views.derivedDisks('disk_other')).toEqual([]);
  });
});
