import { expect, onTestFinished, test } from 'vitest';
import { diskList, diskMatches } from '../../../src/projections/query/disk-list.ts';
import { jobList } from '../../../src/projections/query/job-list.ts';
import { readPage } from '../../../src/projections/query/keyset.ts';
import { diskTotals, jobTotals } from '../../../src/projections/query/totals.ts';
import { createReadModel } from '../../../src/projections/store/read-model.ts';
import { beginViewsFile } from '../../../src/projections/store/views-file.ts';
import type { DiskView, JobFilter, LabelFilter, Page } from '../../../src/projections/views.ts';
import { jobEvents, newEvent, observed, recorded, registered } from '../events.ts';
import { openedProjections } from '../opened.ts';

type Event = { readonly stream: string; readonly type: string; readonly data: object };

/** The views of some events, and what lists of disks they give. */
function viewsOf(...history: Event[]) {
  const connection = beginViewsFile(':memory:');
  onTestFinished(() => connection.close());
  const model = createReadModel(connection, ({ error }) => expect.unreachable(error));
  const revisions = new Map<string, number>();
  let place = 0;
  const apply = (...events: Event[]) =>
    model.apply(
      events.map(({ stream, type, data }) => {
        const revision = revisions.get(stream) ?? 0;
        revisions.set(stream, revision + 1);
        place += 1;
        return recorded(stream, newEvent(type, data), revision, place);
      }),
    );
  apply(...history);
  const idsOf = (...labels: LabelFilter[]) =>
    readPage(connection, diskList(model, { labels }, { field: 'NAME', direction: 'ASC' }), {}).edges.map(
      ({ node }) => node.id,
    );
  return { connection, model, apply, idsOf };
}

const disk = (id: `disk_${string}`, labels: Record<string, string>): Event => ({
  stream: `disk-${id}`,
  ...registered(id, { labels }),
});
const updated = (id: string, labels: Record<string, string>): Event => ({
  stream: `disk-${id}`,
  type: 'DiskUpdated',
  data: { labels },
});
const seenOn = (id: string, ...titles: string[]): Event => ({
  stream: `disk-${id}`,
  ...observed({
    attachments: titles.map((title, index) => ({
      vmId: `vm-${index}`,
      vmName: `vm-${index}`,
      hostId: 'host_one',
      state: 'SHUT_OFF',
      labels: { 'libvirt/title': title },
    })),
  }),
});

test('labels that a disk no longer has no longer find it, and others stay', () => {
  const { apply, idsOf } = viewsOf(
    disk('disk_a', { team: 'web', tier: 'gold' }),
    disk('disk_b', { team: 'web' }),
  );
  expect(idsOf({ key: 'team', value: 'web' })).toEqual(['disk_a', 'disk_b']);
  apply(updated('disk_a', { team: 'db', tier: 'gold' }));
  expect(idsOf({ key: 'team', value: 'web' })).toEqual(['disk_b']);
  expect(idsOf({ key: 'team' })).toEqual(['disk_a', 'disk_b']);
  expect(idsOf({ key: 'tier', value: 'gold' }, { key: 'team', value: 'db' })).toEqual(['disk_a']);
  apply(updated('disk_a', {}));
  expect(idsOf({ key: 'team' })).toEqual(['disk_b']);
  expect(idsOf({ key: 'tier' })).toEqual([]);
  apply(updated('disk_b', { tier: '' }));
  expect(idsOf({ key: 'tier', value: '' })).toEqual(['disk_b']);
  expect(idsOf()).toEqual(['disk_a', 'disk_b']);
});

