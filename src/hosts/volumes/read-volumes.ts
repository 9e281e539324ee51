import { messageOf } from '../../common/message-of.ts';
import type { HostFinding } from '../../domain/host/events.ts';
import { type Answer, askWithLimit, type Question } from '../storage/ask-with-limit.ts';
import type { Transport } from '../transport/transport.ts';
import { type ActiveVolumes, readActiveVolumes } from './active-volumes.ts';
import { type LvmReport, readLvmReport } from './lvm-report.ts';
import { kernelSilent, lvmHangs, lvmMissing, lvmNeedsRoot, lvmUnread } from './volume-problems.ts';

/** What LVM and the kernel of a host say of its logical volumes. */
export interface Volumes {
  /** Null where LVM gave no answer. */
  readonly report: LvmReport | null;
  /** Null where the kernel gave none. */
  readonly active: ActiveVolumes | null;
  readonly problems: readonly HostFinding[];
}

/** Reads the volumes of a host; whoever asks while that goes on shares the answer. */
export type VolumeReader = () => Promise<Volumes>;

/** In seconds: LVM reads the label of each device, of which a host may have hundreds. */
const usualLimitSeconds = 10;

type Kind = Extract<Question['kind'], 'volumes' | 'mapped'>;

/** Makes the reader of a host's volumes. What hangs is not asked again while it does, so that no more than one ever waits. */
export function createVolumeReader(transport: Transport, limitSeconds = usualLimitSeconds): VolumeReader {
  const leftBehind = new Map<Kind, string>();
  let reading: Promise<Volumes> | null = null;

  async function read(): Promise<Volumes> {
    const kinds: readonly Kind[] = ['volumes', 'mapped'];
    const questions = kinds.map((kind): Question => {
      const hanging = leftBehind.get(kind);
      return { kind, target: '', ...(hanging !== undefined && { with: hanging }) };
    });
    const answers = await askWithLimit(transport, questions, limitSeconds);
    for (const [index, kind] of kinds.entries()) {
      const answer = answers[index];
      if (answer?.outcome === 'HANGS') leftBehind.set(kind, String(answer.process));
      else leftBehind.delete(kind);
    }
    const [said = null, mapped = null] = answers;
    const active = activeIn(mapped);
    const { report, problem } = reportIn(said, active);
    const problems = [problem, active === null ? kernelSilent : null].filter((each) => each !== null);
    return { report, active, problems };
  }

  return () => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
}

function activeIn(answer: Answer | null): ActiveVolumes | null {
  if (answer?.outcome !== 'ENDED') return null;
  const [mapped = '', status = ''] = answer.said.split(/\n\n|^\n/);
  return readActiveVolumes(mapped, status);
}

const nothing: LvmReport = { systemId: null, groups: [], physicalDevices: new Set() };

function reportIn(
  answer: Answer | null,
  active: ActiveVolumes | null,
): { readonly report: LvmReport | null; readonly problem: HostFinding | null } {
  if (answer?.outcome === 'HANGS') return { report: null, problem: lvmHangs };
  if (answer === null) return { report: null, problem: lvmUnread('it could not be run') };
  const { status, said, warned } = answer;
  const hasVolumes = active !== null && active.volumes.size + active.pools.size > 0;
  const cannot = status === 127 ? lvmMissing : /non-root user/.test(warned) ? lvmNeedsRoot : null;
  // Where there is no volume, nothing that LVM could say is missed.
  if (cannot !== null)
    return hasVolumes ? { report: null, problem: cannot } : { report: nothing, problem: null };
  try {
    return { report: readLvmReport(said), problem: null };
  } catch (error) {
    return { report: null, problem: lvmUnread(warned || messageOf(error)) };
  }
}
