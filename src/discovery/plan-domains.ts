import { posix } from 'node:path';
import { isAboutPlace } from '../domain/disk/image-fault.ts';
import type { HostFinding } from '../domain/host/events.ts';
import type { StorageDomainId } from '../domain/ids.ts';
import { isInside } from '../domain/is-inside.ts';
import { sameValue } from '../domain/same-value.ts';
import type { StorageMount } from '../domain/storage-domain/events.ts';
import type { StorageDomainView } from '../projections/views.ts';
import type { Inventory } from './inventory.ts';
import type { KnownCatalogue } from './known.ts';
import type { DomainHere } from './places.ts';

/** A storage domain that a host has, as found now. */
export interface DomainFinding {
  readonly domain: DomainHere;
  /** Whether holes give their space back there, as far as it was tested on this storage. */
  readonly punchesHoles: boolean | null;
  /** A directory to test it in; null where it cannot be tested. */
  readonly tryIn: string | null;
}

/** The storage domains that a host has now: registered directories, storage with images, and all shared storage. */
export function findDomains({ hostId, storage, vms, images, places }: Inventory, known: KnownCatalogue) {
  const here = known.domains.flatMap((view) => {
    const mount = view.mounts.find((each) => each.hostId === hostId);
    return mount === undefined ? [] : [{ view, mount }];
  });
  const found = new Map<StorageDomainId, DomainHere>();
  const imageDirectories = new Map<StorageDomainId, string>();
  for (const { realPath, type, fault } of images.images) {
    const place = places.of(realPath);
    // No storage domain is found for a place where nothing may be opened.
    if (place === null || (fault !== null && isAboutPlace(fault))) continue;
    found.set(place.domain.id, place.domain);
    const first = imageDirectories.get(place.domain.id);
    const directory = posix.dirname(realPath);
    if (type === 'FILE' && (first === undefined || directory < first)) {
      imageDirectories.set(place.domain.id, directory);
    }
  }
  for (const vm of vms.known === 'KNOWN' ? vms.vms : []) {
    for (const { network } of vm.disks) {
      if (network === null) continue;
      const { domain } = places.ofNetwork(network);
      if (!known.isRemoved(domain.id)) found.set(domain.id, domain);
    }
  }
  const directories = here.filter(({ view }) => view.kind === 'DIRECTORY');
  for (const root of places.roots()) {
    const domain = places.found(root);
    if (known.isRemoved(domain.id)) continue;
    const isHere = here.some(({ view }) => view.id === domain.id);
    const covered = directories.some(({ mount }) => isInside(root.path, mount.path));
    const isShared = root.facts.shared && root.facts.medium === 'FILESYSTEM' && !covered;
    // Each host that has a volume group is asked who uses its volumes, whatever lies there.
    const isGroup =
      root.kind === 'VOLUME_GROUP' &&
      (root.facts.volumeGroup?.mayBeShared !== false || known.domain(domain.id) !== null);
    if (isHere || isShared || isGroup) found.set(domain.id, domain);
  }
  const problems: HostFinding[] = [];
  /** Directories that lie on other storage than before and have none of their images there: their storage is not mounted. */
  const mountChanged = new Set<StorageDomainId>();
  for (const { view, mount } of directories) {
    const { id, name, kind } = view;
    const now = places.storageOf(mount.path);
    if (hasMountChanged(view, mount, now, imageDirectories.has(id), known)) {
      mountChanged.add(id);
      found.delete(id);
      problems.push(otherStorage(mount, now?.source ?? null));
    } else found.set(id, { id, name, kind, path: mount.path, storage: now });
  }

  /** Domains that the host had before and no longer has. */
  const gone = here.flatMap(({ view }) =>
    view.kind === 'DIRECTORY' || view.kind === 'NETWORK' || found.has(view.id) || !answered(view, { storage })
      ? []
      : [view.id],
  );
  const present = [...found.values()].map((domain): DomainFinding => {
    const before = here.find(({ view }) => view.id === domain.id)?.mount ?? null;
    const directory = imageDirectories.get(domain.id) ?? (domain.kind === 'DIRECTORY' ? domain.path : null);
    const triable = domain.storage?.medium === 'FILESYSTEM' && !domain.storage.readOnly;
    return {
      domain,
      punchesHoles:
        before !== null && sameFacts(before, domain) ? (before.storage?.punchesHoles ?? null) : null,
      tryIn: triable ? directory : null,
    };
  });
  return { present, gone, mountChanged, problems };
}

/**
 * An image that is not where it was is missing, unless its storage is not mounted. A directory that was registered while
 * something was mounted on it must not be confused with the empty directory below that mount.
 */
function hasMountChanged(
  view: StorageDomainView,
  { storage: before }: StorageMount,
  now: DomainHere['storage'],
  imagesFound: boolean,
  known: KnownCatalogue,
): boolean {
  if (before === null) return false;
  if (now === null) return true;
  if (before.source === now.source && before.fsType === now.fsType) return false;
  // Its id is derived from that storage, and other hosts have it too.
  if (before.shared) return true;
  return !imagesFound && known.disksOn(view.id)[Symbol.iterator]().next().done !== true;
}

/** Whether the host reported storage of this kind: one without any mount, or any block device, reported nothing. */
function answered({ kind }: StorageDomainView, { storage }: Pick<Inventory, 'storage'>): boolean {
  switch (kind) {
    case 'VOLUME_GROUP':
      return storage.volumeGroups !== null;
    case 'BLOCK_DEVICES':
      return storage.blockDevices.length > 0;
    default:
      return storage.mounts.length > 0;
  }
}

const sameFacts = ({ storage, path }: StorageMount, domain: DomainHere): boolean =>
  path === domain.path &&
  storage !== null &&
  domain.storage !== null &&
  sameValue({ ...storage, punchesHoles: null }, { ...domain.storage, punchesHoles: null });

const otherStorage = ({ path, storage }: StorageMount, source: string | null): HostFinding => ({
  what: `The directory ${path} is now on ${source ?? 'no known storage'}, not on ${storage?.source ?? 'the storage that it was registered on'}.`,
  remedy: `Mount ${storage?.source ?? 'its storage'} there again; until then its disks stay as they were.`,
});

/** A finding as the mount that is recorded. */
export const mountOf = (
  hostId: StorageMount['hostId'],
  { domain }: DomainFinding,
  punchesHoles: boolean | null,
): StorageMount => ({
  hostId,
  path: domain.path,
  storage: domain.storage === null ? null : { ...domain.storage, punchesHoles },
});
