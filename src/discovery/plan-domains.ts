import { posix } from 'node:path';
import { isAboutPlace } from '../domain/disk/image-fault.ts';
import type { HostFinding } from '../domain/host/events.ts';
import type { StorageDomainId } from '../domain/ids.ts';
import { isInside } from '../domain/is-inside.ts';
import { sameValue } from '../domain/same-value.ts';
import type { StorageMount } from '../domain/storage-domain/events.ts';
import type { StorageAt } from '../hosts/storage/storage-of.ts';
import type { StorageDomainView } from '../projections/views.ts';
import type { Inventory, Known, StorageLookup } from './inventory.ts';
import type { DomainHere, Places } from './places.ts';

/** A storage domain that a host has, as found now. */
export interface DomainFinding {
  readonly domain: DomainHere;
  /** Whether holes give their space back there, as far as it was tried on this very storage. */
  readonly punchesHoles: boolean | null;
  /** A directory to try it in; null where that makes no sense. */
  readonly tryIn: string | null;
}

/** What a scan makes of the storage of a host. */
export interface DomainsFound {
  readonly present: readonly DomainFinding[];
  /** Domains that the host had, and has no longer. */
  readonly gone: readonly StorageDomainId[];
  /** Directories that lie on other storage than they did, while nothing of theirs is there: something is not mounted. */
  readonly displaced: ReadonlySet<StorageDomainId>;
  readonly problems: readonly HostFinding[];
}

/** Which storage domains a host has now. Found ones count where images lie, and all that is shared. */
export function findDomains(
  { hostId, storage, machines, images }: Inventory,
  known: Known,
  places: Places,
  lookup: StorageLookup,
): DomainsFound {
  const roots = storageRoots({ storage }, lookup);
  const here = known.domains.flatMap((view) => {
    const mount = view.mounts.find((each) => each.hostId === hostId);
    return mount === undefined ? [] : [{ view, mount }];
  });
  const found = new Map<StorageDomainId, DomainHere>();
  const imageDirectories = new Map<StorageDomainId, string>();
  for (const { realPath, type, fault } of images.images) {
    const place = places.of(realPath);
    // Where nothing may be opened, nothing is tried, and no storage is known for it.
    if (place === null || (fault !== null && isAboutPlace(fault))) continue;
    found.set(place.domain.id, place.domain);
    const first = imageDirectories.get(place.domain.id);
    const directory = posix.dirname(realPath);
    if (type === 'FILE' && (first === undefined || directory < first)) {
      imageDirectories.set(place.domain.id, directory);
    }
  }
  for (const machine of machines.known === 'KNOWN' ? machines.machines : []) {
    for (const { network } of machine.disks) {
      if (network === null) continue;
      const { domain } = places.ofNetwork(network);
      if (!known.isRemoved(domain.id)) found.set(domain.id, domain);
    }
  }
  const directories = here.filter(({ view }) => view.kind === 'DIRECTORY');
  for (const root of roots) {
    const domain = places.found(root);
    if (known.isRemoved(domain.id)) continue;
    const isHere = here.some(({ view }) => view.id === domain.id);
    const covered = directories.some(({ mount }) => isInside(root.path, mount.path));
    if (isHere || (root.facts.shared && root.facts.medium === 'FILESYSTEM' && !covered)) {
      found.set(domain.id, domain);
    }
  }
  const problems: HostFinding[] = [];
  const displaced = new Set<StorageDomainId>();
  for (const { view, mount } of directories) {
    const { id, name, kind } = view;
    const now = places.storageOf(mount.path);
    if (isDisplaced(view, mount, now, imageDirectories.has(id), known)) {
      displaced.add(id);
      found.delete(id);
      problems.push(otherStorage(mount, now?.source ?? null));
    } else found.set(id, { id, name, kind, path: mount.path, storage: now });
  }

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
  return { present, gone, displaced, problems };
}

/** All storage of a host, each once where it is mounted. */
export function storageRoots(
  { storage }: Pick<Inventory, 'storage'>,
  lookup: StorageLookup,
): readonly StorageAt[] {
  return [...storage.mounts, ...storage.blockDevices]
    .flatMap(({ path }) => lookup.storageAt(path) ?? [])
    .toSorted((one, other) => Number(one.path > other.path) - Number(one.path < other.path));
}

/**
 * An image that is not where it was is missing, unless all of its storage is. A directory that was registered for what is
 * mounted on it must not be taken for the empty one below while that is not mounted.
 */
function isDisplaced(
  view: StorageDomainView,
  { storage: before }: StorageMount,
  now: DomainHere['storage'],
  imagesFound: boolean,
  known: Known,
): boolean {
  if (before === null) return false;
  if (now === null) return true;
  if (before.source === now.source && before.fsType === now.fsType) return false;
  // Its id tells of that storage, and other hosts have it too.
  if (before.shared) return true;
  return !imagesFound && known.disksOn(view.id)[Symbol.iterator]().next().done !== true;
}

/** A host without any mount, or any device, is one whose tools told nothing. */
const answered = ({ kind }: StorageDomainView, { storage }: Pick<Inventory, 'storage'>): boolean =>
  kind === 'VOLUME_GROUP' || kind === 'BLOCK_DEVICES'
    ? storage.blockDevices.length > 0
    : storage.mounts.length > 0;

const sameFacts = ({ storage, path }: StorageMount, domain: DomainHere): boolean =>
  path === domain.path &&
  storage !== null &&
  domain.storage !== null &&
  sameValue({ ...storage, punchesHoles: null }, { ...domain.storage, punchesHoles: null });

const otherStorage = ({ path, storage }: StorageMount, source: string | null): HostFinding => ({
  what: `The directory ${path} lies on ${source ?? 'no storage that is known'} now, not on ${storage?.source ?? 'what it was registered on'}.`,
  remedy: `Mount ${storage?.source ?? 'its storage'} there again; images there count as they were until then.`,
});

/** A finding as it is recorded. */
export const mountOf = (
  hostId: StorageMount['hostId'],
  { domain }: DomainFinding,
  punchesHoles: boolean | null,
): StorageMount => ({
  hostId,
  path: domain.path,
  storage: domain.storage === null ? null : { ...domain.storage, punchesHoles },
});
