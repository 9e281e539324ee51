import type { SparsifyOptions } from '../../src/domain/disk/events.ts';
import type { DiskObservation } from '../../src/domain/disk/observation.ts';
import type { HostCapabilities, HostObservation } from '../../src/domain/host/events.ts';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../../src/domain/ids.ts';
import type { JobStatus } from '../../src/domain/job/status.ts';
import type { StorageMount } from '../../src/domain/storage-domain/events.ts';
import { diskAt, jobAt, jobsAt, storageAccessAt } from '../../src/projections/fold/history.ts';
import type { LiveFeed } from '../../src/projections/views.ts';
import type { Caller, HostAtWork, Outcome, Requests } from '../../src/requests/requests.ts';
import type { Services, SystemStatus } from '../../src/resolvers/context.ts';
import { jobEvents, newEvent, observed, registered } from '../projections/events.ts';
import { type Opened, openedProjections } from '../projections/opened.ts';

/** An event that a test gives: at 07:00 of one day and by `local` unless it says otherwise. */
export interface Given {
  readonly type: string;
  readonly data: unknown;
  readonly at?: string;
  readonly actorId?: string;
  readonly causationId?: string;
}

/**
 * Services on a store of their own, with the views and the feed of production, which a test fills with events. What is
 * requested of them is recorded and answered as the test says: nothing is done about it.
 */
export interface SeededServices extends Services {
  readonly store: Opened['store'];
  readonly sent: { readonly name: keyof Requests; readonly input: unknown; readonly caller: Caller }[];
  /** What the next requests answer; by default the object that their input names. */
  answer: ((name: keyof Requests, input: unknown) => Promise<Outcome<never>>) | null;
  /** Subscriptions to the feed that are open. */
  readonly subscribers: ReadonlySet<unknown>;
  status: SystemStatus;
  /** Appends events to a stream; resolves once the views show them. */
  given(stream: string, ...events: readonly Given[]): Promise<void>;
  putHost(host?: {
    readonly id?: HostId;
    readonly name?: string;
    readonly capabilities?: HostCapabilities;
    readonly observation?: HostObservation;
  }): Promise<void>;
  putDomain(domain?: {
    readonly id?: StorageDomainId;
    readonly name?: string;
    readonly mounts?: readonly StorageMount[];
  }): Promise<void>;
  /** Registers a disk, and inspects it unless its observation is null. */
  putDisk(
    disk?: Partial<ReturnType<typeof registered>['data']> & {
      readonly id?: DiskId;
      readonly observation?: Partial<DiskObservation> | null;
    },
  ): Promise<void>;
  /** Requests a scan of `host_1`, which ends as the test says. */
  putOperation(end?: {
    readonly type: 'OperationSucceeded' | 'OperationFailed';
    readonly data: object;
  }): Promise<void>;
  /** Gives a disk a job with all that led to its status; the disk too, where there is none. */
  putJob(job?: {
    readonly id?: JobId;
    readonly diskId?: DiskId;
    readonly status?: JobStatus;
    readonly options?: Partial<SparsifyOptions>;
  }): Promise<void>;
}

export const at = '2026-11-22T07:00:00.000Z';
export const diskId: DiskId = 'disk_1';
export const jobId: JobId = 'job_1';
export const hostId: HostId = 'host_1';
export const domainId: StorageDomainId = 'dom_1';
export const operationId: OperationId = 'op_1';

/** The events that lead a job on `host_1` to a status, and those alone that lead on from another. */
export function stepsTo(
  id: JobId,
  status: JobStatus,
  { from, options = {} }: { readonly from?: JobStatus; readonly options?: Partial<SparsifyOptions> } = {},
): Given[] {
  const job = jobEvents(id);
  const onHost = <Event extends { readonly data: object }>(event: Event) => ({
    ...event,
    data: { ...event.data, hostId },
  });
  const requested = { ...job.requested.data, options: { ...job.requested.data.options, ...options } };
  const all: Given[] = [
    { ...job.requested, data: requested },
    onHost(job.locked()),
    onHost(job.started()),
    job.cancelRequested,
  ];
  const steps: Record<JobStatus, Given[]> = {
    REQUESTED: all.slice(0, 1),
    LOCKED: all.slice(0, 2),
    RUNNING: all.slice(0, 3),
    CANCELING: all,
    COMPLETED: [...all.slice(0, 3), job.completed()],
    FAILED: [...all.slice(0, 3), job.failed()],
    CANCELED: [...all, job.canceled()],
  };
  return steps[status].slice(from === undefined ? 0 : steps[from].length);
}

/** The event that gives a disk another name. */
export const renamed = (name: string): Given => ({ type: 'DiskUpdated', data: { name } });

