import { createYield } from '../common/yield-regularly.ts';
import { doubtfulInode } from '../domain/disk/refcounts.ts';
import type { DiskId } from '../domain/ids.ts';
import type { Host } from '../hosts/host.ts';
import type { ImagesFound, VmsFound, WantedImage } from '../hosts/inventory.ts';
import { declaredFormat } from './image-observation.ts';
import type { Inventory } from './inventory.ts';
import type { KnownCatalogue } from './known.ts';
import { createPlaces, type Places } from './places.ts';
import { type ExpectedDisk, expectedDisks } from './plan-disks.ts';
import { directoriesOf } from './register-fleet.ts';

/** Collects from a host all that a scan needs, or what an inspection of one disk needs: that disk, and images that are new. */
export async function collectInventory(
  host: Host,
  scope: DiskId | 'HOST',
  known: KnownCatalogue,
  thorough = false,
): Promise<Inventory> {
  const since = known.checkpoint();
  const hostId = host.id;
  const before = known.host(hostId)?.observation ?? { mounts: [], blockDevices: [] };
  const [storage, [vms, images]] = await Promise.all([
    host.findStorage(),
    findImages(host, scope, createPlaces(hostId, before, known), known, thorough),
  ]);
  const places = createPlaces(hostId, storage, known);
  return { hostId, since, storage, places, vms, images, scope };
}

/** Finds the virtual machines and the images. `places`: by the storage as it was, since what there is now is asked at the same time. */
async function findImages(
  host: Host,
  scope: DiskId | 'HOST',
  places: Places,
  known: KnownCatalogue,
  thorough: boolean,
): Promise<readonly [VmsFound, ImagesFound]> {
  const hostId = host.id;
  const vms = await host.findVms();
  const isKnown = (realPath: string): boolean => {
    const place = places.of(realPath);
    return place !== null && (known.disk(place.diskId) ?? known.disk(place.formerDiskId)) !== null;
  };
  // Of a virtual machine only what is new is inspected with one disk: an overlay is what makes its base one that others stand on.
  const unless = scope === 'HOST' ? {} : { unless: isKnown };
  const disksOfVms = (vms.known === 'KNOWN' ? vms.vms : [])
    .flatMap(({ disks }) => disks)
    .flatMap(({ path, format }): WantedImage[] => (path === null ? [] : [{ path, format, ...unless }]));
  const yieldRegularly = createYield();
  const expected: ExpectedDisk[] = [];
  for (const each of expectedDisks({ hostId, scope }, known)) {
    if (each.disk.storageType !== 'NETWORK') expected.push(each);
    await yieldRegularly();
  }
  const overlays = expected
    .flatMap(({ disk }) => disk.observation?.overlays ?? [])
    .flatMap((name) => places.pathOfOverlay(name) ?? []);
  const images = await host.findImages({
    wanted: [
      // What libvirt says of a format goes before what the catalogue does.
      ...disksOfVms,
      ...expected.map(({ disk, path }) => ({
        path,
        format: declaredFormat(disk),
        doubtful: doubtfulInode(disk.observation),
      })),
      ...overlays.map((path) => ({ path, format: null })),
      ...(scope === 'HOST' ? [] : expected.flatMap(({ disk }) => likelyChain(disk))),
    ],
    directories: scope === 'HOST' ? directoriesOf(known.domains, hostId) : [],
    named: vms.known === 'KNOWN' ? vms.storage : { directories: [], files: [] },
    thorough,
  });
  return [vms, images];
}

/** The files that the disk stood on at its last inspection: they are read together with the disk, not after it. */
const likelyChain = ({ observation }: ExpectedDisk['disk']): WantedImage[] =>
  (observation?.backingChain ?? []).map(({ path, format }) => ({
    ...{ path, likely: true },
    format: format.toLowerCase(),
  }));
