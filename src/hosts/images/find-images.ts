import type { ImageFault } from '../../domain/disk/image-fault.ts';
import type { HostFinding } from '../../domain/host/events.ts';
import { isPlain, shown } from '../../domain/plain-name.ts';
import type { FoundImage, ImagesFound, WantedImage } from '../inventory.ts';
import { remedies } from '../probe/packages.ts';
import type { NamedStorage, RegisteredStorage, Resolve } from '../storage/registered-storage.ts';
import type { Transport } from '../transport/transport.ts';
import { type Candidate, uninspected } from './candidate.ts';
import { backingPath } from './chain/backing-path.ts';
import { checkChains, longestChain } from './chain/check-chains.ts';
import { eachOf } from './each-of.ts';
import { type FileFacts, isWhole } from './files/file-facts.ts';
import { createImageFiles, type ImageFiles } from './files/image-files.ts';
import { isVolumeOfOvirt } from './files/provisioning.ts';
import { createUnresponsiveStorage, type UnresponsiveStorage } from './files/unresponsive-storage.ts';
import { walkDirectory } from './files/walk-directory.ts';
import { createRefcountCheck, type RefcountCheck } from './format/refcounts.ts';
import { foundImage } from './found-image.ts';
import { inspectFurther } from './inspect-further.ts';
import { inspectImages, type Looking } from './inspect-images.ts';
import { createInspectionCache } from './inspection-cache.ts';

export interface ImageSearch {
  readonly wanted: readonly WantedImage[];
  readonly directories: readonly string[];
  /** What libvirt names; asked for where it is needed and left out. */
  readonly named?: NamedStorage;
  /** Whether a check of reference counts may take its time. */
  readonly thorough?: boolean;
}

/** How long things may take, in milliseconds, and how many images are read at a time. */
export interface SearchLimits {
  /** A question about files that opens none, some hundred at a time. */
  readonly answerMs: number;
  /** One image, by qemu-img; or the first bytes of some hundred. At low priority on a busy host both take long. */
  readonly imageMs: number;
  /** Looking through one directory with all that is below it. */
  readonly directoryMs: number;
  /** Not more than the host has cores. */
  readonly atOnce: number;
}

const defaultLimits: SearchLimits = { answerMs: 20_000, imageMs: 60_000, directoryMs: 300_000, atOnce: 4 };

// Some hundred bytes each.
const imagesRemembered = 50_000;
const directoriesAtOnce = 4;

/** Looks for images on a host, and remembers what it found of those that do not change. */
export function createImageFinder(
  transport: Transport,
  qemuImg: string,
  storageFor: (search: ImageSearch, resolve: Resolve) => Promise<RegisteredStorage>,
  settings: Partial<SearchLimits> = {},
  checkRefcounts: RefcountCheck = createRefcountCheck(transport, qemuImg),
): (search: ImageSearch) => Promise<ImagesFound> {
  const limits = { ...defaultLimits, ...settings };
  const cache = createInspectionCache(imagesRemembered);
  let cores: Promise<number> | null = null;

  return async (search) => {
    const { wanted, directories, thorough = false } = search;
    // One at a time is what any host can do.
    cores ??= limits.atOnce === 1 ? Promise.resolve(1) : coresOf(transport, limits.answerMs);
    const atOnce = Math.min(limits.atOnce, await cores);
    const silence = await createUnresponsiveStorage(transport, limits.answerMs);
    const files = createImageFiles(transport, silence, limits);
    const problems: HostFinding[] = [];
    const onNoTool = () => {
      if (problems.length === 0)
        problems.push({ what: 'qemu-img is not on the host.', remedy: remedies.qemuImg });
    };
    const looking = { transport, qemuImg, files, silence, cache, limits: { ...limits, atOnce }, onNoTool };
    const registered = await storageFor(search, files.resolve);
    const asked = await whatIsWanted(files, silence, wanted);
    const walked = await whatLiesIn(looking, directories, limits.directoryMs, registered);
    const candidates = new Map<string, Candidate>();
    const found = [...walked.files, ...asked.files];
    const refusalOf = ({ type, realPath }: FileFacts) =>
      // A device is known by a machine that has it, and is no file of any directory.
      type === 'b' ? null : registered.refusal(realPath);
    const open = found.filter((facts) => refusalOf(facts) === null);
    const volumes = await files.provisioning(open.filter(isReadableVolume).map(({ realPath }) => realPath));
    for (const facts of found) {
      const { realPath } = facts;
      const provisioning = volumes.get(realPath) ?? null;
      const declared = asked.formats.get(realPath) ?? provisioning?.format ?? null;
      const doubtful = asked.doubtful.get(realPath) ?? null;
      const refused = refusalOf(facts);
      candidates.set(realPath, { ...uninspected(facts, declared), doubtful, provisioning, refused });
    }
    const absent = await lookWithChains(looking, candidates, registered);
    const verdicts = checkChains(candidates, (path) => absent.get(path) ?? 'which is not there');
    await inspectFurther(looking, candidates, (image) =>
      checkRefcounts(image, thorough ? 'thorough' : 'brief'),
    );
    const images = [...candidates.values()]
      .map((candidate) => foundImage(candidate, verdicts.get(candidate.facts.realPath) ?? unjudged))
      .concat(asked.unreachable);
    const paths = [...images.map(({ realPath }) => realPath), ...absent.keys()];
    return {
      images,
      unanswered: paths.filter(silence.isUnanswered),
      missing: asked.missing,
      problems: [...problems, ...asked.problems, ...walked.problems, ...silence.problems()],
    };
  };
}

