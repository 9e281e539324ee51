import { shown } from '../../plain-name.ts';
import { hibernatedAreas } from '../contents.ts';
import type { SparsifyWarningCode } from '../events.ts';
import { areaNames } from './obstacles-of-contents.ts';
import type { EligibilityQuestion } from './question.ts';

/** Something to consider before a sparsify, which a request has to acknowledge. */
export interface SparsifyWarning {
  readonly code: SparsifyWarningCode;
  readonly message: string;
}

/** What is to be considered before a disk is sparsified. */
export function* warnings({
  observation,
  hibernated,
  surroundings,
}: EligibilityQuestion): Generator<SparsifyWarning> {
  if (observation !== null && observation.backing !== null) {
    yield {
      code: 'PARENT_SNAPSHOTS',
      message: `The image stands on ${shown(observation.backing)}: space of files deleted only since that snapshot cannot be given back, and the image may grow by up to 0.01 %. Merge snapshots first to give back more.${observation.formatVersion === '0.10' ? ' Its format, qcow2 of version 0.10, gives nothing back over a backing file: `qemu-img amend -f qcow2 -o compat=1.1 IMAGE` first, with the virtual machine shut down.' : ''}`,
    };
  }
  if (observation !== null && observation.internalSnapshots.length > 0) {
    yield {
      code: 'INTERNAL_SNAPSHOTS',
      message: `The image holds the snapshots ${shown(observation.internalSnapshots.join(', '))}; blocks that they use stay.`,
    };
  }
  if (hibernated) {
    const areas = observation?.contents ? hibernatedAreas(observation.contents) : [];
    const where = areas.length > 0 ? `: ${areaNames(areas)}` : ', as the last run found';
    yield {
      code: 'GUEST_HIBERNATED',
      message: `A guest is hibernated on the disk, or is a Windows that was shut down with fast startup${where}. What it has in memory expects the disk as it is: once it is trimmed, resuming may destroy its filesystems. Start the guest and shut it down fully (Windows: \`shutdown /s /f /t 0\`); go on only if it is never to be resumed.`,
    };
  }
  const blind = surroundings.reach.filter(({ seesEveryProcess }) => seesEveryProcess === false);
  if (blind.length > 0) yield useNotFullyChecked(blind.map(({ hostName }) => hostName));
}

const useNotFullyChecked = (hosts: readonly string[]): SparsifyWarning => ({
  code: 'USE_NOT_FULLY_CHECKED',
  message: `On host ${hosts.map((host) => `"${host}"`).join(', ')} the user that Winnow works as cannot see which files the processes of others have open: one that writes the image under any name, and takes no lock as qemu does, would not be noticed. See that nothing does, or run Winnow as root there.`,
});
