import { isAbsolute, relative } from 'node:path';
import { diskIdOf } from '../common/ids.ts';
import type { Observed } from '../domain/disk/commands.ts';
import type { DiskContents } from '../domain/disk/contents.ts';
import type { DiskEventOf, Failure } from '../domain/disk/events.ts';
import type { DiskFormat } from '../domain/disk/facts.ts';
import { storageNotMounted } from '../domain/disk/storage-not-mounted.ts';
import type { DiskId, HostId, StorageDomainId } from '../domain/ids.ts';
import type { StorageMount } from '../domain/storage-domain/events.ts';
import { anyReaching, type Fleet, imageOn } from '../hosts/fleet.ts';
import type { Host, ImageInspection, ImageRef } from '../hosts/host.ts';
import { observationOf } from '../hosts/images/observation.ts';
import type { DirectoryFound } from '../hosts/inventory.ts';
import type { StorageDomainView, Views } from '../projections/views.ts';
import type { InspectOptions, Scanner, ScanRequester } from './scanner.ts';

type Failed = { readonly ok: false; readonly failure: Failure };
type Image = { readonly path: string; readonly format: DiskFormat };

/** What is asked of the hosts of this server about one disk, directory or host, by what the views know of it. */
export function createHostAccess({
  views,
  fleet,
  scanner,
  own,
}: {
  readonly views: Views;
  readonly fleet: Fleet;
  readonly scanner: Scanner;
  /** The host that the server runs on. */
  readonly own: Host;
}) {
  async function inspectImage(
    domain: StorageDomainView,
    image: Image,
  ): Promise<{ ok: true; host: Host; ref: ImageRef; found: ImageInspection } | Failed> {
    const host = anyReaching(fleet, domain.mounts)?.host;
    const ref = host && imageOn(host.id, domain.mounts, image);
    if (!host || !ref) return { ok: false, failure: outOfReach(domain.id, domain.name) };
    const result = await host.inspectImage(ref);
    return result.ok ? { ok: true, host, ref, found: result.image } : result;
  }

  async function inspectImageOf(diskId: DiskId): ReturnType<typeof inspectImage> {
    const disk = views.disk(diskId);
    const domain = disk && views.storageDomain(disk.storageDomainId);
    if (disk && domain) return inspectImage(domain, disk);
    return { ok: false, failure: outOfReach(disk?.storageDomainId ?? '', disk?.storageDomainId ?? '') };
  }

  const hostReaching = (id: StorageDomainId): HostId | null =>
    anyReaching(fleet, views.storageDomain(id)?.mounts ?? [])?.host.id ?? null;

  return {
    ownHostId: own.id,
    canAsk: (id: HostId): boolean => fleet.has(id),
    hostReaching,
    async findImage(
      storageDomainId: StorageDomainId,
      { path, format }: Image,
    ): Promise<{ ok: true; diskId: DiskId; path: string; observed: Observed } | Failed> {
      const domain = views.storageDomain(storageDomainId);
      if (domain === null) return { ok: false, failure: outOfReach(storageDomainId, storageDomainId) };
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
    async inspectDiskBriefly(
      diskId: DiskId,
      requester: ScanRequester,
      options: InspectOptions,
    ): Promise<void> {
      const hostId = hostReaching(views.disk(diskId)?.storageDomainId ?? 'dom_');
      if (hostId !== null) await scanner.inspect(diskId, hostId, requester, options);
    },
    async inspectDisk(diskId: DiskId, requester: ScanRequester): Promise<Failure | null> {
      const disk = views.disk(diskId);
      const domain = disk && views.storageDomain(disk.storageDomainId);
      const host = domain && anyReaching(fleet, domain.mounts)?.host;
      if (!domain || !host) {
        const id = disk?.storageDomainId ?? '';
        return outOfReach(id, domain?.name ?? id);
      }
      const { imageKnown, mountChanged } = await scanner.inspect(diskId, host.id, requester, {
        thorough: true,
      });
      if (mountChanged) return storageNotMounted(domain.name, host.name);
      if (imageKnown) return null;
      // Why nothing was found is what an inspection of the image by itself says.
      const inspected = await inspectImageOf(diskId);
      return inspected.ok ? null : inspected.failure;
    },
    async inspectContents(diskId: DiskId): Promise<DiskContents | null | undefined> {
      const inspected = await inspectImageOf(diskId);
      if (!inspected.ok) return undefined;
      const { host, found } = inspected;
      return host.inspectContents(found, views.disk(diskId)?.observation?.contents ?? null);
    },
    async measureDisk(
      diskId: DiskId,
    ): Promise<{ ok: true; measured: DiskEventOf<'DiskMeasured'>['data'] } | Failed> {
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
    findDirectory: (path: string): Promise<DirectoryFound> => own.findDirectory(path),
    directoryId: async (path: string): Promise<StorageDomainId> =>
      (await scanner.currentPlacesOn(own)).directoryId(path),
    scan: scanner.scan,
    overlayName: (hostId: HostId, path: string, base: Pick<StorageMount, 'storage'>): string =>
      scanner.knownPlacesOn(hostId).overlayName(path, base),
  };
}

/** No host of this server has a storage domain. */
const outOfReach = (id: string, name: string): Failure => ({
  code: 'NO_SUITABLE_HOST',
  message: `No host of this server reaches storage domain "${name}" (${id}).`,
  remedy: 'Start the server on a host that has the directory, or register the domain there.',
  outputTail: null,
  retryable: true,
});

/** An absolute path outside stays as it was given, and is refused so. */
function belowDomain(domain: StorageDomainView, fleet: Fleet, path: string): string {
  const directory = domain.mounts.find(({ hostId }) => fleet.has(hostId))?.path;
  if (!isAbsolute(path) || directory === undefined) return path;
  const below = relative(directory, path);
  return below.split('/').includes('..') ? path : below || '.';
}
