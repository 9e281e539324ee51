import type { DiskEventOf, DiskEventType } from '../../src/domain/disk/events.ts';
import { nothingObserved } from '../../src/domain/disk/upcast.ts';
import type { DiskId, HostId, JobId, StorageDomainId } from '../../src/domain/ids.ts';
import { storageAccessOf } from '../../src/projections/fold/storage-access.ts';
import {
  type ActivityView,
  BadCursor,
  BadPageArgument,
  type Change,
  type DiskView,
  type HostView,
  type JobView,
  type LiveFeed,
  type Page,
  type PageArgs,
  type StorageDomainView,
  type Views,
} from '../../src/projections/views.ts';
import type { Caller, Outcome, Requests } from '../../src/requests/requests.ts';
import type { Services, SystemStatus } from '../../src/resolvers/context.ts';

/** Services in memory that a test fills by hand: what is put in comes out, and every change goes to the feed. */
export interface FakeServices extends Services {
  readonly sent: { readonly name: keyof Requests; readonly input: unknown; readonly caller: Caller }[];
  readonly subscribers: ReadonlySet<unknown>;
  status: SystemStatus;
  /** What the next mutations answer; by default they find the object that their input names. */
  answer: ((name: keyof Requests, input: unknown) => Promise<Outcome<never>>) | null;
  /** Objects as they were, by id, for `asOf`. */
  readonly past: Map<string, DiskView | JobView>;
  putDisk(disk?: Partial<DiskView>): DiskView;
  putJob(job?: Partial<JobView>): JobView;
  putHost(host?: Partial<HostView>): HostView;
  putDomain(domain?: Partial<StorageDomainView>): StorageDomainView;
  putActivity<Type extends DiskEventType>(
    type: Type,
    data: DiskEventOf<Type>['data'],
    more?: Partial<Omit<ActivityView, 'data'>> & { readonly data?: unknown },
  ): ActivityView;
  /** Records a change: the views show it, and the feed tells it. */
  change(change: Partial<Omit<Change, 'position'>>): void;
}

export const at = '2026-11-22T07:00:00.000Z';
export const diskId: DiskId = 'disk_1';
export const jobId: JobId = 'job_1';
export const hostId: HostId = 'host_1';
export const domainId: StorageDomainId = 'dom_1';

export function aDisk(disk: Partial<DiskView> = {}): DiskView {
  return {
    id: diskId,
    name: 'web',
    storageDomainId: domainId,
    path: 'web.qcow2',
    format: 'QCOW2',
    formatBasis: 'DECLARED',
    allocation: 'THIN',
    allocationBasis: 'DECLARED',
    storageType: 'IMAGE',
    wipeAfterDelete: false,
    registeredAt: at,
    removedAt: null,
    observation: {
      ...nothingObserved,
      virtualSize: 10_737_418_240,
      allocatedBytes: 4_294_967_296,
      attachments: [],
    },
    observedAt: at,
    contentsCurrent: false,
    removedWithStorageDomain: false,
    hibernated: false,
    reclaimable: null,
    activeJobId: null,
    locked: false,
    updatedAt: at,
    ...disk,
  };
}

export function aJob(job: Partial<JobView> = {}): JobView {
  return {
    id: jobId,
    diskId,
    status: 'REQUESTED',
    options: { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: null },
    requestedBy: { kind: 'USER', id: 'local' },
    requestedAt: at,
    startedAt: null,
    finishedAt: null,
    attempts: [],
    contactLostAt: null,
    retryNotBefore: null,
    sizeBefore: null,
    progress: null,
    result: null,
    failure: null,
    updatedAt: at,
    ...job,
  };
}

