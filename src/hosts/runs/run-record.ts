import { type SizeBasis, sizeBases } from '../../domain/disk/events.ts';
import type { RunState } from '../host.ts';
import type { Answer } from '../transport/run-script.ts';

const runStates: ReadonlySet<string> = new Set<RunState>(['UNKNOWN', 'RUNNING', 'FINISHED', 'LOST']);

/** Whether a word of a host is the state of a run. */
export const isRunState = (text: string | null): text is RunState => text !== null && runStates.has(text);

/** What a host kept of a run. Sizes are bytes on the `basis`; null is what could not be measured. */
export interface RunRecord {
  readonly state: RunState;
  /** The path that the run worked on; null when nothing is kept of it. */
  readonly imagePath: string | null;
  /** As a shell has it: above 128, the tool was killed by that signal. Null unless FINISHED. */
  readonly exitStatus: number | null;
  /** Why the tool was not started; null when it was. */
  readonly refusal: RunRefusal | null;
  /** Whether the export of the image ended before the tool did. */
  readonly exportLost: boolean;
  /** Who could write the logical volume in the midst of the run, as `process PID NAME` or `holder DEVICE`; null: nobody. */
  readonly intruder: string | null;
  readonly sizeBefore: number | null;
  readonly sizeAfter: number | null;
  readonly basis: SizeBasis;
  /** Of a volume: what the kernel was told to discard on it, and by how much the data of its pool shrank meanwhile. */
  readonly discarded: number | null;
  readonly poolFreed: number | null;
  /** Whether the paths of the chain led to the same files after the run as before. Null unless FINISHED. */
  readonly image: 'SAME' | 'GONE' | 'REPLACED' | null;
  /** Which file of the chain `image` is about when it is not SAME: 0 is the image, 1 its backing file, and so on. */
  readonly imageNode: number;
  readonly stopAsked: boolean;
  readonly durationSeconds: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/**
 * IMAGE_CHANGED: what was opened is not what was accepted right before. EXPORT_UNAVAILABLE: the host can neither export
 * the image nor show it alone. EXPORT_FAILED: the export ended before it was ready.
 */
export interface RunRefusal {
  readonly code: 'IMAGE_CHANGED' | 'EXPORT_UNAVAILABLE' | 'EXPORT_FAILED';
  /** The file of the chain that it is about, as in `imageNode`. */
  readonly node: number;
}

// A longer line says nothing more.
const maxLineCharacters = 65_536;

/** Reads what supervisor.sh's `collect` answers. `view` is the file that the tool was given: it is shown as the image. */
export function readRecord(answer: Answer, state: RunState, view: string): RunRecord {
  const imagePath = answer.text('path');
  const lines = (name: string) =>
    answer
      .shown(name)
      // The appliance's console ends its lines so.
      .split(/\r?\n/)
      .map((line) => line.slice(0, maxLineCharacters).replaceAll(view, imagePath ?? view))
      .filter((line, index, all) => line !== '' || index < all.length - 1);
  const image = answer.text('image');
  const began = decimal(answer.text('began'));
  const ended = decimal(answer.text('ended'));
  return {
    state,
    imagePath,
    exitStatus: answer.number('status'),
    refusal: refusalIn(answer),
    exportLost: answer.text('export') === 'LOST',
    intruder: answer.shown('intruder') || null,
    ...sizesIn(answer),
    discarded: difference(answer.number('afterDiscarded'), answer.number('beforeDiscarded')),
    poolFreed: difference(answer.number('beforePool'), answer.number('afterPool')),
    image: image === 'SAME' || image === 'GONE' || image === 'REPLACED' ? image : null,
    imageNode: answer.number('imageNode') ?? 0,
    stopAsked: answer.has('stop'),
    durationSeconds: began === null || ended === null ? null : ended - began,
    stdout: lines('stdout'),
    stderr: lines('stderr'),
  };
}

/** Why a script did not start its tool; null where it did. */
export function refusalIn(answer: Answer): RunRefusal | null {
  const code = answer.text('refused');
  if (code !== 'IMAGE_CHANGED' && code !== 'EXPORT_UNAVAILABLE' && code !== 'EXPORT_FAILED') return null;
  return { code, node: answer.number('refusedNode') ?? 0 };
}

/**
 * What the image took before and after. Where the one was measured and the other could not be, what is left of both is the
 * size of the volume.
 */
function sizesIn(answer: Answer): Pick<RunRecord, 'basis' | 'sizeBefore' | 'sizeAfter'> {
  const [sizeBefore, sizeAfter] = [answer.number('before'), answer.number('after')];
  const [before, after] = [basisIn(answer.text('beforeBasis')), basisIn(answer.text('afterBasis'))];
  if (before === after || sizeAfter === null) return { basis: before, sizeBefore, sizeAfter };
  const size = before === 'DISCARDED_ONLY' ? sizeBefore : sizeAfter;
  return { basis: 'DISCARDED_ONLY', sizeBefore: size, sizeAfter: size };
}

/** One that an older Winnow left behind was of a file. */
const basisIn = (told: string | null): SizeBasis =>
  sizeBases.find((basis) => basis === told) ?? 'ALLOCATED_BLOCKS';

const difference = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one - other;

const decimal = (text: string | null) => (text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null);