async function coresOf(transport: Transport, timeoutMs: number): Promise<number> {
  const { stdout } = await transport.run({ program: 'nproc', args: [], timeoutMs });
  return Number(stdout) || 2;
}

/** The files that wanted paths lead to, and the formats that were declared of them. */
async function whatIsWanted(files: ImageFiles, silence: UnresponsiveStorage, wanted: readonly WantedImage[]) {
  const usable = wanted.filter(({ path }) => isUsable(path));
  const leadsTo = await files.resolve(usable.map(({ path }) => path));
  const facts = await files.facts([...leadsTo.values()].filter(isWhole));
  const formats = new Map<string, string>();
  const doubtful = new Map<string, string>();
  const missing: string[] = [];
  const unreachable: FoundImage[] = [];
  const untold: { path: string; realPath: string; format: string | null }[] = [];
  for (const { path, format, doubtful: inode = null } of usable) {
    const realPath = leadsTo.get(path) ?? path;
    if (inode !== null) doubtful.set(realPath, inode);
    if (format !== null && !formats.has(realPath)) formats.set(realPath, format);
    if (!facts.has(realPath)) untold.push({ path, realPath, format });
  }
  const reasons = await files.reasons(untold.map(({ realPath }) => realPath).filter(isWhole));
  for (const { path, realPath, format } of untold) {
    const reason = reasons.get(realPath);
    if (reason !== undefined && isAbsence(reason)) missing.push(path);
    else if (!isWhole(realPath)) {
      unreachable.push(unreached(path, format, 'it leads to a file whose name is not valid UTF-8.'));
    } else {
      const why = reason === undefined ? silence.why(realPath) : `it cannot be reached: ${reason}.`;
      unreachable.push(unreached(realPath, format, why));
    }
  }
  const problems = wanted.filter(({ path }) => !isUsable(path)).map(({ path }) => unusable(path));
  return {
    files: [...facts.values()],
    formats,
    doubtful,
    missing: [...new Set(missing)],
    unreachable,
    problems,
  };
}

const isReadableVolume = (facts: FileFacts): boolean =>
  facts.type === 'f' && facts.readable && isVolumeOfOvirt(facts);

const isUsable = (path: string): boolean => path.startsWith('/') && !path.includes('\0') && isWhole(path);
const isAbsence = (reason: string): boolean => /^(No such file or directory|Not a directory)$/.test(reason);

function unusable(path: string): HostFinding {
  return {
    what: `"${shown(path)}" cannot be looked at: it is no absolute path in valid UTF-8.`,
    remedy: 'Correct the path where it is named, or rename the file.',
  };
}

/** An image that is known only by its path. */
function unreached(realPath: string, format: string | null, unreadable: string): FoundImage {
  const facts = {
    ...{ realPath, type: 'f', size: 0, device: '', inode: '' },
    allocatedBytes: 0,
    readable: false,
    writable: false,
    inode: '',
    version: '',
  };
  const formatBasis = format === null ? 'HEADER' : 'DECLARED';
  const finding = { format, formatBasis, report: null, luks: false, unreadable, fault: null } as const;
  const image = foundImage({ ...uninspected(facts, format), finding }, { ...unjudged, unreadable });
  return { ...image, allocatedBytes: null, writable: null, inode: null };
}

