import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/domain/disk/attachments.ts';
import { diskStatus } from '../../../src/domain/disk/disk-status.ts';
import type { ObstacleCode } from '../../../src/domain/disk/eligibility/obstacle.ts';
import type { JobId } from '../../../src/domain/ids.ts';
import { hasEnded } from '../../../src/domain/job/status.ts';
import type { Labels } from '../../../src/domain/labels.ts';
import type { NewEvent, RecordedEvent } from '../../../src/event-store/event-store.ts';
import { toActivity } from '../../../src/projections/fold/activity-view.ts';
import { activityList } from '../../../src/projections/query/activity-list.ts';
import { diskList, diskMatches } from '../../../src/projections/query/disk-list.ts';
import { jobList } from '../../../src/projections/query/job-list.ts';
import { type List, readPage } from '../../../src/projections/query/keyset.ts';
import { diskTotals, jobTotals } from '../../../src/projections/query/totals.ts';
import type { Connection } from '../../../src/projections/store/connection.ts';
import { createReadModel, type ReadModel } from '../../../src/projections/store/read-model.ts';
import { beginViewsFile } from '../../../src/projections/store/views-file.ts';
import type {
  ActivityFilter,
  ActivityView,
  DiskFilter,
  DiskOrder,
  DiskView,
  JobFilter,
  JobOrder,
  JobView,
  LabelFilter,
} from '../../../src/projections/views.ts';
import { at, jobEvents, newEvent, observed, recorded, registered } from '../events.ts';
import { obstaclesByRules } from '../obstacles-by-rules.ts';

/** What a filter asks in one field, and which objects have it: several that some have, and some that none has. */
type Choices<Filter, View> = {
  readonly [Field in keyof Required<Filter>]: readonly (readonly [
    value: Filter[Field],
    has: (view: View) => boolean,
  ])[];
};

interface Asked<View> {
  readonly filter: object;
  readonly has: (view: View) => boolean;
}

/** No field, each alone, and every two of them, or every two and three, each with every value. */
function combinations<Filter, View>(choices: Choices<Filter, View>, most: 2 | 3 = 3): Asked<View>[] {
  const fields = Object.keys(choices) as (keyof Filter)[];
  const longer = (asked: readonly (Asked<View> & { readonly next: number })[]) =>
    asked.flatMap(({ filter, has, next }) =>
      fields.slice(next).flatMap((field, index) =>
        choices[field].map(([value, hasIt]) => ({
          filter: { ...filter, [field]: value },
          has: (view: View) => has(view) && hasIt(view),
          next: next + index + 1,
        })),
      ),
    );
  const none = [{ filter: {}, has: () => true, next: 0 }];
  const [one, two] = [longer(none), longer(longer(none))];
  return [...none, ...one, ...two, ...(most === 3 ? longer(two) : [])];
}

const host = (id: string): [string, string, object][] => [
  [`host-${id}`, 'HostRegistered', { name: id, transport: 'LOCAL' }],
  [
    `host-${id}`,
    'HostProbed',
    { lacks: [], recommends: [], libvirt: null, sg3Utils: null, virtSparsify: null },
  ],
  [
    `host-${id}`,
    'HostObserved',
    { contact: 'IN_CONTACT', machines: 'KNOWN', mounts: [], blockDevices: [], problems: [] },
  ],
];
const domain = (id: string, ...hosts: string[]): [string, string, object] => [
  `storageDomain-${id}`,
  'StorageDomainRegistered',
  {
    name: id,
    kind: 'DIRECTORY',
    mounts: hosts.map((hostId) => ({ hostId, path: '/images', storage: null })),
  },
];
const ofDisk = (id: string, ...events: { type: string; data: object }[]): [string, string, object][] =>
  events.map(({ type, data }) => [`disk-${id}`, type, data]);
const shutOff = { hostId: 'host_a' as const, state: 'SHUT_OFF' as const };
const machine: readonly Attachment[] = [
  { ...shutOff, vmId: 'vm-1', vmName: 'web', labels: { 'libvirt/title': 'Web', 'libvirt/os': 'debian' } },
  { ...shutOff, vmId: 'vm-2', vmName: 'copy', labels: { 'libvirt/title': 'a=b' } },
];
const labelled = (labels: Labels) => ({ type: 'DiskUpdated', data: { labels } });
const jobOf = (id: string) => jobEvents(`job_${id}`);

