import { posix } from 'node:path';
import { createYield } from '../common/yield-regularly.ts';
import type { DiskCommand, Observed } from '../domain/disk/commands.ts';
import type { ImageObservation } from '../domain/disk/observation.ts';
import { withObserved } from '../domain/disk/with-observed.ts';
import type { DiskId, StorageDomainId } from '../domain/ids.ts';
import { shown } from '../domain/plain-name.ts';
import { sameValue } from '../domain/same-value.ts';
import { absentImage, observationOf } from '../hosts/images/observation.ts';
import type { DiskView } from '../projections/views.ts';
import { childrenOf, derivedImages, type PlacedImage, placed } from './derived-images.ts';
import { factsOfImage, formatOf } from './image-observation.ts';
import type { Inventory } from './inventory.ts';
import type { KnownCatalogue } from './known.ts';
import type { Place } from './places.ts';
import { attachmentsOn, vmDisks } from './vm-disks.ts';

/** A command to record what is new of a disk. Those of bases are recorded first, so that these are never eligible for a moment. */
export interface DiskStep {
  readonly diskId: DiskId;
  readonly command: Extract<DiskCommand, { type: 'RegisterDisk' | 'ObserveDisk' }>;
  readonly isBase: boolean;
}

/** A registered disk that a scan should find on this host. */
export interface ExpectedDisk {
  readonly disk: DiskView;
  /** Where it is on this host; of a network disk its name there. */
  readonly path: string;
}

/** The disks that a host should have, by the views. */
export function* expectedDisks(
  { hostId, scope }: Pick<Inventory, 'hostId' | 'scope'>,
  known: KnownCatalogue,
) {
  for (const { id, mounts } of known.domains) {
    const mount = mounts.find((each) => each.hostId === hostId);
    if (mount === undefined) continue;
    if (scope === 'HOST') {
      for (const disk of known.disksOn(id)) yield { disk, path: posix.join(mount.path, disk.path) };
      continue;
    }
    const disk = known.disk(scope);
    if (disk?.storageDomainId === id && disk.removedAt === null) {
      yield { disk, path: posix.join(mount.path, disk.path) };
    }
  }
}

