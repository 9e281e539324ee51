import { describeFault, type ImageFault, type ImageFaultCode } from '../../domain/disk/image-fault.ts';
import { HostUnreachable } from '../host.ts';
import type { Transport } from '../transport/transport.ts';
import type { Candidate, Finding } from './candidate.ts';
import type { FileFacts } from './files/file-facts.ts';
import type { ImageFiles } from './files/image-files.ts';
import type { UnresponsiveStorage } from './files/unresponsive-storage.ts';
import { checkFormat, type FormatVerdict } from './format/image-format.ts';
import { type ImageHeader, parseHeader } from './format/image-header.ts';
import { type ImageReading, type ImageToRead, type ReadingLimits, readImages } from './format/read-images.ts';
import type { InspectionCache } from './inspection-cache.ts';

export interface Looking {
  readonly transport: Transport;
  readonly qemuImg: string;
  readonly files: ImageFiles;
  readonly silence: UnresponsiveStorage;
  readonly cache: InspectionCache;
  readonly limits: ReadingLimits;
  /** Told when qemu-img turned out to be missing. */
  readonly onNoTool: () => void;
}

const noHeader = parseHeader('');
// No format has a header in less.
const leastBytes = 512;

const kinds: Readonly<Record<string, string>> = {
  d: 'directory',
  c: 'character device',
  p: 'FIFO',
  s: 'socket',
  l: 'symbolic link that leads in a circle',
};

/** Looks at images, each once; what has not changed since it was last looked at is not read. */
export async function inspectImages(
  looking: Looking,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const { files, silence, cache } = looking;
  const findings = new Map<string, Finding>();
  const toRead: Candidate[] = [];
  for (const candidate of candidates) {
    const finding = withoutReading(candidate, silence) ?? cache.get(cacheKey(candidate));
    if (finding) findings.set(candidate.facts.realPath, finding);
    else toRead.push(candidate);
  }
  const hasHeader = ({ facts }: Candidate) => facts.type === 'b' || facts.size >= leastBytes;
  const headers = await files.headers(toRead.filter(hasHeader).map(realPathOf));
  const verdicts: Verdict[] = [];
  for (const candidate of toRead) {
    const header = hasHeader(candidate) ? (headers.get(realPathOf(candidate)) ?? null) : noHeader;
    if (header === null) findings.set(realPathOf(candidate), headless(candidate, silence));
    else {
      const verdict = checkFormat(candidate.declared, realPathOf(candidate), header);
      verdicts.push({ candidate, header, verdict });
    }
  }
  const opened = verdicts.flatMap(({ candidate, header, verdict: { open, format } }): ImageToRead[] =>
    open && format !== null && !silence.isSilent(realPathOf(candidate))
      ? [
          {
            realPath: realPathOf(candidate),
            format,
            refcounts: format === header.format && candidate.facts.type === 'f' ? header.refcounts : null,
          },
        ]
      : [],
  );
  const { transport, qemuImg, limits } = looking;
  const readings = await readImages(transport, qemuImg, opened, silence, limits);
  if ([...readings.values()].some((reading) => !reading.ok && reading.noTool)) looking.onNoTool();
  for (const { candidate, verdict, header } of verdicts) {
    const reading = readings.get(realPathOf(candidate));
    const finding = findingOf(candidate.facts, verdict, header, reading, silence);
    findings.set(realPathOf(candidate), finding);
    if (maybeKept(candidate, finding, reading)) cache.set(cacheKey(candidate), finding);
  }
  return candidates.map((candidate) => {
    const finding = findings.get(realPathOf(candidate));
    if (finding === undefined)
      throw new HostUnreachable(`Nothing was found out of ${realPathOf(candidate)}.`);
    return { ...candidate, finding };
  });
}

/** Whether it ends before its own tables do. Of a device the size is not among its facts. */
const isCut = ({ type, size }: FileFacts, format: string, header: ImageHeader): boolean =>
  format === header.format && type === 'f' && header.leastSize > size;