test('a title that a guest has chosen stands for no assigned label, whatever it looks like', () => {
  const { apply, idsOf } = viewsOf(
    disk('disk_a', { team: 'web' }),
    disk('disk_b', {}),
    seenOn('disk_b', 'team=web', '"],["team","web"]', '%'),
  );
  expect(idsOf({ key: 'team' })).toEqual(['disk_a']);
  expect(idsOf({ key: 'team', value: 'web' })).toEqual(['disk_a']);
  for (const key of ['team=web', '%', 'tea_', '', 'libvirt/title=team', 'libvirt/', 'TEAM']) {
    expect(idsOf({ key }), key).toEqual([]);
  }
  // Each of several virtual machines has its own title.
  expect(idsOf({ key: 'libvirt/title', value: '%' }, { key: 'libvirt/title', value: 'team=web' })).toEqual([
    'disk_b',
  ]);
  apply(seenOn('disk_b', 'new'));
  expect(idsOf({ key: 'libvirt/title', value: '%' })).toEqual([]);
  expect(idsOf({ key: 'libvirt/title', value: 'new' })).toEqual(['disk_b']);
});

test('pages of a label that very many disks have, and of one that few of them have, give each disk once', () => {
  const count = 2_100;
  const { connection, model } = viewsOf(
    ...Array.from({ length: count }, (_, index) =>
      disk(`disk_${String(index).padStart(4, '0')}`, {
        fleet: 'all',
        ...(index % 100 === 0 && { hundredth: 'yes' }),
      }),
    ),
  );
  const pagesOf = (labels: readonly LabelFilter[], size: number) => {
    const list = diskList(model, { labels }, { field: 'REGISTERED_AT', direction: 'DESC' });
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const { edges, hasNextPage }: Page<DiskView> = readPage(connection, list, { first: size, after });
      found.push(...edges.map(({ node }) => node.id));
      after = edges.at(-1)?.cursor ?? null;
      if (!hasNextPage) return { found, total: readPage(connection, list, { first: 0 }).totalCount() };
    }
  };
  const all = pagesOf([{ key: 'fleet' }], 500);
  expect(new Set(all.found).size).toBe(count);
  expect(all).toMatchObject({ found: { length: count }, total: count });
  const few = pagesOf([{ key: 'fleet', value: 'all' }, { key: 'hundredth' }], 5);
  expect(few.found).toEqual(all.found.filter((id) => id.endsWith('00')));
  expect(few.total).toBe(21);
  expect(diskTotals(model, { labels: [{ key: 'fleet' }, { key: 'hundredth' }] }).count).toBe(21);
  expect(diskTotals(model, { labels: [{ key: 'fleet', value: 'none' }] }).count).toBe(0);
  expect(diskMatches(model, 'disk_0100', { labels: [{ key: 'hundredth', value: 'yes' }] })).toBe(true);
  expect(diskMatches(model, 'disk_0101', { labels: [{ key: 'hundredth', value: 'yes' }] })).toBe(false);
});

