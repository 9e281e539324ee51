import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { registerDirectory, registerLocalHost } from '../../src/discovery/register-fleet.ts';
import { createScanner } from '../../src/discovery/scanner.ts';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../../src/domain/ids.ts';
import type { JobStatus } from '../../src/domain/job/status.ts';
import type { EventStore, Position } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/open.ts';
import { type Coordination, coordinateUnderLease } from '../../src/process/coordinate-under-lease.ts';
import { type Coordinator, startCoordinator } from '../../src/process/jobs/coordinator.ts';
import { createDiskMarks } from '../../src/process/jobs/disk-marks.ts';
import { defaultProcessSettings, type ProcessSettings } from '../../src/process/jobs/settings.ts';
import { openProjections, type Projections } from '../../src/projections/open-projections.ts';
import { onlyReadable } from '../../src/projections/readable/assert-readable.ts';
import type { Views } from '../../src/projections/views.ts';
import type { ContactedHost, HostAccess } from '../../src/requests/ports.ts';
import type { Caller, HostAtWork, Outcome, Requests } from '../../src/requests/requests.ts';
import { ViewsBehind } from '../../src/streams/views-behind.ts';
import { wireRequests } from '../../src/wire-requests.ts';
import { options } from '../domain/disk/given-when-then.ts';
import { endedOperation } from './ended-operation.ts';
import { createFakeHost, type FakeHost } from './fake-host.ts';
import { patience } from './patience.ts';

export const storageDomainId: StorageDomainId = 'dom_images';
export const caller: Caller = { actor: { kind: 'USER', id: 'ann' }, requestId: 'request-1' };

const quickSettings: ProcessSettings = {
  ...defaultProcessSettings,
  retry: { initialMs: 1, maxMs: 2 },
  contact: { initialMs: 1, maxMs: 5 },
};

