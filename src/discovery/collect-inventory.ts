import { createYield } from '../common/yield-regularly.ts';
import { doubtfulInode } from '../domain/disk/refcounts.ts';
import type { DiskId } from '../domain/ids.ts';
import type { Host } from '../hosts/host.ts';
import type { WantedImage } from '../hosts/inventory.ts';
import { declaredFormat } from './image-observation.ts';
import type { Inventory } from './inventory.ts';
import type { KnownCatalogue } from './known.ts';
import { createPlaces } from './places.ts';
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
  const [storage, vms] = await Promise.all([host.findStorage(), host.findVms()]);
  const places = createPlaces(hostId, storage, known);
  const disksOfVms = (vms.known === 'KNOWN' ? vms.vms : [])
    .flatMap(({ disks }) => disks)
    .flatMap(({ path, format }): WantedImage[] => (path === null ? [] : [{ path, format }]));
  const realPaths = new Map(await host.realPaths(disksOfVms.map(({ path }) => path)));

  const isKnown = (path: string): boolean => {
    const place = places.of(realPaths.get(path) ?? path);
    return place !== null && (known.disk(place.diskId) ?? known.disk(place.formerDiskId)) !== null;
  };
  const yieldRegularly = createYield();
  const expected: ExpectedDisk[] = [];
  for (const each of expectedDisks({ hostId, scope }, known)) {
    if (each.disk.storageType !== 'NETWORK') expected.push(each);
    await yieldRegularly();
  }
  // An overlay that is new to a virtual machine is what makes its base one that others stand on.
  const ofVms = scope === 'HOST' ? disksOfVms : disksOfVms.filter(({ path }) => !isKnown(path));
  // What libvirt says of a format goes before what the catalogue does.
  const formats = new Map(disksOfVms.map(({ path, format }) => [realPaths.get(path) ?? path, format]));
  const overlays = expected
    .flatMap(({ disk }) => disk.observation?.overlays ?? [])
    .flatMap((name) => places.pathOfOverlay(name) ?? []);
  const images = await host.findImages({
    wanted: [
      ...ofVms,
      ...expected.map(({ disk, path }) => ({
        path,
        format: formats.get(path) ?? declaredFormat(disk),
        doubtful: doubtfulInode(disk.observation),
      })),
      ...overlays.map((path) => ({ path, format: null })),
      ...(scope === 'HOST' ? [] : expected.flatMap(({ disk }) => likelyChain(disk))),
    ],
    directories: scope === 'HOST' ? directoriesOf(known.domains, hostId) : [],
    named: vms.known === 'KNOWN' ? vms.storage : { directories: [], files: [] },
    thorough,
  });

  const seen = new Set([...images.missing, ...images.images.map(({ realPath }) => realPath)]);
  const unseen = expected.filter(({ path }) => !seen.has(path)).map(({ path }) => path);
  if (unseen.length > 0) {
    for (const [path, real] of await host.realPaths(unseen)) realPaths.set(path, real);
  }
  return { hostId, since, storage, places, vms, images, realPaths, scope };
}

/** The files that the disk stood on at its last inspection: they are read together with the disk, not after it. */
const likelyChain = ({ observation }: ExpectedDisk['disk']): WantedImage[] =>
  (observation?.backingChain ?? []).map(({ path, format }) => ({
    ...{ path, likely: true },
    format: format.toLowerCase(),
  }));
