import type { FilesystemResult } from '../../domain/disk/events.ts';
import type { SparsifyPhase } from '../../domain/job/progress.ts';
import { isUnsafeWindows, type Refusal, skipReason } from './skip-reason.ts';

/** What the tool has reported so far. What it did not say is null, or empty. */
export interface SparsifyOutput {
  readonly phase: SparsifyPhase;
  /** Null until the tool has listed the filesystems. */
  readonly filesystemsTotal: number | null;
  readonly filesystemsDone: number | null;
  /** Those that were tried, and at the end those that were not, in the tool's order. */
  readonly filesystems: readonly FilesystemResult[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  /** The tool said that it came through. */
  readonly completed: boolean;
  /** What it found encrypted before it listed anything. */
  readonly encrypted: readonly { readonly device: string; readonly type: string }[];
  /** Volume groups of which physical volumes are missing. */
  readonly incompleteGroups: readonly string[];
}

interface Entry {
  readonly device: string;
  type: string;
  /** From the trace. */
  outcome: FilesystemResult['outcome'] | null;
  /** As fstrim said in the appliance, which may arrive after the trace of its end. */
  trimmedBytes: number | null;
  /** From the messages: what the tool set out to do. The two streams come in no order to each other. */
  announced: 'TRIMMED' | 'CLEARED' | null;
  /** ntfs-3g found a Windows that is hibernated, and mounted it read-only. */
  unsafe: boolean;
  refusal: Refusal;
}

const phases: readonly SparsifyPhase[] = ['BOOTING', 'INSPECTING', 'TRIMMING', 'FINISHING'];
const maxMessages = 50;
// What is kept of a tool that lost its mind.
const maxFilesystems = 1000;
const encryptions: ReadonlySet<string> = new Set(['crypto_LUKS', 'BitLocker']);

// What drivers of filesystems write to the kernel's log, in the appliance.
const kernelOnFilesystem =
  /^\[ *\d+\.\d+\] ((?:EXT\d-fs|XFS|BTRFS|F2FS-fs|JFS|FAT-fs|ntfs3|squashfs|ISOFS|UDF-fs)\b.*)$/i;

/**
 * Reads `virt-sparsify --in-place --machine-readable -x -v`, line by line as they come: messages on stdout, libguestfs's
 * trace on stderr. What it does not know it passes over.
 */
export function createSparsifyOutputParser() {
  let phase: SparsifyPhase = 'BOOTING';
  let total: number | null = null;
  let completed = false;
  let entries: Entry[] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  const encrypted: SparsifyOutput['encrypted'][number][] = [];
  const incompleteGroups = new Set<string>();
  let askedType: string | null = null;
  let current: Entry | null = null;
  // Stays when the filesystem was unmounted: what is said in the appliance may come late.
  let lastMounted: Entry | null = null;
  const reach = (next: SparsifyPhase) => {
    if (phases.indexOf(next) > phases.indexOf(phase)) phase = next;
  };

  const entryOf = (device: string, type: string): Entry => {
    const known = entries.find((entry) => entry.device === device);
    if (known) return known;
    const entry: Entry = {
      device,
      type,
      outcome: null,
      announced: null,
      trimmedBytes: null,
      unsafe: false,
      refusal: unsaid,
    };
    if (entries.length < maxFilesystems) entries.push(entry);
    return entry;
  };

  const conclude = (outcome: FilesystemResult['outcome']) => {
    if (current) current.outcome = outcome;
  };

  const onMessage = (message: string) => {
    if (message.includes('completed with no errors')) {
      reach('FINISHING');
      completed = true;
    }
    const [, deed, device] =
      /^(Trimming|Clearing Linux swap on|Discard space in volgroup) (.+)$/.exec(message) ?? [];
    if (deed === undefined || device === undefined) return;
    reach('TRIMMING');
    const type = deed.endsWith('volgroup') ? 'volume group' : deed === 'Trimming' ? 'unknown' : 'swap';
    entryOf(device, type).announced = deed === 'Trimming' ? 'TRIMMED' : 'CLEARED';
  };

  const onTrace = (call: string) => {
    if (call.startsWith('launch = 0')) reach('INSPECTING');
    else if (call.startsWith('vfs_type ')) {
      const [, device = null, type] = /^vfs_type (?:"(.*)"|= "(.*)")$/.exec(call) ?? [];
      if (type === undefined) askedType = device;
      else if (askedType !== null && encryptions.has(type) && encrypted.length < maxFilesystems) {
        encrypted.push({ device: askedType, type });
      }
    } else if (call.startsWith('list_filesystems = [')) {
      const listed = listedFilesystems(call);
      const first = listed.filesystems.map(({ device, type }) =>
        Object.assign(entryOf(device, type), { type }),
      );
      entries = [...first, ...entries.filter((entry) => !first.includes(entry))];
      if (listed.whole) total = listed.filesystems.length;
    } else if (call.startsWith('mount_options "discard" ')) {
      reach('TRIMMING');
      const device = /^mount_options "discard" "(.*)" "\/"/.exec(call)?.[1];
      current = device === undefined ? null : entryOf(device, 'unknown');
      lastMounted = current;
    } else if (/^(mount_options|fstrim) = -1/.test(call)) conclude('SKIPPED');
    else if (call.startsWith('fstrim = 0')) conclude('TRIMMED');
    else if (/^blkdiscard(zeroes)? = 0/.test(call)) conclude('CLEARED');
    else if (call.startsWith('umount_all = ')) current = null;
    else if (/^shutdown\b/.test(call)) reach('FINISHING');
  };

  const progress = () => ({
    phase,
    filesystemsTotal: total,
    filesystemsDone:
      total === null ? null : entries.slice(0, total).filter(({ outcome }) => outcome !== null).length,
  });

  return {
    stdout(line: string) {
      const message = parsedMessage(line);
      if (message?.type === 'message') onMessage(message.text);
      if (message?.type === 'warning' && warnings.length < maxMessages) warnings.push(message.text);
      if (message?.type === 'error' && errors.length < maxMessages) errors.push(message.text);
    },
    stderr(line: string) {
      const bytes = Number(/\((\d+) bytes\) trimmed/.exec(line)?.[1] ?? Number.NaN);
      // A guest's filesystem can be of any size that it says; beyond what events hold it is not known.
      if (lastMounted !== null && Number.isSafeInteger(bytes)) lastMounted.trimmedBytes = bytes;
      // The appliance leaves lines without an end, so a trace may start in the midst of one.
      const trace = /libguestfs: trace: (.*)$/.exec(line)?.[1];
      if (trace !== undefined) return onTrace(trace);
      if (lastMounted !== null) hearOfMount(lastMounted, line);
      const group = /^ *WARNING: VG (\S+) is missing PV /.exec(line)?.[1];
      if (group !== undefined && incompleteGroups.size < maxMessages) incompleteGroups.add(group);
    },
    progress,
    output: (): SparsifyOutput => ({
      ...progress(),
      filesystems: entries.map((entry) => ofHibernated(entry, resultOf(entry, completed), entries)),
      warnings,
      errors,
      completed,
      encrypted,
      incompleteGroups: [...incompleteGroups],
    }),
  };
}

const hibernated = {
  windows:
    'Windows is hibernated or was not shut down fully; ntfs-3g refused to write, and fstrim discarded its free space all the same. Do not let Windows resume: it may damage this filesystem',
  linux:
    'a Linux is hibernated on this disk, and fstrim discarded free space all the same. Do not let it resume: it may damage this filesystem',
} as const;

/** The tool trims what belongs to a hibernated guest, and says nothing of it. */
function ofHibernated(entry: Entry, result: FilesystemResult, entries: readonly Entry[]): FilesystemResult {
  if (result.outcome !== 'TRIMMED') return result;
  const linux = entry.type !== 'ntfs' && entries.some(({ type }) => type === 'swsuspend');
  if (!entry.unsafe && !linux) return result;
  const reason = entry.unsafe ? hibernated.windows : hibernated.linux;
  return { ...result, outcome: 'TRIMMED_WHILE_HIBERNATED', reason };
}

const unsaid: Refusal = { cause: '', kernel: null };

/** What is said in the appliance while a filesystem is tried, or a little later; the first error is the one that counts. */
function hearOfMount(entry: Entry, line: string): void {
  const { cause, kernel } = entry.refusal;
  entry.refusal = {
    cause: cause || (/^guestfsd: error: (.*)$/.exec(line)?.[1] ?? ''),
    kernel: kernelOnFilesystem.exec(line)?.[1] ?? kernel,
  };
  if (isUnsafeWindows(line)) entry.unsafe = true;
}

function resultOf(entry: Entry, completed: boolean): FilesystemResult {
  const { device, type, outcome, announced, refusal } = entry;
  if (outcome !== null) {
    const trimmedBytes = outcome === 'TRIMMED' ? entry.trimmedBytes : null;
    const reason = outcome === 'SKIPPED' ? skipReason(type, refusal) : null;
    return { device, type, outcome, trimmedBytes, reason };
  }
  if (announced && completed) return { device, type, outcome: announced, trimmedBytes: null, reason: null };
  return { device, type, outcome: 'SKIPPED', trimmedBytes: null, reason: 'the tool did not come to it' };
}

function parsedMessage(line: string): { type: string; text: string } | null {
  if (!line.startsWith('{')) return null;
  try {
    const { type, message } = JSON.parse(line);
    return typeof type === 'string' && typeof message === 'string' ? { type, text: message } : null;
  } catch {
    return null;
  }
}

function listedFilesystems(call: string) {
  const words = [...call.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word);
  const filesystems: { device: string; type: string }[] = [];
  for (let at = 0; at + 1 < words.length; at += 2) {
    filesystems.push({ device: words[at] ?? '', type: words[at + 1] ?? '' });
  }
  return { filesystems, whole: call.endsWith(']') };
}
