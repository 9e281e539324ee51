import { isAboutPlace } from '../../domain/disk/image-fault.ts';
import { failure, unanswered } from '../failure.ts';
import type { ImageInspection, ImageRef, InspectResult } from '../host.ts';
import type { FoundImage, ImageSearch } from '../inventory.ts';
import type { SearchResult } from './find-images.ts';
import {
  faultFailure,
  formatFailure,
  locationFailure,
  pathFailure,
  unreadableFailure,
} from './image-failures.ts';

const refused = (why: Extract<InspectResult, { ok: false }>['failure'], fault: FoundImage['fault'] = null) =>
  ({ ok: false, failure: why, fault }) as const;

const notActive = (path: string, volumeId: string | undefined): InspectResult => ({
  ...refused(
    failure(
      'DISK_UNREADABLE',
      `The logical volume ${path} is not active on the host, so nothing of it can be read.`,
      'Nothing has to be done for a sparsify, which activates it for its run. For anything else: `lvchange -ay`.',
    ),
  ),
  ...(volumeId !== undefined && { inactiveVolume: volumeId }),
});

/** Inspects one image without changing it; the first thing that stands in the way is the answer. */
export async function inspectImage(
  find: (search: ImageSearch) => Promise<SearchResult>,
  image: ImageRef,
): Promise<InspectResult> {
  const badPath = pathFailure(image);
  if (badPath) return refused(badPath);
  const path = `${image.directory}/${image.path}`;
  const {
    images,
    problems,
    unanswered: silent,
    located,
    realPaths,
  } = await find({
    wanted: [{ path, format: image.format.toLowerCase() }],
    directories: [],
    alsoLocate: [image.directory],
  });
  const [directory, file] = [located.get(image.directory), located.get(path)];
  if (directory === undefined || file === undefined) {
    return refused(
      unanswered(`The storage of ${path} gave no answer.`, 'See whether its server or device is up.'),
    );
  }
  const inactive = images.find(
    ({ active, realPath }) => active === false && realPath === realPaths.get(path),
  );
  if (inactive !== undefined) return notActive(path, inactive.volume?.id);
  if (silent.includes(path)) {
    return refused(
      unanswered(`LVM did not tell whether ${path} is a volume.`, 'See that `lvs` answers there.'),
    );
  }
  const found = images.find(({ realPath }) => realPath === file.realPath);
  const misplaced = locationFailure(image, directory, file, found?.volume !== undefined);
  if (misplaced) return refused(misplaced);
  if (found === undefined) throw new Error(`${path} was not inspected.`);
  if (found.fault !== null && isAboutPlace(found.fault)) {
    return refused(faultFailure(found.fault), found.fault);
  }
  const disguise = formatFailure(image, found);
  if (disguise) return refused(disguise);
  if (found.unreadable !== null && silent.length > 0) {
    return refused(
      unanswered(
        `${found.realPath} cannot be read: ${found.unreadable}`,
        'See whether the storage of the image and of its backing files answers.',
      ),
    );
  }
  if (found.fault !== null) return refused(faultFailure(found.fault), found.fault);
  if (isInOrder(found)) return { ok: true, image: found };
  const missing = problems.find(({ what }) => what.startsWith('qemu-img'));
  return refused(
    missing ? failure('TOOL_MISSING', missing.what, missing.remedy) : unreadableFailure(image, found),
  );
}

/** What a search found of an image that is in order, for a run; null of one that needs a closer look. */
export function foundInOrder(image: ImageRef, found: FoundImage | null): ImageInspection | null {
  const isNamed = found?.realPath === `${image.directory}/${image.path}`;
  if (found === null || !isNamed || found.type !== 'FILE' || found.fault !== null) return null;
  if (found.format !== image.format.toLowerCase() || formatFailure(image, found) !== null) return null;
  return isInOrder(found) ? found : null;
}

/** Whether it could be read, and may be opened with all that it stands on. */
const isInOrder = (found: FoundImage): found is ImageInspection =>
  found.unreadable === null &&
  found.virtualSize !== null &&
  found.allocatedBytes !== null &&
  found.chain.length > 0;
