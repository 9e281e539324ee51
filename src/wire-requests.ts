import { readFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import type { Logger } from 'pino';
import { diskIdOf } from './common/ids.ts';
import { registeredDirectory } from './discovery/register-fleet.ts';
import type { Scanner } from './discovery/scanner.ts';
import type { Failure } from './domain/disk/events.ts';
import type { DiskFormat } from './domain/disk/facts.ts';
import { storageNotMounted } from './domain/disk/storage-not-mounted.ts';
import type { SshAccess } from './domain/host/ssh.ts';
import type { DiskId, HostId, StorageDomainId } from './domain/ids.ts';
import type { EventStore, Position } from './event-store/event-store.ts';
import { anyReaching, type Fleet, imageOn } from './hosts/fleet.ts';
import type { Host } from './hosts/host.ts';
import { observationOf } from './hosts/images/observation.ts';
import type { DiskMarks } from './process/jobs/disk-marks.ts';
import { storageAccessOfDisk } from './projections/fold/storage-access.ts';
import { disksOn, domainsOn, jobsOnHost } from './projections/query/all-of.ts';
import type { StorageDomainView, Views } from './projections/views.ts';
import { createRequests } from './requests/create-requests.ts';
import type { HostAccess } from './requests/ports.ts';

interface Parts {
  readonly store: EventStore;
  readonly views: Views;
  readonly fleet: Fleet;
  /** The host that the server runs on. */
  readonly own: Host;
  readonly contact: HostAccess['contact'];
  /** Whether a host with an address answers, in words; null where it does not. */
  readonly signOfLife: (id: HostId, access: SshAccess) => Promise<string | null>;
  readonly scanner: Scanner;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly beingMeasured: DiskMarks;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Requests on the parts of a server: what they read is in the views, and what they ask of hosts the scanner and the fleet answer. */
export function wireRequests({ beingMeasured, ...parts }: Parts) {
  const { views } = parts;
  return createRequests({
    ...parts,
    catalogue: {
      ...views,
      directory: (hostId, path) => registeredDirectory(views, hostId, path),
      jobsOn: (hostId) =>
        jobsOnHost(views, hostId).map(({ id, attempts }) => ({
          id,
          bootId: attempts.at(-1)?.bootId ?? null,
        })),
      storageDomainsOn: (hostId) => domainsOn(views, hostId),
      disksIn: (id) => disksOn(views, id),
      storageAccess: (id) => storageAccessOfDisk(views, id),
    },
    hosts: hostAccess(parts),
    holdOffRuns: beingMeasured.mark,
  });
}

/** What is asked of the hosts of this server about one disk, directory or host, by what the views know of it. */
function hostAccess({
  views,
  fleet,
  scanner,
  own,
  contact,
  signOfLife,
}: Omit<Parts, 'beingMeasured' | 'logger' | 'now'>) {
  const hostOf = (id: HostId): Host => {
    const found = fleet.get(id);
    if (found === undefined) throw new Error(`This server cannot ask host ${id}.`);
    return found.host;
  };

  async function inspectImage(domain: StorageDomainView, image: { path: string; format: DiskFormat }) {
    const host = hostReaching(domain.id);
    const ref = host && imageOn(host.id, domain.mounts, image);
    if (!host || !ref) return noneReaches(domain.id);
    const result = await host.inspectImage(ref);
    return result.ok ? { ok: true as const, host, ref, found: result.image } : result;
  }

  async function inspectImageOf(diskId: DiskId): ReturnType<typeof inspectImage> {
    const disk = views.disk(diskId);
    const domain = disk && views.storageDomain(disk.storageDomainId);
    if (disk && domain) return inspectImage(domain, disk);
    return noneReaches(disk?.storageDomainId ?? '');
  }

  /** Why no host that this server can ask has a storage domain. */
  function noneReaches(id: string): { readonly ok: false; readonly failure: Failure } {
    const domain = views.storageDomain(id as StorageDomainId);
    const outside = (domain?.mounts ?? []).map(({ hostId }) => views.host(hostId)?.name ?? hostId);
    const remedy =
      outside.length === 0
        ? 'Register a host that has it (registerHost), or scan one (scanHost).'
        : `Ask the server on ${outside.join(' or ')}, or give the host an address with updateHost, and every server reaches it.`;
    const which = outside.map((name) => ` Host ${name} has no address.`).join('');
    return {
      ok: false,
      failure: {
        ...{ code: 'NO_SUITABLE_HOST', outputTail: null, retryable: true, remedy },
        message: `No host of this server reaches storage domain "${domain?.name ?? id}" (${id}).${which}`,
      },
    };
  }

  /** The server's own host where that reaches it, else one that answered last. */
  function hostReaching(id: StorageDomainId): Host | null {
    const mounts = views.storageDomain(id)?.mounts ?? [];
    const rank = (hostId: HostId) =>
      hostId === own.id ? 0 : views.host(hostId)?.observation?.contact === 'LOST' ? 2 : 1;
    const nearest = mounts.toSorted((one, other) => rank(one.hostId) - rank(other.hostId));
    return anyReaching(fleet, nearest)?.host ?? null;
  }

  return {
    ownHostId: own.id,
    ownBootId: () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    canAsk: (id) => fleet.has(id),
    hostReaching: (id) => hostReaching(id)?.id ?? null,
    async findImage(storageDomainId, { path, format }) {
      const domain = views.storageDomain(storageDomainId);
      if (domain === null) return noneReaches(storageDomainId);
      const inspected = await inspectImage(domain, { path: belowDomain(domain, fleet, path), format });
      if (!inspected.ok) return inspected;
      const { host, ref, found } = inspected;
      const { place, attachments } = await scanner.locateImage(host, found.realPath);
      const former = diskIdOf(host.id, found.realPath);
      return {
        ok: true,
        diskId: place === null || views.disk(former) !== null ? former : place.diskId,
        path: relative(ref.directory, found.realPath),
        observed: { image: observationOf(found), ...(attachments !== undefined && { attachments }) },
      };
    },
    async inspectDisk(diskId, caller, options) {
      const id = views.disk(diskId)?.storageDomainId ?? 'dom_';
      const name = views.storageDomain(id)?.name ?? id;
      const host = hostReaching(id);
      if (host === null) return noneReaches(id).failure;
      const { imageKnown, mountChanged } = await scanner.inspect(diskId, host.id, caller, options);
      if (mountChanged) return storageNotMounted(name, host.name);
      if (imageKnown || !options.thorough) return null;
      // Why nothing was found is what an inspection of the image by itself says.
      const inspected = await inspectImageOf(diskId);
      return inspected.ok ? null : inspected.failure;
    },
    async inspectContents(diskId) {
      const inspected = await inspectImageOf(diskId);
      if (!inspected.ok) return undefined;
      const { host, found } = inspected;
      return host.inspectContents(found, views.disk(diskId)?.observation?.contents ?? null);
    },
    async measureDisk(diskId) {
      const inspected = await inspectImageOf(diskId);
      if (!inspected.ok) return inspected;
      const { host, ref, found } = inspected;
      const usage = await host.measureUsage(ref);
      if (!usage.ok) return usage;
      const { filesystems } = usage;
      const used = filesystems.reduce((sum, { usedBytes }) => sum + usedBytes, 0);
      const reclaimableBytes = Math.max(0, found.allocatedBytes - used);
      return { ok: true, measured: { filesystems, reclaimableBytes } };
    },
    contact,
    async signOfLife(id) {
      const host = views.host(id);
      if (id === own.id) return 'This server runs on it.';
      if (host?.ssh) return signOfLife(id, host.ssh);
      return host?.observation?.contact === 'LOST' ? null : 'Its server reports.';
    },
    findDirectory: (id, path) => hostOf(id).findDirectory(path),
    directoryId: async (id, path) => (await scanner.currentPlacesOn(hostOf(id))).directoryId(path),
    scan: scanner.scan,
    overlayName: (hostId, path, base) => scanner.knownPlacesOn(hostId).overlayName(path, base),
  } satisfies HostAccess;
}

/** An absolute path outside stays as it was given, and is refused so. */
function belowDomain(domain: StorageDomainView, fleet: Fleet, path: string): string {
  const directory = domain.mounts.find(({ hostId }) => fleet.has(hostId))?.path;
  if (!isAbsolute(path) || directory === undefined) return path;
  const below = relative(directory, path);
  return below.split('/').includes('..') ? path : below || '.';
}