export function fakeServices(): FakeServices {
  const disks = new Map<string, DiskView>();
  const jobs = new Map<string, JobView>();
  const hosts = new Map<string, HostView>();
  const domains = new Map<string, StorageDomainView>();
  const activities: ActivityView[] = [];
  const changes: Change[] = [];
  const subscribers = new Set<{ wake: () => void }>();
  let position = 0;

  const put =
    <Value extends { id: string }>(map: Map<string, Value>, make: (given: Partial<Value>) => Value) =>
    (given: Partial<Value> = {}): Value => {
      const value = make(given);
      map.set(value.id, value);
      return value;
    };
  const nextPosition = (): string => String(++position).padStart(8, '0');
  const cursorAt = (at: string | null): string => `c${at ?? '00000000'}`;
  const positionOf = (cursor: string, argument: keyof PageArgs): string => {
    if (!/^c\d{8}$/.test(cursor))
      throw new BadPageArgument(argument, `${argument} is no cursor of this server.`);
    return cursor.slice(1);
  };
  const page = <Node>(
    all: readonly Node[],
    { first, after, last }: PageArgs,
    key: (node: Node) => string,
  ): Page<Node> => {
    for (const [argument, size] of [
      ['first', first],
      ['last', last],
    ] as const) {
      if (typeof size === 'number' && (size < 0 || size > 500)) {
        throw new BadPageArgument(argument, `${argument} takes 0 to 500, got ${size}.`);
      }
    }
    const from = after ? positionOf(after, 'after') : '';
    const rest = all.filter((node) => key(node) > from);
    const shown = last ? rest.slice(-last) : rest.slice(0, first ?? 50);
    return {
      edges: shown.map((node) => ({ cursor: cursorAt(key(node)), node })),
      hasNextPage: shown.length < rest.length,
      hasPreviousPage: rest.length < all.length,
      totalCount: () => all.length,
    };
  };

  const views: Views = {
    disk: (id) => disks.get(id) ?? null,
    job: (id) => jobs.get(id) ?? null,
    host: (id) => hosts.get(id) ?? null,
    storageDomain: (id) => domains.get(id) ?? null,
    operation: () => null,
    runningOperations: () => [],
    disks: (_filter, _order, args) => page([...disks.values()], args, ({ id }) => id),
    jobs: ({ diskId }, _order, args) =>
      page(
        [...jobs.values()].filter((job) => !diskId || job.diskId === diskId),
        args,
        ({ id }) => id,
      ),
    hosts: (args) => page([...hosts.values()], args, ({ id }) => id),
    storageDomains: (args) => page([...domains.values()], args, ({ id }) => id),
    activity: ({ diskId, jobId, occurredBefore }, direction, args) => {
      const found = activities.filter(
        (activity) =>
          (!diskId || activity.diskId === diskId) &&
          (!jobId || activity.jobId === jobId) &&
          (!occurredBefore || activity.metadata.occurredAt < occurredBefore),
      );
      return page(direction === 'ASC' ? found : found.reverse(), args, (activity) => activity.position);
    },
    activityByEventId: (id) => activities.find(({ eventId }) => eventId === id) ?? null,
    activeJobs: () => [...jobs.values()].filter(({ finishedAt }) => finishedAt === null),
    diskMatches: () => true,
    diskTotals: () => {
      throw new Error('The double adds nothing up.');
    },
    jobTotals: () => {
      throw new Error('The double adds nothing up.');
    },
    derivedDisks: (id) =>
      [...disks.values()].filter(({ observation }) => observation?.backing === disks.get(id)?.path),
    backingDisk: (id) =>
      [...disks.values()].find(({ path }) => path === disks.get(id)?.observation?.backing) ?? null,
    checkpoint: () => (position === 0 ? null : String(position).padStart(8, '0')),
  };

  const feed: LiveFeed = {
    presentCursor: () => cursorAt(views.checkpoint()),
    cursorAt,
    changes: ({ after, wants }) => {
      if (after && !/^c\d{8}$/.test(after))
        throw new BadCursor('after is no cursor of this server: leave it out for the present state.');
      let seen = after ? after.slice(1) : (views.checkpoint() ?? '');
      let ended = false;
      let waiting: (() => void) | null = null;
      const subscriber = { wake: () => waiting?.() };
      subscribers.add(subscriber);
      const done = { done: true, value: undefined } as const;
      return {
        next: async () => {
          while (!ended) {
            const found = changes.find((change) => change.position > seen && wants(change));
            if (found) {
              seen = found.position;
              return { done: false, value: { ...found, cursor: cursorAt(found.position) } };
            }
            await new Promise<void>((resolve) => {
              waiting = resolve;
            });
          }
          return done;
        },
        return: async () => {
          ended = true;
          subscribers.delete(subscriber);
          subscriber.wake();
          return done;
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };

  const sent: FakeServices['sent'] = [];
  const ask =
    <Value extends string>(name: keyof Requests, made: (input: object) => Value) =>
    async (input: object, caller: Caller): Promise<Outcome<Value>> => {
      sent.push({ name, input, caller });
      return services.answer ? services.answer(name, input) : { ok: true, value: made(input) };
    };

  const services: FakeServices = {
    views,
    feed,
    requests: {
      registerDisk: ask('registerDisk', () => diskId),
      updateDisk: ask('updateDisk', () => diskId),
      removeDisk: ask('removeDisk', () => diskId),
      refreshDisk: ask('refreshDisk', () => diskId),
      sparsifyDisk: ask('sparsifyDisk', () => jobId),
      cancelSparsifyJob: ask('cancelSparsifyJob', () => jobId),
      registerHost: ask('registerHost', () => hostId),
      probeHost: ask('probeHost', () => 'op_1'),
      scanHost: ask('scanHost', () => 'op_1'),
      measureDisk: ask('measureDisk', () => 'op_1'),
      sparsifyDisks: async () => [],
      removeHost: ask('removeHost', () => hostId),
      removeStorageDomain: ask('removeStorageDomain', () => domainId),
      unregisterDirectory: ask('unregisterDirectory', () => domainId),
    },
    past: new Map(),
    storageAccessAt: async (id) => storageAccessOf(services.views, id),
    diskAt: async (id) => (services.past.get(id) as DiskView | undefined) ?? null,
    jobAt: async (id) => (services.past.get(id) as JobView | undefined) ?? null,
    jobsAt: async (_diskId, ids) => ids.flatMap((id) => (services.past.get(id) as JobView | undefined) ?? []),
    waitingFor: ({ status }) =>
      status === 'REQUESTED' ? { code: 'HOST_SLOT', message: 'The host is at its limit.' } : null,
    system: async () => services.status,
    status: {
      version: '0.1.0',
      startedAt: at,
      eventStore: { kind: 'SQLITE', available: true, problem: null, availableAt: at },
      projections: { position: null, lagSeconds: 0 },
      coordinator: { active: true, runningJobs: 0, waitingJobs: 0 },
      servers: [],
    },
    sent,
    subscribers,
    answer: null,
    putDisk: put(disks, aDisk),
    putJob: put(jobs, aJob),
    putHost: put(hosts, (host) => ({
      id: hostId,
      name: 'here',
      status: 'ACTIVE',
      registeredAt: at,
      capabilities: null,
      probedAt: null,
      observation: null,
      observedAt: null,
      ...host,
    })),
    putDomain: put(domains, (domain) => ({
      id: domainId,
      name: 'images',
      kind: 'DIRECTORY',
      mounts: [{ hostId, path: '/images', storage: null }],
      registeredAt: at,
      removedAt: null,
      updatedAt: at,
      ...domain,
    })),
    putActivity: (type, data, more = {}) => {
      const activity: ActivityView = {
        eventId: crypto.randomUUID(),
        position: nextPosition(),
        stream: `disk-${diskId}`,
        revision: activities.length,
        type,
        data,
        metadata: {
          actor: { kind: 'SYSTEM', id: 'winnow' },
          correlationId: jobId,
          causationId: 'req_1',
          occurredAt: at,
          schemaVersion: 1,
        },
        diskId,
        jobId,
        ...(more as Partial<ActivityView>),
      };
      activities.push(activity);
      return activity;
    },
    change: ({ activity = null, disk = null, job = null, operation = null }) => {
      if (disk) disks.set(disk.id, disk);
      if (job) jobs.set(job.id, job);
      changes.push({
        position: activity?.position ?? nextPosition(),
        activity,
        disk,
        job,
        host: null,
        operation,
      });
      for (const { wake } of subscribers) wake();
    },
  };
  return services;
}
