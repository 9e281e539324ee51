import { availableParallelism } from 'node:os';
import { createRecent } from '../../common/recent.ts';
import type { HostFinding } from '../../domain/host/events.ts';
import type { ImageSearch, ImagesFound } from '../inventory.ts';
import { remedies } from '../probe/packages.ts';
import { pathsToResolve, registeredStorage, type StorageNames } from '../storage/registered-storage.ts';
import type { Transport } from '../transport/transport.ts';
import { createVolumeReader, type VolumeReader } from '../volumes/read-volumes.ts';
import { volumesAt } from '../volumes/volumes-at.ts';
import { type Candidate, type Finding, uninspected } from './candidate.ts';
import { checkChains } from './chain/check-chains.ts';
import { followChains } from './chain/follow-chains.ts';
import type { FileFacts } from './files/file-facts.ts';
import { createImageFiles, isUsable, type Location, locateAtOnce } from './files/image-files.ts';
import { isVolumeOfOvirt } from './files/provisioning.ts';
import { createUnresponsiveStorage } from './files/unresponsive-storage.ts';
import { findInDirectories } from './find-in-directories.ts';
import { createRefcountCheck, type RefcountCheck } from './format/refcounts.ts';
import { foundImage } from './found-image.ts';
import { inspectFurther } from './inspect-further.ts';
import { locateWanted } from './wanted-images.ts';
import { findInactive } from './wanted-volumes.ts';

/** What a search found, and where the paths lead that it was given, as far as they could be located. */
export interface SearchResult extends ImagesFound {
  readonly located: ReadonlyMap<string, Location>;
}

/** How long things may take, in milliseconds, and how many images are read at a time. */
export interface SearchLimits {
  /** A question about files that opens none, some hundred at a time. */
  readonly answerMs: number;
  /** One image, by qemu-img; or the first bytes of some hundred. At low priority on a busy host both take long. */
  readonly imageMs: number;
  /** Searching one directory with all that is below it. */
  readonly directoryMs: number;
  /** Not more than the host has cores. */
  readonly atOnce: number;
}

const defaultLimits: SearchLimits = {
  answerMs: 20_000,
  imageMs: 60_000,
  directoryMs: 300_000,
  // The server runs on the host that it searches.
  atOnce: Math.min(4, availableParallelism()),
};

// Some hundred bytes each; those that a scan found are kept for the next one, up to half as many.
const imagesRemembered = 100_000;

/** Finds and inspects images on a host, and remembers what it found of those that do not change. */
export function createImageFinder(
  transport: Transport,
  qemuImg: string,
  storageNames: (search: ImageSearch) => Promise<StorageNames>,
  settings: Partial<SearchLimits> = {},
  checkRefcounts: RefcountCheck = createRefcountCheck(transport, qemuImg),
  register: typeof registeredStorage = registeredStorage,
  readVolumes: VolumeReader = createVolumeReader(transport),
): (search: ImageSearch) => Promise<SearchResult> {
  const limits = { ...defaultLimits, ...settings };
  const cache = createRecent<string, Finding>(imagesRemembered);

  return async (search) => {
    const { wanted, directories, alsoLocate = [], thorough = false } = search;
    const names = await storageNames(search);
    const storagePaths = pathsToResolve(names);
    const paths = [...wanted.map(({ path }) => path), ...directories, ...alsoLocate, ...storagePaths].filter(
      isUsable,
    );
    const [unresponsive, atOnce] = await Promise.all([
      createUnresponsiveStorage(transport, limits.answerMs),
      locateAtOnce(transport, paths, limits.answerMs),
    ]);
    // Where one of them did not answer, each storage is asked by itself.
    const files = createImageFiles(transport, unresponsive, limits, atOnce ?? new Map());
    const problems: HostFinding[] = [];
    const onNoTool = () => {
      if (problems.length === 0)
        problems.push({ what: 'qemu-img is not on the host.', remedy: remedies.qemuImg });
    };
    const tools = { transport, qemuImg, files, unresponsive, cache, onNoTool, limits };
    const located = await files.locate(paths);
    const registered = register(names, (path) => located.get(path)?.realPath ?? path);
    const asked = await locateWanted(files, unresponsive, wanted);
    const walked = await findInDirectories(tools, directories, limits.directoryMs, registered);
    const found = [...walked.files, ...asked.files];
    const devices = found.filter(({ type }) => type === 'b').map(({ realPath }) => realPath);
    const [logical, inactive] = await Promise.all([
      volumesAt(transport, readVolumes, devices, limits.answerMs),
      findInactive(asked.missing, readVolumes),
    ]);
    const refusalOf = ({ type, realPath }: FileFacts) =>
      // A device is known by a virtual machine that has it, and is no file of any directory.
      type === 'b' ? null : registered.refusal(realPath);
    const open = found.filter((facts) => refusalOf(facts) === null);
    // What oVirt says of the format of a volume is needed before it is read, of others what was declared.
    const untold = open.filter((facts) => isReadableVolume(facts) && !asked.formats.has(facts.realPath));
    const volumes = await files.provisioning(untold.map(({ realPath }) => realPath));
    const candidates = new Map<string, Candidate>();
    for (const facts of found) {
      const { realPath } = facts;
      const provisioning = volumes.get(realPath) ?? null;
      const declared = asked.formats.get(realPath) ?? provisioning?.format ?? null;
      const doubtful = asked.doubtful.get(realPath) ?? null;
      const refused = refusalOf(facts);
      const volume = logical.get(realPath) ?? null;
      candidates.set(realPath, {
        ...uninspected(facts, declared),
        ...{ doubtful, provisioning, refused, volume },
      });
    }
    const absent = await followChains(tools, candidates, registered);
    const verdicts = checkChains(candidates, (path) => absent.get(path) ?? 'which is not there');
    await inspectFurther(tools, candidates, (image) =>
      checkRefcounts(image, thorough ? 'thorough' : 'brief'),
    );
    const images = [...candidates.values()]
      .map((candidate) => foundImage(candidate, verdicts.get(candidate.facts.realPath) ?? unchecked))
      .concat(asked.unreachable, inactive.images);
    return {
      images,
      located,
      realPaths: new Map([
        ...[...located].map(([path, { realPath }]) => [path, realPath] as const),
        ...inactive.realPaths,
      ]),
      unanswered: [...images.map(({ realPath }) => realPath), ...absent.keys()]
        .filter(unresponsive.isUnanswered)
        .concat(inactive.unanswered),
      missing: inactive.missing,
      problems: [...problems, ...asked.problems, ...walked.problems, ...unresponsive.problems()],
    };
  };
}

const isReadableVolume = (facts: FileFacts): boolean =>
  facts.type === 'f' && facts.readable && isVolumeOfOvirt(facts);

const unchecked = { chain: [], unreadable: null, fault: null };