/** Two hosts with storage, and one with none; disks of every status, with and without obstacles and jobs. */
const history: [string, string, object][] = [
  ...host('host_a'),
  ...host('host_b'),
  ...host('host_none'),
  domain('dom_a', 'host_a'),
  domain('dom_both', 'host_a', 'host_b'),
  domain('dom_empty', 'host_b'),
  ...ofDisk('disk_1', registered('disk_1', { name: 'Web', storageDomainId: 'dom_a' })),
  ...ofDisk('disk_1', observed({ attachments: machine }), labelled({ team: 'web', tier: '' })),
  ...ofDisk(
    'disk_2',
    registered('disk_2', { storageDomainId: 'dom_both', format: 'RAW', labels: { team: 'web', old: 'yes' } }),
    labelled({ team: 'db' }),
  ),
  ...ofDisk('disk_2', observed({ attachments: [], allocatedBytes: 9_000, virtualSize: 20_000 })),
  ...ofDisk('disk_3', registered('disk_3', { storageDomainId: 'dom_both', allocation: 'PREALLOCATED' })),
  ...ofDisk('disk_3', observed({ attachments: [], dirty: true, writable: false })),
  ...ofDisk('disk_4', registered('disk_4', { storageDomainId: 'dom_a' }), jobOf('4').requested),
  ...ofDisk('disk_5', registered('disk_5', { storageDomainId: 'dom_both' }), observed({ attachments: [] })),
  ...ofDisk('disk_5', labelled({ team: 'web' })),
  ...ofDisk('disk_5', jobOf('5').requested, jobOf('5').locked(), jobOf('5').started()),
  ...ofDisk('disk_6', registered('disk_6', { storageDomainId: 'dom_a' }), observed({ present: false })),
  ...ofDisk(
    'disk_7',
    registered('disk_7', { name: 'web old', labels: { team: 'web' } }),
    jobOf('7').requested,
    jobOf('7').failed(null),
  ),
  ...ofDisk('disk_7', { type: 'DiskRemoved', data: { reason: null } }),
  ...ofDisk('disk_2', { type: 'DiskMeasured', data: { filesystems: [], reclaimableBytes: 400 } }),
  ...ofDisk('disk_5', { type: 'DiskMeasured', data: { filesystems: [], reclaimableBytes: 600 } }),
  ...ofDisk('disk_1', jobOf('1').requested, jobOf('1').locked(), jobOf('1').completed()),
  // Where the jobs ran.
  ...host('host_one'),
  ['host-host_one', 'HostUpdated', { name: 'one', maxRuns: null, labels: { site: 'bonn' } }],
  ['host-host_b', 'HostUpdated', { name: 'b', maxRuns: null, labels: { site: 'bonn', rack: '7' } }],
  ['host-host_none', 'HostUpdated', { name: 'none', maxRuns: null, labels: { site: 'oslo' } }],
  ['storageDomain-dom_a', 'StorageDomainUpdated', { maxRuns: null, labels: { tier: 'gold', old: '' } }],
];

let directory: string;
let model: ReadModel;
let connection: Connection;
const events: RecordedEvent[] = [];

beforeAll(async () => {
  const revisions = new Map<string, number>();
  history.forEach(([stream, type, data], index) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const event: NewEvent = newEvent(type, data, at(index), index % 2 === 0 ? 'local' : 'other');
    events.push(recorded(stream, event, revision, index));
  });
  directory = await mkdtemp(join(tmpdir(), 'winnow-filters-'));
  const file = join(directory, 'views.db');
  connection = beginViewsFile(file);
  model = createReadModel(connection, ({ error }) => expect.unreachable(error));
  model.apply(events);
  while (model.isReevaluating()) model.reevaluateSome();
});
afterAll(async () => {
  connection.close();
  await rm(directory, { recursive: true });
});