/** What is new of the disks of a host, by an inventory. For very many disks this takes seconds, and yields to other work. */
export async function planDisks(
  inventory: Inventory,
  known: KnownCatalogue,
  mountChanged: ReadonlySet<StorageDomainId>,
): Promise<DiskStep[]> {
  const yieldRegularly = createYield();
  const { vms, images, places } = inventory;
  const { realPaths } = images;
  const used = vmDisks({ ...inventory, realPaths });
  const missing = new Set(images.missing);
  const expected = new Map<DiskId, ExpectedDisk>();
  for (const each of expectedDisks(inventory, known)) {
    expected.set(each.disk.id, each);
    await yieldRegularly();
  }
  const found: PlacedImage[] = [];
  for (const image of images.images) {
    found.push(placed(image, known, places));
    await yieldRegularly();
  }
  const foundIds = new Map(found.flatMap((each) => (each.diskId === null ? [] : [[each.diskId, each]])));

  const attachmentsOf = (path: string) => attachmentsOn(inventory.hostId, vms, used.attachments.get(path));

  /** What is in place of an image that was not found; undefined where that is not known. */
  function instead({ disk, path }: ExpectedDisk): Partial<ImageObservation> | undefined {
    if (disk.storageType === 'NETWORK' || mountChanged.has(disk.storageDomainId)) return undefined;
    if (missing.has(path)) return absentImage;
    const leadsTo = places.lastingPath(realPaths.get(path) ?? path);
    return leadsTo === path
      ? undefined
      : { unreadable: `a symbolic link to ${shown(leadsTo)} is in its place now.` };
  }

  const absentIds = new Set(
    [...expected.values()]
      .filter((each) => !foundIds.has(each.disk.id) && instead(each) === absentImage)
      .map(({ disk }) => disk.id),
  );
  const children = childrenOf(found, known, places);
  const derived = (diskId: DiskId, view: DiskView | null, domain: Place['domain'] | null) =>
    derivedImages({
      ...{ diskId, view, domain, foundIds, absentIds, inventory, known },
      found: children.get(diskId) ?? [],
    });

  const steps: DiskStep[] = [];
  const add = (diskId: DiskId, command: DiskStep['command']) =>
    steps.push({ diskId, command, isBase: children.has(diskId) });
  const observe = (before: DiskView, observed: Observed) => {
    // It may have changed since it was read, as planning yields to other work.
    const view = known.disk(before.id) ?? before;
    const isNews = (found: Observed) => !sameValue(view.observation, withObserved(view.observation, found));
    if (!isNews(observed)) return;
    const fresh = freshOnly(view, observed, {
      changed: known.changedSince(view.id, inventory.since),
      inspected: known.inspectedSince(view.id),
    });
    if (isNews(fresh)) add(view.id, { type: 'ObserveDisk', observed: fresh });
  };

  for (const { image, place, diskId, view } of found) {
    await yieldRegularly();
    if (place === null || diskId === null || staysRemoved(view, place, known)) continue;
    const path = places.lastingPath(image.realPath);
    const observed: Observed = {
      image: observationOf(image),
      attachments: attachmentsOf(path),
      derived: derived(diskId, view, place.domain),
    };
    if (view !== null && view.removedAt === null) observe(view, observed);
    else {
      const facts = factsOfImage(image, place, used.luns.has(path));
      add(diskId, { type: 'RegisterDisk', facts, observed });
    }
  }
  for (const [diskId, { place, network, format, attachments }] of used.networks) {
    const view = known.disk(diskId);
    if (known.isRemoved(place.domain.id) || staysRemoved(view, place, known)) continue;
    const observed: Observed = {
      image: { present: true, formatName: network.protocol },
      attachments: { hostId: inventory.hostId, found: attachments },
    };
    if (view !== null && view.removedAt === null) observe(view, observed);
    else if (inventory.scope === 'HOST') {
      add(diskId, {
        type: 'RegisterDisk',
        facts: {
          name: network.name,
          storageDomainId: place.domain.id,
          path: place.path,
          format: formatOf(format),
          formatBasis: 'DECLARED',
          allocation: 'THIN',
          allocationBasis: 'DECLARED',
          storageType: 'NETWORK',
          wipeAfterDelete: false,
        },
        observed,
      });
    }
  }
  for (const [diskId, each] of expected) {
    await yieldRegularly();
    if (foundIds.has(diskId) || used.networks.has(diskId)) continue;
    const domain = places.of(each.path)?.domain ?? null;
    observe(each.disk, {
      image: instead(each),
      attachments: attachmentsOf(each.path),
      derived: derived(diskId, each.disk, domain),
    });
  }
  return steps;
}

/** Whether a removed disk stays removed: unless it went with its storage domain, and a directory there was registered since. */
function staysRemoved(view: DiskView | null, { domain }: Place, known: KnownCatalogue): boolean {
  if (view === null || view.removedAt === null) return false;
  const here = known.domain(domain.id);
  const namedSince =
    here?.kind === 'DIRECTORY' && here.removedAt === null && here.registeredAt > view.removedAt;
  return !(view.removedWithStorageDomain && namedSince);
}

/**
 * Leaves out what is not new: while a job holds the disk its size changes all the time, and what was recorded since the
 * scan began is newer than the scan. Only inspections by this host can have newer attachments of its virtual machines.
 */
function freshOnly(
  view: DiskView,
  { image, derived, attachments }: Observed,
  since: { readonly changed: boolean; readonly inspected: boolean },
): Observed {
  return {
    ...(image !== undefined && !view.locked && !since.changed && { image }),
    ...(attachments !== undefined && !since.inspected && { attachments }),
    ...(derived !== undefined && { derived }),
  };
}
