import { isAbsolute, relative } from 'node:path';
import { crashPoint } from '../common/crash-points.ts';
import { diskIdOf, jobIdOfKey, newJobId } from '../common/ids.ts';
import type { Scanner } from '../discovery/scanner.ts';
import type { DiskCommand } from '../domain/disk/commands.ts';
import type { Obstacle } from '../domain/disk/eligibility/obstacle.ts';
import { storageNotMounted } from '../domain/disk/storage-not-mounted.ts';
import type { DiskId } from '../domain/ids.ts';
import type { EventStore, Position } from '../event-store/event-store.ts';
import { anyReaching, type Fleet, imageOn } from '../hosts/fleet.ts';
import type { Host, ImageInspection, ImageRef } from '../hosts/host.ts';
import { observationOf } from '../hosts/images/observation.ts';
import type { DiskMarks } from '../process/jobs/disk-marks.ts';
import { storageAccessOfDisk } from '../projections/fold/storage-access.ts';
import type { DiskView, StorageDomainView, Views } from '../projections/views.ts';
import type { EventOrigin } from '../streams/envelope.ts';
import { handleDiskCommand, handleIdempotencyKey } from '../streams/handle-command.ts';
import { asNothing, asPart, unlessBehind } from '../streams/views-behind.ts';
import { createContentsInspection } from './contents-inspection.ts';
import { createHostRequests } from './host-requests.ts';
import { mayBeOutOfDate } from './may-be-out-of-date.ts';
import { outcomeOf } from './outcome-of.ts';
import { createRelations } from './relations.ts';
import type { Caller, Outcome, Refusal, Requests } from './requests.ts';
import { noHost } from './storage-unreachable.ts';

export interface RequestParts {
  readonly store: EventStore;
  readonly views: Views;
  readonly fleet: Fleet;
  readonly scanner: Scanner;
  /** Waits until the local views include an event, within a bound. */
  readonly waitForViews: (position: Position) => Promise<void>;
  /** Disks that are being measured: no run may start on them meanwhile. */
  readonly beingMeasured: DiskMarks;
  readonly now: () => Date;
}

const done = <Value>(value: Value): Outcome<Value> => ({ ok: true, value });
const refused = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });

/** The write side: every request that clients can make, from its input to durable events that the local views show. */
export function createRequests(parts: RequestParts): Requests {
  const { store, views, fleet, scanner, waitForViews, beingMeasured, now } = parts;

  const originOf = ({ actor, requestId }: Caller, correlationId = requestId): EventOrigin => ({
    actor,
    correlationId,
    causationId: requestId,
    at: now().toISOString(),
  });

  async function handle<Value>(
    diskId: DiskId,
    command: DiskCommand,
    origin: EventOrigin,
    value: Value,
  ): Promise<Outcome<Value>> {
    const handled = await handleDiskCommand(store, diskId, command, origin);
    if (command.type === 'RequestSparsify') crashPoint('after-request-recorded');
    if (handled === null) return refused({ type: 'Conflict' });
    const { position } = handled;
    if (position !== null) {
      // A refusal names what is in the way, which the views had better show; but it stays one where they do not.
      if (handled.outcome === 'REJECTED') await unlessBehind(() => waitForViews(position));
      else await waitForViews(position);
    }
    return outcomeOf(handled, diskId, command, value);
  }

  /** A look at an image by any host that reaches it. */
  async function look(
    domain: StorageDomainView,
    image: Pick<DiskView, 'path' | 'format'>,
  ): Promise<Outcome<{ host: Host; ref: ImageRef; found: ImageInspection }>> {
    const reaching = anyReaching(fleet, domain.mounts);
    const ref = reaching && imageOn(reaching.host.id, domain.mounts, image);
    if (reaching === null || ref === null) return refused({ type: 'ImageRefused', failure: noHost(domain) });
    const result = await reaching.host.inspectImage(ref);
    if (!result.ok) return refused({ type: 'ImageRefused', failure: result.failure });
    return done({ host: reaching.host, ref, found: result.image });
  }

  const relations = createRelations(parts, (diskId, observed, caller) =>
    handle(diskId, { type: 'ObserveDisk', observed }, originOf(caller), diskId),
  );

  const contents = createContentsInspection(views, async (disk, domain, caller) => {
    const looked = await look(domain, disk);
    if (!looked.ok) return;
    const { host, found } = looked.value;
    const inside = await host.inspectContents(found, disk.observation?.contents ?? null);
    const command = { type: 'ObserveDisk', observed: { contents: inside } } as const;
    await handle(disk.id, command, originOf(caller), disk.id);
  });

  /** What is not in the views may only not be there yet. */
  async function inViews<View>(view: () => View | null): Promise<View | null> {
    const known = view();
    if (known !== null) return known;
    const head = await store.head();
    if (head !== null) await asNothing(() => waitForViews(head));
    return view();
  }

  async function diskWithDomain(
    diskId: DiskId,
  ): Promise<Outcome<{ disk: DiskView; domain: StorageDomainView }>> {
    const disk = await inViews(() => views.disk(diskId));
    if (disk === null || disk.removedAt !== null) return refused({ type: 'DiskNotFound', diskId });
    const domain = views.storageDomain(disk.storageDomainId);
    if (domain === null) {
      return refused({ type: 'StorageDomainNotFound', storageDomainId: disk.storageDomainId });
    }
    return done({ disk, domain });
  }

  return {
    async registerDisk({ storageDomainId, path, name, ...given }, caller) {
      const domain = await inViews(() => views.storageDomain(storageDomainId));
      if (domain === null) return refused({ type: 'StorageDomainNotFound', storageDomainId });
      const looked = await look(domain, { path: belowDomain(domain, fleet, path), format: given.format });
      if (!looked.ok) return looked;
      const { host, ref, found } = looked.value;
      const canonicalPath = relative(ref.directory, found.realPath);
      const { place, attachments } = await scanner.whereIs(host, found.realPath);
      const former = diskIdOf(host.id, found.realPath);
      const diskId = place === null || views.disk(former) !== null ? former : place.diskId;
      const facts = { ...given, name: name ?? canonicalPath, storageDomainId, path: canonicalPath };
      const register: DiskCommand = {
        type: 'RegisterDisk',
        facts: { ...facts, storageType: 'IMAGE', formatBasis: 'DECLARED', allocationBasis: 'DECLARED' },
        observed: { image: observationOf(found), attachments },
      };
      const registered = await handle(diskId, register, originOf(caller), diskId);
      if (registered.ok) await relations.afterRegistering(diskId, caller);
      return registered;
    },

    updateDisk({ diskId, ...changes }, caller) {
      // Who says what the format is stands for it.
      const basis = changes.format === undefined ? {} : ({ formatBasis: 'DECLARED' } as const);
      const command = { type: 'UpdateDisk', changes: { ...changes, ...basis } } as const;
      return handle(diskId, command, originOf(caller), diskId);
    },

    async removeDisk({ diskId, reason }, caller) {
      const bases = relations.basesOf(diskId);
      const removed = await handle(diskId, { type: 'RemoveDisk', reason }, originOf(caller), diskId);
      if (removed.ok) await relations.afterRemoving(diskId, bases, caller);
      return removed;
    },

    async refreshDisk({ diskId, measure }, caller) {
      const known = await diskWithDomain(diskId);
      if (!known.ok) return known;
      const { disk, domain } = known.value;
      const refreshing = () => refresh(disk, domain, caller);
      const refreshed = await (measure ? asPart(refreshing) : refreshing());
      if (refreshed.ok) await asPart(() => contents.look(diskId, caller));
      if (!refreshed.ok || !measure) return refreshed;
      const looked = await look(domain, disk);
      if (!looked.ok) return isAbsence(looked.refusal) ? refreshed : looked;
      return measureDisk(disk, looked.value, caller);
    },

    async sparsifyDisk({ diskId, idempotencyKey, options }, caller) {
      if (options.hostId !== null && !fleet.has(options.hostId)) {
        return refused({ type: 'HostNotFound', hostId: options.hostId });
      }
      const jobId = idempotencyKey === null ? newJobId() : jobIdOfKey(caller.actor, idempotencyKey);
      const origin = originOf(caller, jobId);
      if (idempotencyKey !== null) {
        const bound = await handleIdempotencyKey(store, jobId, { diskId, options }, origin);
        if (bound === null) return refused({ type: 'Conflict' });
        if (bound.outcome === 'REJECTED') return refused({ type: 'IdempotencyKeyReused', jobId });
      }
      const request = () => {
        const storageAccess = storageAccessOfDisk(views, diskId);
        return handle(
          diskId,
          { type: 'RequestSparsify', jobId, options, idempotencyKey, storageAccess },
          origin,
          jobId,
        );
      };
      // What was accepted before, under the same key, is not asked of the image again.
      if (views.job(jobId) === null) await contents.lookBeforeRequest(diskId, caller);
      const answer = await request();
      if (answer.ok || answer.refusal.type !== 'DiskNotEligible') return answer;
      // The machine that was in the way may have been shut down a second ago.
      if (!(await bringUpToDate(diskId, answer.refusal.obstacles, caller))) return answer;
      await contents.lookBeforeRequest(diskId, caller);
      return request();
    },

    ...createHostRequests(parts, originOf),

    async cancelSparsifyJob({ jobId, reason }, caller) {
      const job = await inViews(() => views.job(jobId));
      if (job === null) return refused({ type: 'JobNotFound', jobId });
      return handle(job.diskId, { type: 'CancelSparsify', jobId, reason }, originOf(caller, jobId), jobId);
    },
  };

  /** Looks at a disk alone, from any host that reaches it: its image, its machines, its storage, what stands on it. */
  async function refresh(
    disk: DiskView,
    domain: StorageDomainView,
    caller: Caller,
  ): Promise<Outcome<DiskId>> {
    const host = anyReaching(fleet, domain.mounts)?.host;
    if (host === undefined) return refused({ type: 'ImageRefused', failure: noHost(domain) });
    const { told, mountChanged: displaced } = await scanner.inspect(disk.id, host.id, caller, {
      thorough: true,
    });
    if (displaced)
      return refused({ type: 'ImageRefused', failure: storageNotMounted(domain.name, host.name) });
    if (told) return done(disk.id);
    // Why it tells nothing is found out by looking at the image by itself.
    const looked = await look(domain, disk);
    return looked.ok ? done(disk.id) : looked;
  }

  /** Whether anything that stood in the way was looked at again. */
  async function bringUpToDate(
    diskId: DiskId,
    obstacles: readonly Obstacle[],
    caller: Caller,
  ): Promise<boolean> {
    const known = await diskWithDomain(diskId);
    const host = known.ok ? anyReaching(fleet, known.value.domain.mounts)?.host : undefined;
    if (host === undefined || !obstacles.some(({ code }) => mayBeOutOfDate(code))) return false;
    const probe = obstacles.some(({ code }) => code === 'NO_CAPABLE_HOST');
    await unlessBehind(() => scanner.inspect(diskId, host.id, caller, { probe }));
    return true;
  }

  async function measureDisk(
    disk: DiskView,
    { host, ref, found }: { host: Host; ref: ImageRef; found: ImageInspection },
    caller: Caller,
  ): Promise<Outcome<DiskId>> {
    const jobId = views.disk(disk.id)?.activeJobId ?? null;
    if (jobId !== null) return refused({ type: 'DiskBusy', jobId });
    const endMeasuring = beingMeasured.mark(disk.id);
    try {
      const usage = await host.measureUsage(ref);
      if (!usage.ok) return refused({ type: 'ImageRefused', failure: usage.failure });
      const used = usage.filesystems.reduce((sum, { usedBytes }) => sum + usedBytes, 0);
      const measured = {
        filesystems: usage.filesystems,
        reclaimableBytes: Math.max(0, found.allocatedBytes - used),
      };
      return await handle(disk.id, { type: 'MeasureDisk', measured }, originOf(caller), disk.id);
    } finally {
      endMeasuring();
    }
  }
}

/** An image that is not there is something observed; any other refusal tells nothing new of the disk. */
const isAbsence = (refusal: Refusal): boolean =>
  refusal.type === 'ImageRefused' && refusal.failure.code === 'DISK_MISSING';

/** An absolute path outside stays as it was given, and is refused so. */
function belowDomain(domain: StorageDomainView, fleet: Fleet, path: string): string {
  const directory = domain.mounts.find(({ hostId }) => fleet.has(hostId))?.path;
  if (!isAbsolute(path) || directory === undefined) return path;
  const below = relative(directory, path);
  return below.split('/').includes('..') ? path : below || '.';
}
