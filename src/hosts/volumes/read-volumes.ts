import { messageOf } from '../../common/message-of.ts';
import type { HostFinding } from '../../domain/host/events.ts';
import { type Answer, createAsker } from '../storage/ask-with-limit.ts';
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

/** Makes the reader of a host's volumes. */
export function createVolumeReader(transport: Transport, limitSeconds = usualLimitSeconds): VolumeReader {
  const asker = createAsker(transport, limitSeconds);
  let reading: Promise<Volumes> | null = null;

  async function read(): Promise<Volumes> {
    const [said = null, mapped = null] = await asker.ask([
      { kind: 'volumes', target: '' },
      { kind: 'mapped', target: '' },
    ]);
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