test('jobs are listed by the labels of their disks, storage and hosts, whether those leave few or very many', () => {
  const count = 2_100;
  const numbers = Array.from({ length: count }, (_, index) => String(index).padStart(4, '0'));
  const { model, connection, apply } = viewsOf(
    ...['one', 'two'].flatMap((id): Event[] => [
      {
        stream: `host-host_${id}`,
        type: 'HostRegistered',
        data: { name: id, transport: 'LOCAL', labels: { site: id } },
      },
    ]),
    ...numbers.flatMap((number): Event[] => {
      const { requested, locked } = jobEvents(`job_${number}`);
      const rare = Number(number) % 100 === 0;
      const attempt = { ...locked(), data: { ...locked().data, hostId: rare ? 'host_two' : 'host_one' } };
      return [
        disk(`disk_${number}`, { fleet: 'all', ...(rare && { hundredth: 'yes' }) }),
        ...[requested, attempt].map((event) => ({ stream: `disk-disk_${number}`, ...event })),
      ];
    }),
  );
  const listedBy = (filter: JobFilter) => {
    const page = readPage(
      connection,
      jobList(model, filter, { field: 'REQUESTED_AT', direction: 'ASC' }),
      {},
    );
    expect(jobTotals(model, filter).count).toBe(page.totalCount());
    return { first: page.edges[0]?.node.id, total: page.totalCount() };
  };
  expect(listedBy({ diskLabels: [{ key: 'fleet' }] })).toEqual({ first: 'job_0000', total: count });
  expect(listedBy({ diskLabels: [{ key: 'hundredth' }, { key: 'fleet' }] }).total).toBe(21);
  expect(listedBy({ hostLabels: [{ key: 'site', value: 'one' }] })).toEqual({
    first: 'job_0001',
    total: count - 21,
  });
  expect(listedBy({ hostLabels: [{ key: 'site', value: 'two' }] })).toEqual({ first: 'job_0000', total: 21 });
  expect(
    listedBy({ hostLabels: [{ key: 'site' }], diskLabels: [{ key: 'fleet' }], active: true }).total,
  ).toBe(count);
  const onGold = { storageDomainLabels: [{ key: 'tier', value: 'gold' }] };
  expect(listedBy(onGold).total).toBe(0);
  // The storage domain of all of them.
  apply(
    {
      stream: 'storageDomain-dom_one',
      type: 'StorageDomainRegistered',
      data: { name: 'one', kind: 'NFS', mounts: [] },
    },
    {
      stream: 'storageDomain-dom_one',
      type: 'StorageDomainUpdated',
      data: { maxRuns: null, labels: { tier: 'gold' } },
    },
  );
  expect(listedBy(onGold)).toEqual({ first: 'job_0000', total: count });
  expect(listedBy({ ...onGold, hostLabels: [{ key: 'site', value: 'two' }] }).total).toBe(21);
});

test('a key that every object has anyway is no label', () => {
  const { model } = viewsOf({
    stream: 'host-host_one',
    type: 'HostRegistered',
    data: { name: 'a', transport: 'LOCAL' },
  });
  for (const key of ['constructor', '__proto__', 'toString', 'length'])
    expect(model.hostsWith([{ key }])).toEqual([]);
});

test('hosts and storage domains are listed by all labels that are asked for', async () => {
  const { store, views, current } = await openedProjections();
  const put = async (stream: string, ...events: { type: string; data: object }[]) =>
    store.append(
      stream,
      events.map(({ type, data }) => newEvent(type, data)),
      'NO_STREAM',
    );
  for (const [id, labels] of [
    ['one', { site: 'berlin', rack: '7' }],
    ['two', { site: 'bonn' }],
  ] as const) {
    await put(
      `host-host_${id}`,
      { type: 'HostRegistered', data: { name: id, transport: 'LOCAL' } },
      { type: 'HostUpdated', data: { name: id, maxRuns: null, labels } },
    );
    await put(
      `storageDomain-dom_${id}`,
      {
        type: 'StorageDomainRegistered',
        data: { name: id, kind: 'NFS', mounts: [{ hostId: `host_${id}`, path: '/x', storage: null }] },
      },
      { type: 'StorageDomainUpdated', data: { maxRuns: null, labels } },
    );
  }
  await put('host-host_old', { type: 'HostRegistered', data: { name: 'old', transport: 'LOCAL' } });
  await current();
  for (const [labels, names] of [
    [[{ key: 'site' }], ['one', 'two']],
    [[{ key: 'site', value: 'bonn' }], ['two']],
    [[{ key: 'site', value: 'berlin' }, { key: 'rack' }], ['one']],
    [[{ key: 'site', value: 'bonn' }, { key: 'rack' }], []],
    [[{ key: "x' OR 1=1 --" }], []],
  ] as const) {
    expect(views.hosts({}, { labels }).edges.map(({ node }) => node.name)).toEqual(names);
    for (const filter of [{ labels }, { hostLabels: labels }, { labels, hostLabels: labels }]) {
      const page = views.storageDomains({ first: 1 }, filter);
      expect(page.edges.map(({ node }) => node.name)).toEqual(names.slice(0, 1));
      expect(page.totalCount()).toBe(names.length);
    }
  }
  expect(views.hosts({}).totalCount()).toBe(3);
});