/** The images in directories, each looked through by itself: one that hangs keeps the others from nothing. */
async function whatLiesIn(
  { transport, files, silence }: Looking,
  directories: readonly string[],
  limitMs: number,
  registered: RegisteredStorage,
) {
  const found = new Map<string, FileFacts>();
  const problems: HostFinding[] = directories.filter((path) => !isUsable(path)).map(unusable);
  const leadsTo = await files.resolve(directories.filter(isUsable));
  const real = [...new Set(leadsTo.values())].filter(isWhole);
  const facts = await files.facts(real);
  const reasons = await files.reasons(real.filter((path) => !facts.has(path)));
  for (const [path, reason] of reasons) {
    problems.push({
      what: `The directory ${shown(path)} cannot be looked through: ${reason}.`,
      remedy: 'Mount or create it on this host, or let the user that runs Winnow enter it.',
    });
  }
  await eachOf([...facts.values()], directoriesAtOnce, async ({ realPath, type }) => {
    if (silence.isSilent(realPath)) return;
    if (type !== 'd') {
      problems.push({
        what: `${shown(realPath)} is no directory, so no images were looked for in it.`,
        remedy: 'Give the directory that the images lie in.',
      });
      return;
    }
    const refusal = registered.directoryRefusal(realPath);
    if (refusal !== null) {
      problems.push({
        what: `The directory ${shown(realPath)} is registered and not looked through: it ${refusal}.`,
        remedy: 'Register the directories that the images themselves lie in.',
      });
      return;
    }
    const walk = await walkDirectory(transport, realPath, limitMs);
    for (const file of walk.files) found.set(file.realPath, file);
    problems.push(...walk.problems);
    if (!walk.whole) {
      problems.push({
        what: `Looking through ${shown(realPath)} took longer than ${limitMs / 1000} s, so not all images in it were found.`,
        remedy: 'See whether its storage answers; give directories that hold little else than images.',
      });
    }
  });
  return { files: [...found.values()], problems };
}

/**
 * Looks at candidates and at all that they stand on, and puts it all into `candidates`. Tells why backing files that were
 * not found were not.
 */
async function lookWithChains(
  looking: Looking,
  candidates: Map<string, Candidate>,
  registered: RegisteredStorage,
): Promise<ReadonlyMap<string, string>> {
  const { files, silence } = looking;
  const absent = new Map<string, string>();
  const leadsTo = new Map<string, string>();
  let level = [...candidates.values()];
  for (let depth = 0; level.length > 0 && depth <= longestChain; depth += 1) {
    const looked = await inspectImages(looking, level);
    const paths = looked.flatMap((candidate) => backingOf(candidate)?.path ?? []);
    const resolved = await files.resolve(paths.filter((path) => isUsable(path) && !leadsTo.has(path)));
    for (const [path, realPath] of resolved) leadsTo.set(path, realPath);
    const formats = new Map<string, string | null>();
    for (const candidate of looked) {
      const backing = backingOf(candidate);
      const standsOn = backing && (leadsTo.get(backing.path) ?? backing.path);
      const severed = severance(candidate, standsOn, registered);
      candidates.set(candidate.facts.realPath, { ...candidate, standsOn, severed });
      // What a header alone names is not opened for it.
      if (standsOn === null || severed !== null || candidate.finding?.formatBasis !== 'DECLARED') continue;
      formats.set(standsOn, formats.get(standsOn) ?? backing?.format ?? null);
    }
    const unknown = [...formats.keys()].filter((path) => !candidates.has(path) && !absent.has(path));
    const facts = await files.facts(unknown.filter(isUsable));
    const untold = unknown.filter((path) => !facts.has(path));
    const reasons = await files.reasons(untold.filter(isUsable));
    for (const path of untold) absent.set(path, whyAbsent(path, reasons.get(path), silence));
    level = [...formats].flatMap(([path, format]): Candidate[] => {
      const known = candidates.get(path);
      if (known) return known.declared === null && format !== null ? [{ ...known, declared: format }] : [];
      const found = facts.get(path);
      return found ? [uninspected(found, format)] : [];
    });
  }
  for (const { facts } of level) absent.set(facts.realPath, 'which lies too deep to be looked at');
  return absent;
}

const unjudged = { chain: [], unreadable: null, fault: null };

/** Why the backing file of an image is not opened, whatever is in it; null where it has none, or it may be. */
function severance(
  { facts, finding }: Candidate,
  standsOn: string | null,
  registered: RegisteredStorage,
): ImageFault | null {
  const backing = finding?.report?.backing;
  if (!backing || finding.formatBasis !== 'DECLARED') return null;
  const fault = (code: ImageFault['code'], detail: string): ImageFault => ({
    code,
    path: facts.realPath,
    detail,
  });
  if (standsOn === null) return fault('BACKING_NOT_A_FILE', backing.name);
  if (!isPlain(standsOn)) return { code: 'UNSAFE_NAME', path: standsOn, detail: null };
  if (registered.refusal(standsOn) !== null) return fault('BACKING_OUTSIDE_STORAGE', standsOn);
  return backing.format === 'raw' || backing.format === 'qcow2'
    ? null
    : fault('BACKING_FORMAT_UNKNOWN', backing.format ?? 'none is declared');
}

function backingOf({ finding, facts }: Candidate) {
  const backing = finding?.report?.backing;
  const path = backing ? backingPath(backing, facts.realPath) : null;
  return backing && path !== null ? { path, format: backing.format } : null;
}

function whyAbsent(path: string, reason: string | undefined, silence: UnresponsiveStorage): string {
  if (!isUsable(path)) return 'whose name is not valid UTF-8';
  if (reason === undefined) return `but ${silence.why(path)}`;
  return isAbsence(reason) ? 'which is not there' : `which cannot be reached: ${reason}`;
}
