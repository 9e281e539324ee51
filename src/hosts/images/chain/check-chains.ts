import { describeFault, type ImageFault } from '../../../domain/disk/image-fault.ts';
import type { Candidate } from '../candidate.ts';
import { chainTroubles, type Link } from './chain-trouble.ts';
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

/**
 * Checks all chains. Gives what may be opened of each image, or why it may not be: by its place, its name, its
 * header or its size, or by those of any image below. `absent` gives the reason why an image was not found.
 */
export function checkChains(
  candidates: ReadonlyMap<string, Candidate>,
  absent: (realPath: string) => string,
): ReadonlyMap<string, Verdict> {
  const troubles = chainTroubles(linksOf(candidates), absent);
  const known = new Map<string, Verdict>();
  for (const start of candidates.keys()) {
    // Each once, as they may lead in a circle.
    const way = new Map<string, Candidate>();
    for (let path: string | null = start; path !== null && !known.has(path) && !way.has(path); ) {
      const candidate = candidates.get(path);
      if (candidate === undefined) break;
      way.set(path, candidate);
      path = ownFault(candidate) === null ? followed(candidate) : null;
    }
    for (const [path, candidate] of [...way].reverse()) {
      known.set(path, verdictOf(candidate, candidates, troubles.get(path) ?? null, known));
    }
  }
  return known;
}

function verdictOf(
  candidate: Candidate,
  candidates: ReadonlyMap<string, Candidate>,
  trouble: string | null,
  known: ReadonlyMap<string, Verdict>,
): Verdict {
  const { facts, finding } = candidate;
  const own = ownFault(candidate);
  if (own !== null) return faulty(own);
  if (finding === null || finding.unreadable !== null) {
    return { chain: [], unreadable: trouble ?? 'it was not inspected.', fault: null };
  }
  const node = nodeOf(candidate);
  const standsOn = followed(candidate);
  if (standsOn === null) return { chain: node ? [node] : [], unreadable: null, fault: null };
  const below = known.get(standsOn);
  if (trouble !== null || below === undefined || below.unreadable !== null) {
    const cause = below?.fault ?? null;
    const fault: ImageFault = cause ?? { code: 'BACKING_UNREADABLE', path: facts.realPath, detail: trouble };
    return { chain: [], unreadable: trouble ?? describeFault(fault).what, fault };
  }
  const [base] = below.chain;
  const declares = finding.report?.backing?.format;
  if (base?.format !== declares) {
    const other = base?.format ?? candidates.get(standsOn)?.finding?.format ?? 'another';
    const detail = `it says ${declares}, and the catalogue, a virtual machine or another image says ${other}`;
    return faulty({ code: 'BACKING_FORMAT_UNKNOWN', path: facts.realPath, detail });
  }
  if (below.chain.length >= longestChain) {
    return faulty({ code: 'BACKING_CHAIN_TOO_LONG', path: facts.realPath, detail: String(longestChain) });
  }
  return {
    chain: node && below.chain.length > 0 ? [node, ...below.chain] : [],
    unreadable: null,
    fault: null,
  };
}

const faulty = (fault: ImageFault): Verdict => ({
  chain: [],
  unreadable: describeFault(fault).what,
  fault,
});

const ownFault = ({ refused, finding, severed }: Candidate): ImageFault | null =>
  refused ?? finding?.fault ?? severed;

/** Of images that are known by their header alone the chain is not checked: a guest may have written it. */
const followed = ({ finding, standsOn }: Candidate): string | null =>
  finding?.formatBasis === 'DECLARED' ? standsOn : null;

function nodeOf({ facts: { realPath, type, device, inode, size }, finding }: Candidate): ChainNode | null {
  const format = finding?.format;
  if (type !== 'f' || (format !== 'raw' && format !== 'qcow2')) return null;
  return { realPath, format, device, inode, size };
}

function linksOf(candidates: ReadonlyMap<string, Candidate>): ReadonlyMap<string, Link> {
  return new Map(
    [...candidates].map(([path, candidate]) => {
      const own = ownFault(candidate);
      return [
        path,
        {
          unreadable: own === null ? (candidate.finding?.unreadable ?? null) : describeFault(own).what,
          standsOn: followed(candidate),
        },
      ];
    }),
  );
}
