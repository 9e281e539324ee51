import type { HostFinding } from '../../domain/host/events.ts';
import { shown } from '../../domain/plain-name.ts';
import type { FoundImage, WantedImage } from '../inventory.ts';
import { uninspected } from './candidate.ts';
import { type FileFacts, isWhole } from './files/file-facts.ts';
import { type ImageFiles, isAbsent, isUsable, type Location } from './files/image-files.ts';
import type { UnresponsiveStorage } from './files/unresponsive-storage.ts';
import { foundImage } from './found-image.ts';

/** The files that wanted paths lead to, and what was declared of them, by their real paths. */
export interface LocatedImages {
  readonly files: readonly FileFacts[];
  readonly formats: ReadonlyMap<string, string>;
  /** The inode whose reference counts are in doubt. */
  readonly doubtful: ReadonlyMap<string, string>;
  readonly missing: readonly MissingImage[];
  /** Known only by their paths. */
  readonly unreachable: readonly FoundImage[];
  readonly problems: readonly HostFinding[];
}

/** An image that is not there. */
export interface MissingImage {
  /** As it was wanted. */
  readonly path: string;
  /** Where that leads, links resolved as far as they exist. */
  readonly realPath: string;
  readonly format: string | null;
}

/** Locates the images that are wanted. */
export async function locateWanted(
  files: ImageFiles,
  unresponsive: UnresponsiveStorage,
  wanted: readonly WantedImage[],
): Promise<LocatedImages> {
  const usable = wanted.filter(({ path }) => isUsable(path));
  const located = await files.locate(usable.map(({ path }) => path));
  const facts = new Map<string, FileFacts>();
  const formats = new Map<string, string>();
  const doubtful = new Map<string, string>();
  const missing = new Map<string, MissingImage>();
  const unreachable: FoundImage[] = [];
  for (const { path, format, unless, likely = false, doubtful: inode = null } of usable) {
    const location = located.get(path);
    const realPath = location?.realPath ?? path;
    if (inode !== null) doubtful.set(realPath, inode);
    if (format !== null && !formats.has(realPath)) formats.set(realPath, format);
    if (unless?.(realPath) || (likely && !location?.facts)) continue;
    if (location?.facts) facts.set(realPath, location.facts);
    else if (!isWhole(realPath)) {
      unreachable.push(unreached(path, format, 'it leads to a file whose name is not valid UTF-8.'));
    } else if (location !== undefined && isAbsent(location)) missing.set(path, { path, realPath, format });
    else unreachable.push(unreached(realPath, format, whyUnreached(realPath, location, unresponsive)));
  }
  const problems = wanted.filter(({ path }) => !isUsable(path)).map(({ path }) => unusablePath(path));
  return {
    ...{ files: [...facts.values()], formats, doubtful, unreachable, problems },
    missing: [...missing.values()],
  };
}

const whyUnreached = (
  realPath: string,
  location: Location | undefined,
  unresponsive: UnresponsiveStorage,
): string =>
  location === undefined ? unresponsive.why(realPath) : `it cannot be reached: ${location.reason}.`;

/** The problem of a path that a host cannot be asked about. */
export const unusablePath = (path: string): HostFinding => ({
  what: `"${shown(path)}" cannot be inspected: it is no absolute path in valid UTF-8.`,
  remedy: 'Correct the path where it is named, or rename the file.',
});

/** An image that is known only by its path. */
function unreached(realPath: string, format: string | null, unreadable: string): FoundImage {
  const facts = {
    ...{ realPath, type: 'f', size: 0, device: '', inode: '', version: '' },
    ...{ allocatedBytes: 0, readable: false, writable: false },
  };
  const image = foundImage(uninspected(facts, format), { chain: [], unreadable, fault: null });
  const formatBasis = format === null ? 'HEADER' : 'DECLARED';
  return { ...image, formatBasis, allocatedBytes: null, writable: null, inode: null };
}
