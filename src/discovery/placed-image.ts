import type { DiskId } from '../domain/ids.ts';
import type { FoundImage } from '../hosts/inventory.ts';
import type { DiskView } from '../projections/views.ts';
import type { KnownCatalogue } from './known.ts';
import type { Place, Places } from './places.ts';

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
