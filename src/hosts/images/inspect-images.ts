import type { Recent } from '../../common/recent.ts';
import { describeFault, type ImageFault, type ImageFaultCode } from '../../domain/disk/image-fault.ts';
import type { Transport } from '../transport/transport.ts';
import type { Candidate, Finding } from './candidate.ts';
import type { FileFacts } from './files/file-facts.ts';
import type { ImageFiles } from './files/image-files.ts';
import type { UnresponsiveStorage } from './files/unresponsive-storage.ts';
import { checkFormat, type FormatVerdict } from './format/image-format.ts';
import type { ImageHeader } from './format/image-header.ts';
import { type ImageReading, type ImageToRead, type ReadingLimits, readImages } from './format/read-images.ts';

export interface InspectionTools {
  readonly transport: Transport;
  readonly qemuImg: string;
  readonly files: ImageFiles;
  readonly unresponsive: UnresponsiveStorage;
  /** What was found of images, as long as they stay as they were. */
  readonly cache: Recent<string, Finding>;
  readonly limits: ReadingLimits;
  /** Called when qemu-img turned out to be missing. */
  readonly onNoTool: () => void;
}

// No format has a header in less.
const leastBytes = 512;

/** What a file is, by its type; as stat words it. */
export const kindsOfFiles: Readonly<Record<string, string>> = {
  d: 'directory',
  b: 'block special file',
  c: 'character special file',
  p: 'fifo',
  s: 'socket',
  l: 'symbolic link that leads in a circle',
};

/** Inspects images, each once; one that has not changed since it was last inspected is not read. */
export async function inspectImages(
  tools: InspectionTools,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const { transport, qemuImg, unresponsive, cache, limits } = tools;
  const findings = new Map<string, Finding>();
  const toRead: Candidate[] = [];
  for (const candidate of candidates) {
    const finding = withoutReading(candidate, unresponsive) ?? cache.get(cacheKey(candidate));
    if (finding) findings.set(realPathOf(candidate), finding);
    else toRead.push(candidate);
  }
  const read = (images: readonly ImageToRead[]) =>
    readImages(transport, qemuImg, images, unresponsive, limits);
  // What is declared as raw or qcow2 is read together with its header; of others the header decides whether they are.
  const { sure = [], unsure = [] } = Object.groupBy(toRead, ({ declared }) =>
    declared === 'raw' || declared === 'qcow2' ? 'sure' : 'unsure',
  );
  const [headers, readings] = await Promise.all([
    read(unsure.map((candidate) => ({ realPath: realPathOf(candidate), format: 'none' }))),
    read(sure.map(({ facts: { realPath }, declared }) => ({ realPath, format: declared ?? 'raw' }))),
  ]);
  const verdictOn = (candidate: Candidate, header: ImageHeader) =>
    checkFormat(candidate.declared, realPathOf(candidate), header);
  const opened = unsure.flatMap((candidate): ImageToRead[] => {
    const realPath = realPathOf(candidate);
    const header = headers.get(realPath)?.header ?? null;
    const { open = false, format = null } = header === null ? {} : verdictOn(candidate, header);
    return open && format !== null && !unresponsive.has(realPath) ? [{ realPath, format }] : [];
  });
  const all = new Map([...readings, ...(await read(opened))]);
  if ([...all.values()].some((reading) => !reading.ok && reading.noTool)) tools.onNoTool();
  for (const candidate of toRead) {
    const realPath = realPathOf(candidate);
    const reading = all.get(realPath);
    const header = reading?.header ?? headers.get(realPath)?.header ?? null;
    if (header === null) {
      findings.set(realPath, withoutHeader(candidate, reading ?? headers.get(realPath), unresponsive));
      continue;
    }
    const finding = findingOf(candidate.facts, verdictOn(candidate, header), header, reading, unresponsive);
    findings.set(realPath, finding);
    if (mayBeKept(candidate, finding, reading)) cache.set(cacheKey(candidate), finding);
  }
  return candidates.map((candidate) => {
    const finding = findings.get(realPathOf(candidate));
    if (finding === undefined) throw new Error(`${realPathOf(candidate)} was not inspected.`);
    return { ...candidate, finding };
  });
}

/** Whether it ends before its own tables do. Of a device the size is not among its facts. */
const isCut = ({ type, size }: FileFacts, format: string, header: ImageHeader): boolean =>
  format === header.format && type === 'f' && header.leastSize > size;

const realPathOf = ({ facts }: Candidate): string => facts.realPath;
const cacheKey = ({ facts, declared }: Candidate): string =>
  `${declared ?? ''}:${facts.version}:${facts.realPath}`;

const unopened = (declared: string | null, unreadable: string, fault: ImageFault | null = null): Finding => ({
  format: declared,
  formatBasis: declared === null ? 'HEADER' : 'DECLARED',
  report: null,
  luks: false,
  headerFormat: null,
  unreadable,
  fault,
});

const withoutHeader = (
  { facts: { realPath }, declared }: Candidate,
  reading: ImageReading | undefined,
  unresponsive: UnresponsiveStorage,
): Finding => {
  if (reading?.ok === false) return unopened(declared, reading.why);
  const silent = unresponsive.has(realPath);
  return unopened(declared, silent ? unresponsive.why(realPath) : 'its first bytes could not be read.');
};

/** What is known of an image that need not, or cannot, be opened; undefined when it has to be. */
function withoutReading(
  { facts, declared, finding, refused }: Candidate,
  unresponsive: UnresponsiveStorage,
): Finding | undefined {
  if (refused !== null) return unopened(declared, describeFault(refused).what, refused);
  // Inspected by its name and header before, and now another image, or a virtual machine, says the same.
  if (finding?.report && finding.format === declared) return { ...finding, formatBasis: 'DECLARED' };
  if (unresponsive.has(facts.realPath)) return unopened(declared, unresponsive.why(facts.realPath));
  if (facts.type !== 'f' && facts.type !== 'b') {
    return unopened(
      declared,
      `it is not a regular file but a ${kindsOfFiles[facts.type] ?? 'thing of another kind'}.`,
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
  unresponsive: UnresponsiveStorage,
): Finding {
  const { realPath } = facts;
  const luks = header.luks && format === 'raw';
  // Of an image that is refused, too, it is known on what it stands, where that could be read.
  const report = reading?.ok ? reading.report : null;
  const common = { format, formatBasis, luks, headerFormat: header.format, report, fault: null };
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
  if (!reading?.ok) return { ...common, unreadable: reading?.why ?? unresponsive.why(realPath) };
  if (reading.cut) return faulty('IMAGE_TRUNCATED', 'it counts clusters that lie behind its end');
  const { virtualSize } = reading.report;
  return Number.isSafeInteger(virtualSize)
    ? { ...common, unreadable: null }
    : faulty('SIZE_UNSUPPORTED', BigInt(virtualSize).toString());
}

/** A device's version says nothing of what is in it; and what could not be read may be readable next time. */
const mayBeKept = ({ facts }: Candidate, finding: Finding, reading: ImageReading | undefined): boolean =>
  facts.type === 'f' && (reading ? reading.ok : finding.unreadable === null);