/** Every combination lists just those that have it all, in every order, and counts them. */
function expectAgreement<View extends { readonly id: string }>(
  asked: readonly Asked<View>[],
  all: readonly View[],
  lists: readonly ((filter: object) => List<View>)[],
): void {
  for (const listOf of lists) {
    const inOrder = readPage(connection, listOf({}), {}).edges.map(({ node }) => node.id);
    for (const { filter, has } of asked) {
      const list = listOf(filter);
      const wanted = new Set(all.filter(has).map(({ id }) => id));
      const page = readPage(connection, list, {});
      const found = page.edges.map(({ node }) => node.id);
      const message = JSON.stringify(filter);
      expect(found.toSorted(), message).toEqual([...wanted].toSorted());
      // Those that are listed only when asked for have no place in the whole list.
      expect(
        found.filter((id) => inOrder.includes(id)),
        message,
      ).toEqual(inOrder.filter((id) => wanted.has(id)));
      expect(page.totalCount(), message).toBe(found.length);
    }
  }
}

const diskOrders: readonly DiskOrder[] = (
  ['NAME', 'REGISTERED_AT', 'ACTUAL_SIZE', 'VIRTUAL_SIZE', 'RECLAIMABLE'] as const
).flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })));

const codesOf = (view: DiskView) => obstaclesByRules(model, view);

function diskChoices(): Choices<DiskFilter, DiskView> {
  const any = (...wanted: ObstacleCode[]) =>
    [wanted, (view: DiskView) => codesOf(view).some((code) => wanted.includes(code))] as const;
  const actual = ({ observation }: DiskView) => observation?.allocatedBytes ?? null;
  const reclaimable = (view: DiskView) => view.reclaimable?.bytes ?? null;
  const virtual = ({ observation }: DiskView) => observation?.virtualSize ?? null;
  const least = (size: (view: DiskView) => number | null, bound: number) =>
    [bound, (view: DiskView) => (size(view) ?? -1) >= bound] as const;
  const most = (size: (view: DiskView) => number | null, bound: number) =>
    [bound, (view: DiskView) => (size(view) ?? bound + 1) <= bound] as const;
  const status = (...wanted: ReturnType<typeof diskStatus>[]) =>
    [wanted, (view: DiskView) => wanted.includes(diskStatus(view))] as const;
  const onHost = (id: `host_${string}`) =>
    [id, (view: DiskView) => model.storageDomainsOn(id).includes(view.storageDomainId)] as const;
  const vm = (given: string) =>
    [
      given,
      ({ observation }: DiskView) =>
        (observation?.attachments ?? []).some(({ vmId, vmName }) => vmId === given || vmName === given),
    ] as const;
  const inDomains = (wanted: readonly LabelFilter[], ...domains: string[]) =>
    [wanted, (view: DiskView) => domains.includes(view.storageDomainId)] as const;
  const labels = (...wanted: LabelFilter[]) =>
    [
      wanted,
      ({ labels = {}, observation }: DiskView) => {
        const discovered = (observation?.attachments ?? []).map((attachment) => attachment.labels ?? {});
        return wanted.every(({ key, value }) =>
          [labels, ...discovered].some((each) => key in each && (value == null || each[key] === value)),
        );
      },
    ] as const;
  return {
    storageDomainLabels: [inDomains([{ key: 'tier', value: 'gold' }, { key: 'old' }], 'dom_a')],
    hostLabels: [inDomains([{ key: 'site', value: 'bonn' }], 'dom_both', 'dom_empty')],
    labels: [
      labels({ key: 'team' }),
      labels({ key: 'team', value: 'web' }, { key: 'libvirt/title', value: 'a=b' }),
    ],
    hostId: [onHost('host_a'), onHost('host_none'), onHost('host_unknown')],
    sparsifiable: [true, false].map((wanted) => [wanted, (view) => (codesOf(view).length === 0) === wanted]),
    hasActiveJob: [true, false].map((wanted) => [wanted, (view) => (view.activeJobId !== null) === wanted]),
    obstacles: [any('DISK_BUSY'), any('READ_ONLY', 'DISK_BUSY', 'IMAGE_DIRTY'), any('ENCRYPTED'), any()],
    availabilities: [status('AVAILABLE', 'LOCKED'), status('REMOVED', 'MISSING'), status()],
    storageDomainId: [
      ['dom_a', ({ storageDomainId }) => storageDomainId === 'dom_a'],
      ['dom_empty', () => false],
    ],
    vm: [vm('web'), vm('none')],
    nameContains: [
      ['WEB', ({ name }) => name.toLowerCase().includes('web')],
      ['%', () => false],
    ],
    format: [
      ['RAW', ({ format }) => format === 'RAW'],
      ['OTHER', () => false],
    ],
    allocation: [
      ['PREALLOCATED', ({ allocation }) => allocation === 'PREALLOCATED'],
      ['THIN', ({ allocation }) => allocation === 'THIN'],
    ],
    actualSizeAtLeast: [least(actual, 3_000), least(actual, 10_000)],
    actualSizeAtMost: [most(actual, 5_000), most(actual, 0)],
    virtualSizeAtLeast: [least(virtual, 15_000), least(virtual, 30_000)],
    virtualSizeAtMost: [most(virtual, 15_000), most(virtual, 0)],
    reclaimableAtLeast: [least(reclaimable, 500), least(reclaimable, 5_000)],
    reclaimableAtMost: [most(reclaimable, 500), most(reclaimable, 0)],
  };
}

