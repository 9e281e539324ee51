import type { FilesystemResult } from '../domain/disk/events.ts';
import type { SparsifyPhase } from '../domain/disk/progress.ts';
import { skipReason } from './skip-reason.ts';

/** What the tool's words tell so far. Of what it did not say, nothing is made up: null, or empty. */
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
}

/** Takes the tool's lines one by one, as they come; what it does not know it passes over. */
export interface SparsifyOutputParser {
  readonly stdout: (line: string) => void;
  readonly stderr: (line: string) => void;
  readonly progress: () => Pick<SparsifyOutput, 'phase' | 'filesystemsDone' | 'filesystemsTotal'>;
  readonly output: () => SparsifyOutput;
}

type Result = Pick<FilesystemResult, 'outcome' | 'trimmedBytes' | 'reason'>;

interface Entry {
  readonly device: string;
  type: string;
  /** From the trace. */
  result: Result | null;
  /** From the messages: what the tool set out to do. The two streams come in no order to each other. */
  announced: 'TRIMMED' | 'CLEARED' | null;
}

const phases: readonly SparsifyPhase[] = ['BOOTING', 'INSPECTING', 'TRIMMING', 'FINISHING'];
const maxMessages = 50;
// What is kept of a tool that lost its mind.
const maxFilesystems = 1000;

/** Reads `virt-sparsify --in-place --machine-readable -x -v`: messages on stdout, libguestfs's trace on stderr. */
export function createSparsifyOutputParser(): SparsifyOutputParser {
  let phase: SparsifyPhase = 'BOOTING';
  let total: number | null = null;
  let completed = false;
  let entries: Entry[] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  let current: Entry | null = null;
  let trimmedBytes: number | null = null;
  let refusal = '';

  const reach = (next: SparsifyPhase) => {
    if (phases.indexOf(next) > phases.indexOf(phase)) phase = next;
  };

  const entryOf = (device: string, type: string): Entry => {
    const known = entries.find((entry) => entry.device === device);
    if (known) return known;
    const entry: Entry = { device, type, result: null, announced: null };
    if (entries.length < maxFilesystems) entries.push(entry);
    return entry;
  };

  const conclude = (outcome: FilesystemResult['outcome']) => {
    if (!current) return;
    current.result = {
      outcome,
      trimmedBytes: outcome === 'TRIMMED' ? trimmedBytes : null,
      reason: outcome === 'SKIPPED' ? skipReason(current.type, refusal) : null,
    };
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
    else if (call.startsWith('list_filesystems = [')) {
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
      trimmedBytes = null;
      refusal = '';
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
      total === null ? null : entries.slice(0, total).filter(({ result }) => result !== null).length,
  });

  return {
    stdout(line) {
      const message = parsedMessage(line);
      if (message?.type === 'message') onMessage(message.text);
      if (message?.type === 'warning' && warnings.length < maxMessages) warnings.push(message.text);
      if (message?.type === 'error' && errors.length < maxMessages) errors.push(message.text);
    },
    stderr(line) {
      // The appliance leaves lines without an end, so a trace may start in the midst of one.
      const trace = /libguestfs: trace: (.*)$/.exec(line)?.[1];
      if (trace !== undefined) return onTrace(trace);
      const bytes = /\((\d+) bytes\) trimmed$/.exec(line)?.[1];
      // A guest's filesystem can be of any size that it says; beyond what events hold it is not known.
      if (bytes !== undefined && Number.isSafeInteger(Number(bytes))) trimmedBytes = Number(bytes);
      refusal = /^guestfsd: error: (.*)$/.exec(line)?.[1] ?? refusal;
    },
    progress,
    output: () => ({
      ...progress(),
      filesystems: entries.map((entry) => resultOf(entry, completed)),
      warnings,
      errors,
      completed,
    }),
  };
}

function resultOf({ device, type, result, announced }: Entry, completed: boolean): FilesystemResult {
  if (result) return { device, type, ...result };
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