const realPathOf = ({ facts }: Candidate): string => facts.realPath;
const cacheKey = ({ facts, declared }: Candidate): string =>
  `${declared ?? ''}:${facts.version}:${facts.realPath}`;

interface Verdict {
  readonly candidate: Candidate;
  readonly header: ImageHeader;
  readonly verdict: FormatVerdict;
}

const unopened = (declared: string | null, unreadable: string, fault: ImageFault | null = null): Finding => ({
  format: declared,
  formatBasis: declared === null ? 'HEADER' : 'DECLARED',
  report: null,
  luks: false,
  unreadable,
  fault,
});

const headless = ({ facts: { realPath }, declared }: Candidate, silence: UnresponsiveStorage): Finding =>
  unopened(
    declared,
    silence.isSilent(realPath) ? silence.why(realPath) : 'its first bytes could not be read.',
  );

/** What is known of an image that need not, or cannot, be opened; undefined when it has to be. */
function withoutReading(
  { facts, declared, finding, refused }: Candidate,
  silence: UnresponsiveStorage,
): Finding | undefined {
  if (refused !== null) return unopened(declared, describeFault(refused).what, refused);
  // Looked at by its name and header before, and now another image, or a machine, says the same.
  if (finding?.report && finding.format === declared) return { ...finding, formatBasis: 'DECLARED' };
  if (silence.isSilent(facts.realPath)) return unopened(declared, silence.why(facts.realPath));
  if (facts.type !== 'f' && facts.type !== 'b') {
    return unopened(
      declared,
      `it is not a regular file but a ${kinds[facts.type] ?? 'thing of another kind'}.`,
    );
  }
  const fault = sizeFault(facts);
  if (fault !== null) return unopened(declared, describeFault(fault).what, fault);
  return facts.readable
    ? undefined
    : unopened(declared, 'it may not be read by the user that Winnow works as.');
}

function sizeFault({ realPath: path, type, size }: FileFacts): ImageFault | null {
  if (type !== 'f') return null;
  if (!Number.isSafeInteger(size)) return { code: 'SIZE_UNSUPPORTED', path, detail: BigInt(size).toString() };
  return size < leastBytes ? { code: 'IMAGE_EMPTY', path, detail: `${size} bytes` } : null;
}

function findingOf(
  facts: FileFacts,
  { format, formatBasis, open, unreadable, elsewhere }: FormatVerdict,
  header: ImageHeader,
  reading: ImageReading | undefined,
  silence: UnresponsiveStorage,
): Finding {
  const { realPath } = facts;
  const luks = header.luks && format === 'raw';
  // Of an image that is refused, too, it is known on what it stands, where that could be read.
  const report = reading?.ok ? reading.report : null;
  const common = { format, formatBasis, luks, report, fault: null };
  const faulty = (code: ImageFaultCode, detail: string | null): Finding => {
    const fault = { code, path: realPath, detail };
    return { ...common, fault, unreadable: describeFault(fault).what };
  };
  if (elsewhere) return faulty('EXTERNAL_DATA_FILE', null);
  if (!open) return { ...common, unreadable };
  if (format !== null && isCut(facts, format, header)) {
    return faulty(
      'IMAGE_TRUNCATED',
      `its header places tables up to byte ${header.leastSize}, and it has ${facts.size}`,
    );
  }
  if (!reading?.ok) return { ...common, unreadable: reading?.why ?? silence.why(realPath) };
  if (reading.cut) return faulty('IMAGE_TRUNCATED', 'it counts clusters that lie behind its end');
  const { virtualSize } = reading.report;
  return Number.isSafeInteger(virtualSize)
    ? { ...common, unreadable: null }
    : faulty('SIZE_UNSUPPORTED', BigInt(virtualSize).toString());
}

/** A device's version says nothing of what is in it; and what could not be read may be readable next time. */
const maybeKept = ({ facts }: Candidate, finding: Finding, reading: ImageReading | undefined): boolean =>
  facts.type === 'f' && (reading ? reading.ok : finding.unreadable === null);
