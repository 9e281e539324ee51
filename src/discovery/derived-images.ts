import type { DerivedImages } from '../domain/disk/observation.ts';
import type { DiskId } from '../domain/ids.ts';
import type { FoundImage } from '../hosts/inventory.ts';
import type { DiskView } from '../projections/views.ts';
import type { Inventory } from './inventory.ts';
import type { KnownCatalogue } from './known.ts';
import type { DomainHere, Place, Places } from './places.ts';

/** An image that was found, and what is known of it. */
export interface PlacedImage {
  readonly image: FoundImage;
  readonly place: Place | null;
  /** Null where no storage is known that it could belong to. */
  readonly diskId: DiskId | null;
  readonly view: DiskView | null;
}

/** Finds where an image lies and which disk it is. */
export function placed(image: FoundImage, known: KnownCatalogue, places: Places): PlacedImage {
  const place = places.of(image.realPath);
  if (place === null) return { image, place, diskId: null, view: null };
  const view = known.disk(place.diskId) ?? known.disk(place.formerDiskId);
  return { image, place, diskId: view?.id ?? place.diskId, view };
}

/** The images found that stand on a disk, by that disk. */
export function childrenOf(
  found: readonly PlacedImage[],
  known: KnownCatalogue,
  places: Places,
): ReadonlyMap<DiskId, readonly PlacedImage[]> {
  const children = new Map<DiskId, PlacedImage[]>();
  for (const child of found) {
    const place = child.image.backing && places.of(child.image.backing.realPath);
    if (!place) continue;
    const base = known.disk(place.diskId) ?? known.disk(place.formerDiskId);
    const id = base?.id ?? place.diskId;
    children.set(id, [...(children.get(id) ?? []), child]);
  }
  return children;
}

/**
 * All images that stand on a disk: those found now, and those known before that this scan says nothing about, since only
 * another host sees them or their storage did not answer.
 */
export function derivedImages(parts: {
  readonly diskId: DiskId;
  readonly view: DiskView | null;
  readonly domain: DomainHere | null;
  /** Those found now. */
  readonly found: readonly PlacedImage[];
  readonly foundIds: ReadonlyMap<DiskId, PlacedImage>;
  readonly absentIds: ReadonlySet<DiskId>;
  readonly inventory: Inventory;
  readonly known: KnownCatalogue;
}): DerivedImages | undefined {
  const { diskId, view, domain, found: here, foundIds, absentIds, inventory, known } = parts;
  const { places } = inventory;
  const before = view?.observation ?? null;
  const derived = view === null ? [] : known.derivedDisks(diskId);
  if (here.length + derived.length + (before?.children.length ?? 0) + (before?.overlays.length ?? 0) === 0) {
    return view === null ? { children: [], overlays: [] } : undefined;
  }
  const children = new Set<DiskId>();
  const overlays = new Set<string>();
  for (const { image, diskId: childId, view: child } of here) {
    if (childId === null || (child !== null && child.removedAt !== null)) {
      overlays.add(places.overlayName(image.realPath, domain ?? { storage: null }));
    } else children.add(childId);
  }
  const earlier = [...derived, ...(before?.children ?? []).flatMap((id) => known.disk(id) ?? [])];
  for (const child of earlier) {
    const stands = child.removedAt === null && (child.observation?.backing ?? null) !== null;
    const found = foundIds.get(child.id);
    const isAnswered = (found !== undefined && wasRead(found.image)) || absentIds.has(child.id);
    if (stands && !isAnswered) children.add(child.id);
  }
  const answered = new Set([
    ...inventory.images.missing,
    ...inventory.images.images.filter(wasRead).map((image) => image.realPath),
  ]);
  for (const overlay of before?.overlays ?? []) {
    const path = places.pathOfOverlay(overlay);
    if (path === null || !answered.has(path)) overlays.add(overlay);
  }
  return { children: [...children].toSorted(), overlays: [...overlays].toSorted() };
}

/** Whether the header was read: of an image that was not, it is unknown whether it stands on another. */
const wasRead = ({ unreadable, virtualSize, backing }: FoundImage): boolean =>
  unreadable === null || virtualSize !== null || backing !== null;