const allDisks = (): DiskView[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((number) => model.disk(`disk_${number}`) ?? []);

/** Every combination; what was removed has it only where the filter asks for that. */
const asked = (choices: Choices<DiskFilter, DiskView>, most?: 2 | 3) =>
  combinations(choices, most).map(({ filter, has }) => ({
    filter,
    has: (view: DiskView) => ('availabilities' in filter || view.removedAt === null) && has(view),
  }));

describe('every combination of up to three filters, or of two in descending order, lists just', () => {
  it.each(diskOrders)('the disks that have all of it, by $field $direction', (order) => {
    expect(allDisks()).toHaveLength(7);
    const most = order.direction === 'ASC' ? 3 : 2;
    expectAgreement(asked(diskChoices(), most), allDisks(), [(filter) => diskList(model, filter, order)]);
  });

  it('the jobs that have all of it', () => {
    const ofDisks = (wanted: readonly LabelFilter[], ...disks: string[]) =>
      [wanted, ({ diskId }: JobView) => disks.includes(diskId)] as const;
    const choices: Choices<JobFilter, JobView> = {
      diskLabels: [ofDisks([{ key: 'team', value: 'web' }], 'disk_1', 'disk_5', 'disk_7')],
      storageDomainLabels: [ofDisks([{ key: 'tier', value: 'gold' }], 'disk_1', 'disk_4')],
      hostLabels: [
        [[{ key: 'site' }], ({ attempts }) => attempts.some(({ hostId }) => hostId === 'host_one')],
      ],
      hostId: (['host_one', 'host_none', 'host_unknown'] as const).map((id) => [
        id,
        ({ attempts }) => attempts.some(({ hostId }) => hostId === id),
      ]),
      diskId: (['disk_1', 'disk_2', 'disk_unknown'] as const).map((id) => [
        id,
        ({ diskId }) => diskId === id,
      ]),
      active: [true, false].map((wanted) => [wanted, ({ status }) => !hasEnded(status) === wanted]),
      statuses: ([['RUNNING', 'FAILED'], ['CANCELED'], []] as const).map((wanted) => [
        wanted,
        ({ status }) => wanted.some((one) => one === status),
      ]),
      outcomes: ([['RECLAIMED', 'PARTIAL'], ['NOTHING_TO_RECLAIM'], []] as const).map((wanted) => [
        wanted,
        ({ result }) => wanted.some((one) => one === result?.outcome),
      ]),
      requesterId: ['local', 'nobody', ''].map((id) => [id, ({ requestedBy }) => requestedBy.id === id]),
      finishedAfter: [at(36), at(99)].map((moment) => [
        moment,
        ({ finishedAt }) => finishedAt !== null && finishedAt >= moment,
      ]),
      finishedBefore: [at(36), at(0)].map((moment) => [
        moment,
        ({ finishedAt }) => finishedAt !== null && finishedAt < moment,
      ]),
      requestedAfter: [at(25), at(99)].map((moment) => [moment, ({ requestedAt }) => requestedAt >= moment]),
      requestedBefore: [at(30), at(0)].map((moment) => [moment, ({ requestedAt }) => requestedAt < moment]),
    };
    const orders: readonly JobOrder[] = (['REQUESTED_AT', 'FINISHED_AT', 'RECLAIMED'] as const).flatMap(
      (field) => (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })),
    );
    const ids: readonly JobId[] = ['job_1', 'job_4', 'job_5', 'job_7'];
    const all = ids.flatMap((id) => model.job(id) ?? []);
    expect(all).toHaveLength(4);
    expectAgreement(
      combinations(choices),
      all,
      orders.map((order) => (filter) => jobList(model, filter, order)),
    );
    for (const { filter, has } of combinations(choices)) {
      const jobs = all.filter(has);
      const totals = jobTotals(model, filter);
      const message = JSON.stringify(filter);
      expect(totals.count, message).toBe(jobs.length);
      expect(totals.reclaimed, message).toBe(
        BigInt(jobs.reduce((sum, { result }) => sum + (result?.reclaimed ?? 0), 0)),
      );
      expect(totals.statuses.flatMap(({ status, count }) => Array(count).fill(status)).sort()).toEqual(
        jobs.map(({ status }) => status).sort(),
      );
      expect(totals.outcomes.flatMap(({ outcome, count }) => Array(count).fill(outcome)).sort()).toEqual(
        jobs.flatMap(({ result }) => result?.outcome ?? []).sort(),
      );
    }
  });

  it('the totals of the disks that have all of it, and the single disk among them', () => {
    for (const { filter, has } of asked(diskChoices())) {
      const disks = allDisks().filter(has);
      const message = JSON.stringify(filter);
      const sum = (of: (view: DiskView) => number | null | undefined) =>
        BigInt(disks.reduce((all, disk) => all + (of(disk) ?? 0), 0));
      const { obstacles, ...totals } = diskTotals(model, filter);
      expect(totals, message).toEqual({
        count: disks.length,
        actualSize: sum(({ observation }) => observation?.allocatedBytes),
        virtualSize: sum(({ observation }) => observation?.virtualSize),
        reclaimable: sum(({ reclaimable }) => reclaimable?.bytes),
        estimated: disks.filter(({ reclaimable }) => reclaimable !== null).length,
        sparsifiable: disks.filter((disk) => codesOf(disk).length === 0).length,
      });
      const met = disks.flatMap((disk) => [...new Set(codesOf(disk))]);
      expect(new Map(obstacles.map(({ code, count }) => [code, count])), message).toEqual(
        new Map(met.map((code) => [code, met.filter((one) => one === code).length])),
      );
      for (const disk of allDisks()) expect(diskMatches(model, disk.id, filter), message).toBe(has(disk));
    }
  });

  it('the events that have all of it', () => {
    type Event = ActivityView & { readonly id: string };
    const choices: Choices<ActivityFilter, Event> = {
      diskId: (['disk_1', 'disk_unknown'] as const).map((id) => [id, ({ diskId }) => diskId === id]),
      jobId: (['job_1', 'job_unknown'] as const).map((id) => [id, ({ jobId }) => jobId === id]),
      hostId: (['host_a', 'host_unknown'] as const).map((id) => [
        id,
        ({ stream }) => stream === `host-${id}`,
      ]),
      storageDomainId: (['dom_both', 'dom_unknown'] as const).map((id) => [
        id,
        ({ stream }) => stream === `storageDomain-${id}`,
      ]),
      types: [['DiskRegistered', 'SparsifyRequested'], ['Nothing'], []].map((wanted) => [
        wanted,
        ({ type }) => wanted.includes(type),
      ]),
      actorId: ['local', 'nobody', ''].map((id) => [id, ({ metadata }) => metadata.actor.id === id]),
      occurredAfter: [at(10), at(99)].map((moment) => [
        moment,
        ({ metadata }) => metadata.occurredAt >= moment,
      ]),
      occurredBefore: [at(30), at(0)].map((moment) => [
        moment,
        ({ metadata }) => metadata.occurredAt < moment,
      ]),
    };
    const withId = (view: ActivityView): Event => ({ ...view, id: view.eventId });
    expectAgreement(
      combinations(choices),
      events.map((event) => withId(toActivity(event))),
      (['ASC', 'DESC'] as const).map((direction) => (filter) => {
        const list = activityList(model, filter, direction);
        return { ...list, node: (row) => withId(list.node(row)) };
      }),
    );
  });
});