/** Opens services whose store and views go when the test ends. */
export async function seededServices(): Promise<SeededServices> {
  const projections = await openedProjections();
  const { store, views } = projections;
  const { feed, subscribers } = countedFeed(projections.feed);
  const sent: SeededServices['sent'] = [];
  const ask =
    <Value extends string | HostAtWork>(name: keyof Requests, made: Value) =>
    async (input: object, caller: Caller): Promise<Outcome<Value>> => {
      sent.push({ name, input, caller });
      return services.answer ? services.answer(name, input) : { ok: true, value: made };
    };

  const services: SeededServices = {
    views,
    feed,
    requests: {
      registerDisk: ask('registerDisk', diskId),
      updateDisk: ask('updateDisk', diskId),
      removeDisk: ask('removeDisk', diskId),
      refreshDisk: ask('refreshDisk', diskId),
      sparsifyDisk: ask('sparsifyDisk', jobId),
      cancelSparsifyJob: ask('cancelSparsifyJob', jobId),
      registerHost: ask('registerHost', { hostId, operationId }),
      updateHost: ask('updateHost', { hostId, operationId: null }),
      acceptHostKey: ask('acceptHostKey', { hostId, operationId }),
      drainHost: ask('drainHost', hostId),
      activateHost: ask('activateHost', hostId),
      confirmHostDown: ask('confirmHostDown', hostId),
      measureDisk: ask('measureDisk', operationId),
      sparsifyDisks: async (inputs, caller) =>
        Promise.all(inputs.map((input) => ask('sparsifyDisks', jobId)(input, caller))),
      probeHost: ask('probeHost', operationId),
      scanHost: ask('scanHost', operationId),
      removeHost: ask('removeHost', hostId),
      removeStorageDomain: ask('removeStorageDomain', domainId),
      updateStorageDomain: ask('updateStorageDomain', domainId),
      updateLimits: ask('updateLimits', 'LIMITS'),
      unregisterDirectory: ask('unregisterDirectory', domainId),
    },
    diskAt: (id, moment) => diskAt(store, id, moment),
    jobAt: (id, moment) => jobAt(store, views, id, moment),
    jobsAt: (id, ids, moment) => jobsAt(store, id, ids, moment),
    storageAccessAt: (id, moment) => storageAccessAt(store, id, moment),
    waitingFor: ({ status }) =>
      status === 'REQUESTED'
        ? { code: 'HOST_SLOT', message: 'The host is at its limit.', position: 3 }
        : null,
    system: () => services.status,
    status: {
      version: '0.1.0',
      startedAt: at,
      eventStore: { kind: 'SQLITE', available: true, problem: null, availableAt: at },
      projections: { position: null, lagSeconds: 0 },
      coordinator: { active: true, runningJobs: 0, waitingJobs: 0 },
      limits: { maxRuns: null, maxRunsPerHost: 2, maxRunsPerStorageDomain: 2, maxRunsPerVolumeGroup: 1 },
      servers: [],
    },
    store,
    sent,
    subscribers,
    answer: null,
    async given(stream, ...events) {
      const fresh = events.map(({ type, data, actorId, causationId, ...event }) => {
        const made = newEvent(type, data, event.at ?? at, actorId);
        return causationId === undefined ? made : { ...made, metadata: { ...made.metadata, causationId } };
      });
      await store.append(stream, fresh, 'ANY');
      await projections.current();
    },
    putHost: ({ id = hostId, name = 'here', capabilities, observation } = {}) =>
      services.given(
        `host-${id}`,
        { type: 'HostRegistered', data: { name, transport: 'LOCAL' } },
        ...(capabilities ? [{ type: 'HostProbed', data: capabilities }] : []),
        ...(observation ? [{ type: 'HostObserved', data: observation }] : []),
      ),
    putDomain: ({
      id = domainId,
      name = 'images',
      mounts = [{ hostId, path: '/images', storage: null }],
    } = {}) =>
      services.given(`storageDomain-${id}`, {
        type: 'StorageDomainRegistered',
        data: { name, kind: 'DIRECTORY', mounts },
      }),
    putDisk: ({ id = diskId, observation = {}, ...facts } = {}) =>
      services.given(
        `disk-${id}`,
        registered(id, { name: 'web', storageDomainId: domainId, path: 'web.qcow2', ...facts }),
        ...(observation
          ? [
              observed({
                virtualSize: 10_737_418_240,
                allocatedBytes: 4_294_967_296,
                attachments: [],
                ...observation,
              }),
            ]
          : []),
      ),
    putOperation: (end) =>
      services.given(
        `operation-${operationId}`,
        { type: 'OperationRequested', data: { kind: 'SCAN_HOST', hostId, diskId: null } },
        ...(end ? [end] : []),
      ),
    async putJob({ id = jobId, diskId: disk = diskId, status = 'REQUESTED', options = {} } = {}) {
      if (views.disk(disk) === null) await services.putDisk({ id: disk });
      await services.given(`disk-${disk}`, ...stepsTo(id, status, { options }));
    },
  };
  return services;
}

/** A feed that shows which of its subscriptions are open. */
function countedFeed(feed: LiveFeed): { feed: LiveFeed; subscribers: ReadonlySet<unknown> } {
  const subscribers = new Set<unknown>();
  return {
    subscribers,
    feed: {
      ...feed,
      changes(options) {
        const changes = feed.changes(options);
        subscribers.add(changes);
        return {
          next: () => changes.next(),
          return: async () => {
            subscribers.delete(changes);
            await changes.return?.();
            return { done: true, value: undefined };
          },
          [Symbol.asyncIterator]() {
            return this;
          },
        };
      },
    },
  };
}
