import { posix } from 'node:path';
import type { ImageFault } from '../../../domain/disk/image-fault.ts';
import { isPlain } from '../../../domain/plain-name.ts';
import type { RegisteredStorage } from '../../storage/registered-storage.ts';
import { type Candidate, uninspected } from '../candidate.ts';
import { isAbsent, isUsable, type Location } from '../files/image-files.ts';
import type { UnresponsiveStorage } from '../files/unresponsive-storage.ts';
import type { ImageReport } from '../format/image-report.ts';
import { type InspectionTools, inspectImages } from '../inspect-images.ts';
import { longestChain } from './check-chains.ts';

/**
 * Inspects candidates and all that they stand on, and puts it all into `candidates`. Gives the backing files that were not
 * found, each with the reason.
 */
export async function followChains(
  tools: InspectionTools,
  candidates: Map<string, Candidate>,
  registered: RegisteredStorage,
): Promise<ReadonlyMap<string, string>> {
  const { files, unresponsive } = tools;
  const absent = new Map<string, string>();
  const leadsTo = new Map<string, Location>();
  let level = [...candidates.values()];
  for (let depth = 0; level.length > 0 && depth <= longestChain; depth += 1) {
    const inspected = await inspectImages(tools, level);
    const paths = inspected.flatMap((candidate) => backingOf(candidate)?.path ?? []);
    for (const [path, location] of await files.locate(paths.filter(isUsable))) leadsTo.set(path, location);
    const formats = new Map<string, string | null>();
    const found = new Map<string, Location>();
    for (const candidate of inspected) {
      const backing = backingOf(candidate);
      const location = backing ? leadsTo.get(backing.path) : undefined;
      const standsOn = backing && (location?.realPath ?? backing.path);
      const severed = severance(candidate, standsOn, registered);
      candidates.set(candidate.facts.realPath, { ...candidate, standsOn, severed });
      // What a header alone names is not opened for it.
      if (standsOn === null || severed !== null || candidate.finding?.formatBasis !== 'DECLARED') continue;
      formats.set(standsOn, formats.get(standsOn) ?? backing?.format ?? null);
      if (location) found.set(standsOn, location);
    }
    for (const path of formats.keys()) {
      if (candidates.has(path) || absent.has(path) || found.get(path)?.facts) continue;
      absent.set(path, whyAbsent(path, found.get(path), unresponsive));
    }
    level = [...formats].flatMap(([path, format]): Candidate[] => {
      const known = candidates.get(path);
      if (known) return known.declared === null && format !== null ? [{ ...known, declared: format }] : [];
      const facts = found.get(path)?.facts;
      return facts ? [uninspected(facts, format)] : [];
    });
  }
  for (const { facts } of level) absent.set(facts.realPath, 'which lies too deep to be inspected');
  return absent;
}

/** Why the backing file of an image is not opened, whatever is in it; null where it has none, or it may be. */
function severance(
  { facts, finding, volume }: Candidate,
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
  if (volume !== null || registered.refusal(standsOn) !== null)
    return fault('BACKING_OUTSIDE_STORAGE', standsOn);
  return backing.format === 'raw' || backing.format === 'qcow2'
    ? null
    : fault('BACKING_FORMAT_UNKNOWN', backing.format ?? 'none is declared');
}

function backingOf({ finding, facts }: Candidate) {
  const backing = finding?.report?.backing;
  const path = backing ? backingPath(backing, facts.realPath) : null;
  return backing && path !== null ? { path, format: backing.format } : null;
}

function whyAbsent(path: string, location: Location | undefined, unresponsive: UnresponsiveStorage): string {
  if (!isUsable(path)) return 'whose name is not valid UTF-8';
  if (location === undefined) return `but ${unresponsive.why(path)}`;
  return isAbsent(location) ? 'which is not there' : `which cannot be reached: ${location.reason}`;
}

/**
 * The local path that a backing file's name leads to, by the rules of qemu; null where it leads elsewhere (`nbd://…`,
 * `json:{…}`).
 */
function backingPath(
  { name, leadsTo }: NonNullable<ImageReport['backing']>,
  realPath: string,
): string | null {
  const full = leadsTo.replace(/^file:(\/\/(?=\/))?/, '');
  if (full.startsWith('/')) return full;
  // A protocol stands before the first colon, and no slash before that.
  if (/^[^/:]*:/.test(name.replace(/^file:/, ''))) return null;
  return posix.join(posix.dirname(realPath), full);
}
