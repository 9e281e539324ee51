import { describeFault, type ImageFault } from '../../../domain/disk/image-fault.ts';
import type { Candidate } from '../candidate.ts';
import type { ChainNode, ImageChain } from './image-chain.ts';

/** As many as libvirt lets a virtual machine's disk have. */
export const longestChain = 200;

/** What came of an image with all that it stands on: either it has a chain, or why not. */
export interface Verdict {
  readonly chain: ImageChain;
  /** Null where nothing is wrong, here or below. */
  readonly unreadable: string | null;
  /** Null also where an image cannot be read for a reason of its own, which is in `unreadable`. */
  readonly fault: ImageFault | null;
}

/** `cause`: what those that stand on it are told, the same for all of them; null where nothing is wrong. */
interface Checked extends Verdict {
  readonly cause: string | null;
}

/**
 * Checks all chains. Gives what may be opened of each image, or why it may not be: by its place, its name, its
 * header or its size, or by those of any image below. `absent` gives the reason why an image was not found.
 */
export function checkChains(
  candidates: ReadonlyMap<string, Candidate>,
  absent: (realPath: string) => string,
): ReadonlyMap<string, Verdict> {
  const known = new Map<string, Checked>();
  for (const start of candidates.keys()) {
    const way = new Set<string>();
    let at: string | null = start;
    // Down to where it is known how things stand, …
    while (at !== null && !known.has(at) && !way.has(at)) {
      way.add(at);
      const candidate = candidates.get(at);
      at = candidate === undefined || ownVerdict(candidate) !== null ? null : followed(candidate);
    }
    const paths = [...way];
    const circle = at !== null && way.has(at) ? paths.slice(paths.indexOf(at)) : [];
    // … and up again.
    let below = at === null ? undefined : known.get(at);
    for (const [index, path] of paths.reverse().entries()) {
      const candidate = candidates.get(path);
      if (candidate === undefined) {
        below = failed(path, absent(path), null, `${path}, ${absent(path)}`);
      } else if (index < circle.length) below = inCircle(path, circle);
      else below = verdictOn(candidate, below, candidates);
      known.set(path, below);
    }
  }
  return known;
}

/** `below`: what was found of the image that it stands on. */
function verdictOn(
  candidate: Candidate,
  below: Checked | undefined,
  candidates: ReadonlyMap<string, Candidate>,
): Checked {
  const own = ownVerdict(candidate);
  if (own !== null) return own;
  const path = candidate.facts.realPath;
  const node = nodeOf(candidate);
  const standsOn = followed(candidate);
  if (standsOn === null || below === undefined) return whole(node ? [node] : []);
  if (below.cause !== null) {
    const why = `it stands on ${withPeriod(below.cause)}`;
    const fault = below.fault ?? { code: 'BACKING_UNREADABLE', path, detail: why };
    return failed(path, why, fault, below.cause);
  }
  const [base] = below.chain;
  const declares = candidate.finding?.report?.backing?.format;
  if (base?.format !== declares) {
    const other = base?.format ?? candidates.get(standsOn)?.finding?.format ?? 'another';
    const detail = `it says ${declares}, and the catalogue, a virtual machine or another image says ${other}`;
    return faulty(path, { code: 'BACKING_FORMAT_UNKNOWN', path, detail });
  }
  if (below.chain.length >= longestChain) {
    return faulty(path, { code: 'BACKING_CHAIN_TOO_LONG', path, detail: String(longestChain) });
  }
  return whole(node && below.chain.length > 0 ? [node, ...below.chain] : []);
}

/** Why an image cannot be opened whatever it stands on; null where it can. */
function ownVerdict(candidate: Candidate): Checked | null {
  const { facts, finding } = candidate;
  const own = ownFault(candidate);
  if (own !== null) return faulty(facts.realPath, own);
  if (finding !== null && finding.unreadable === null) return null;
  return failed(facts.realPath, finding?.unreadable ?? 'it was not inspected.', null);
}

function inCircle(path: string, circle: readonly string[]): Checked {
  const [first = path] = circle;
  const shown = circle.length > 5 ? [...circle.slice(0, 5), '…'] : circle;
  const why = `its backing files lead in a circle: ${[...shown, first].join(' → ')}.`;
  const fault = { code: 'BACKING_UNREADABLE', path: circle.at(-1) ?? path, detail: why } as const;
  return failed(path, why, fault, `${path}, whose backing files lead in a circle`);
}

const whole = (chain: ImageChain): Checked => ({ chain, unreadable: null, fault: null, cause: null });

const failed = (
  path: string,
  unreadable: string,
  fault: ImageFault | null,
  cause = `${path}, which could not be read: ${unreadable}`,
): Checked => ({ chain: [], unreadable, fault, cause });

const faulty = (path: string, fault: ImageFault): Checked => failed(path, describeFault(fault).what, fault);

const ownFault = ({ refused, finding, severed }: Candidate): ImageFault | null =>
  refused ?? finding?.fault ?? severed;

/** Of images that are known by their header alone the chain is not checked: a guest may have written it. */
const followed = ({ finding, standsOn }: Candidate): string | null =>
  finding?.formatBasis === 'DECLARED' ? standsOn : null;

/** Of block devices only logical volumes are opened: they are known by an id. */
function nodeOf({ facts, finding, volume }: Candidate): ChainNode | null {
  const { realPath, type, device, inode, size } = facts;
  const format = finding?.format;
  if (format !== 'raw' && format !== 'qcow2') return null;
  if (type === 'f') return { realPath, format, device, inode, size };
  if (volume === null) return null;
  return { realPath, format, device: volume.device, inode: volume.id, size: volume.bytes };
}

const withPeriod = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