/** The value of an outcome that a test takes for granted. */
export function accepted<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/** The embedded store, the views and the write side as they are in production, on a host that a test controls. */
export async function openParts(fake: FakeHost = createFakeHost(), images = '/images') {
  const directory = await mkdtemp(join(tmpdir(), 'winnow-parts-'));
  const logger = pino({ level: 'silent' });
  const store: EventStore = onlyReadable(await openSqliteEventStore({ file: join(directory, 'events.db') }));
  const projections: Projections = await openProjections({
    store,
    file: join(directory, 'views.db'),
    logger,
  });
  const { views, feed, projector } = projections;
  const fleet = new Map([[fake.host.id, { host: fake.host, maxRuns: 2 }]]);
  let behind = false;
  const waitForViews = async (position: Position) => {
    if (behind) throw new ViewsBehind(5000);
    await projector.waitFor(position, patience(5000));
  };
  const now = () => new Date();
  const addresses = new Map<string, ContactedHost>();
  const contact: HostAccess['contact'] = async ({ address }) => {
    const host = addresses.get(address);
    if (host !== undefined) return { ok: true, host };
    return { ok: false, refusal: { type: 'HostUnreachable', message: `${address} does not answer.` } };
  };
  const scanner = createScanner({ store, views, fleet, waitForViews, logger, now });
  const common = {
    store,
    views,
    fleet,
    scanner,
    inspectDisk: (diskId: DiskId, hostId: HostId) => scanner.inspect(diskId, hostId, null),
    waitForViews,
    beingMeasured: createDiskMarks(),
    now,
  };
  await registerLocalHost(common, fake.host.id, fake.host.name);
  const registered = await registerDirectory(common, storageDomainId, fake.host.id, images);
  if (registered !== null) await waitForViews(registered);
  const wired = wireRequests({ ...common, own: fake.host, contact, signOfLife: async () => null, logger });
  const requests: Requests = wired.requests;
  const coordinators: Coordinator[] = [];
  function coordinateOn(its: typeof common, changes: Partial<ProcessSettings>): Coordinator {
    const coordinator = startCoordinator({
      ...its,
      feed,
      logger,
      settings: { ...quickSettings, ...changes },
      onProbed: () => undefined,
      scans: new EventEmitter(),
      fence: () => Number.POSITIVE_INFINITY,
    });
    coordinators.push(coordinator);
    return coordinator;
  }
  let disks = 0;

  return {
    fake,
    store,
    views,
    feed,
    requests,
    scanner,
    waitForViews,
    /** Lets a host be reached at an address, with a key that ssh trusts; gives what is known of it by contacting it. */
    reachAt(address: string, { host }: FakeHost, change: Partial<ContactedHost> = {}): ContactedHost {
      fleet.set(host.id, { host, maxRuns: 2 });
      const ssh = { address, hostKey: null, runsDirectory: '/var/lib/winnow/runs' };
      const contacted: ContactedHost = {
        ...{ id: host.id, name: host.name, bootId: `boot of ${host.id}`, ssh, directories: new Map() },
        ...change,
      };
      addresses.set(address, contacted);
      return contacted;
    },
    /** A scanner of the same hosts, by other views. */
    scannerOn: (views: Views) => createScanner({ store, views, fleet, waitForViews, logger, now }),
    /** Lets nobody answer at an address any more. */
    silence: (address: string) => addresses.delete(address),
    /** From now on the views never show in time what is recorded. */
    viewsFallBehind() {
      behind = true;
    },
    /** The server of another host on the same store: its scans and its requests. */
    async join(other: FakeHost) {
      const ofOther = new Map([[other.host.id, { host: other.host, maxRuns: 2 }]]);
      const registered = await registerLocalHost(common, other.host.id, other.host.name);
      if (registered !== null) await waitForViews(registered);
      const itsScanner = createScanner({ ...common, fleet: ofOther, logger });
      const inspectDisk = (diskId: DiskId, hostId: HostId) => itsScanner.inspect(diskId, hostId, null);
      const itsParts = { ...common, fleet: ofOther, scanner: itsScanner, inspectDisk };
      return {
        scanner: itsScanner,
        startCoordinator: (changes: Partial<ProcessSettings> = {}) => coordinateOn(itsParts, changes),
        ...wireRequests({ ...itsParts, own: other.host, contact, signOfLife: async () => null, logger }),
      };
    },
    /** All disks of the requests, by path. */
    disks: () =>
      views.disks({}, { field: 'NAME', direction: 'ASC' }, { first: 500 }).edges.map(({ node }) => node),
    disk(path: string) {
      const found = this.disks().find((disk) => disk.path === path);
      if (found === undefined)
        throw new Error(`No disk ${path}, only ${this.disks().map((disk) => disk.path)}.`);
      return found;
    },
    /** How many events there are. */
    async events(): Promise<number> {
      return (await Array.fromAsync(store.readAll())).length;
    },
    beingMeasured: common.beingMeasured,
    startCoordinator: (changes: Partial<ProcessSettings> = {}) => coordinateOn(common, changes),
    /** Coordinates under the lease, with views that a test can hold back. */
    coordinateUnderLease(
      waitForViews: (position: Position) => Promise<void>,
      changes: Partial<ProcessSettings> = {},
      onCoordinating = () => {},
    ): Coordination {
      const coordination = coordinateUnderLease(
        {
          ...common,
          waitForViews,
          feed,
          logger,
          settings: { ...quickSettings, ...changes },
          onProbed: () => undefined,
          scans: new EventEmitter(),
          onCoordinating,
        },
        { holder: 'this server', exclusive: false },
      );
      coordinators.push(coordination);
      return coordination;
    },
    async registerDisk(path = `disk-${++disks}.qcow2`): Promise<DiskId> {
      const input = {
        storageDomainId,
        path,
        name: null,
        format: 'QCOW2',
        allocation: 'THIN',
        wipeAfterDelete: false,
      } as const;
      return accepted(await requests.registerDisk(input, caller));
    },
    async sparsify(diskId: DiskId): Promise<JobId> {
      return accepted(await requests.sparsifyDisk({ diskId, idempotencyKey: null, options }, caller));
    },
    /** Resolves once the job has the status, by the views. */
    async reached(jobId: JobId, status: JobStatus): Promise<void> {
      const changes = feed.changes({ after: feed.presentCursor(), wants: ({ job }) => job?.id === jobId });
      if (views.job(jobId)?.status === status) return;
      for await (const { job } of changes) if (job?.status === status) return;
    },
    /** The operation that a request started, once it has ended. */
    ended: (started: Promise<Outcome<OperationId | HostAtWork>>) => endedOperation({ views, feed }, started),
    operations: wired.operations,
    /** The requests of the next server of the host. */
    restartedRequests: () =>
      wireRequests({ ...common, own: fake.host, contact, signOfLife: async () => null, logger }),
    async eventTypes(diskId: DiskId): Promise<string[]> {
      const types: string[] = [];
      for await (const { type } of store.readStream(`disk-${diskId}`)) types.push(type);
      return types;
    },
    async close(): Promise<void> {
      for (const coordinator of coordinators) await coordinator.stop();
      await projections.close();
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}

export type Parts = Awaited<ReturnType<typeof openParts>>;
