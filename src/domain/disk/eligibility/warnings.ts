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
  storageAccess,
}: EligibilityQuestion): Generator<SparsifyWarning> {
  if (observation !== null && observation.backing !== null) {
    yield {
      code: 'PARENT_SNAPSHOTS',
      message: `The image has the backing file ${shown(observation.backing)}: space that its files took before that snapshot cannot be given back, even if they were deleted since, and the image may grow by up to 0.01 %. Merge snapshots first to give back more.${observation.formatVersion === '0.10' ? ' Its format, qcow2 of version 0.10, gives nothing back over a backing file: run `qemu-img amend -f qcow2 -o compat=1.1 IMAGE` first, with the virtual machine shut down.' : ''}`,
    };
  }
  if (observation !== null && observation.internalSnapshots.length > 0) {
    yield {
      code: 'INTERNAL_SNAPSHOTS',
      message: `The image holds the snapshots ${shown(observation.internalSnapshots.join(', '))}; the blocks that they use are kept.`,
    };
  }
  if (hibernated) {
    const areas = observation?.contents ? hibernatedAreas(observation.contents) : [];
    const where = areas.length > 0 ? `: ${areaNames(areas)}` : ', as the last run found';
    yield {
      code: 'GUEST_HIBERNATED',
      message: `A guest is hibernated on the disk, or is Windows and was shut down with fast startup${where}. Its saved memory expects the disk as it is: if it resumes after a trim, its filesystems may be destroyed. Start the guest and shut it down fully (Windows: \`shutdown /s /f /t 0\`); continue only if it will never be resumed.`,
    };
  }
  const blind = storageAccess.reach.filter(({ seesEveryProcess }) => seesEveryProcess === false);
  if (blind.length > 0) yield useNotFullyChecked(blind.map(({ hostName }) => hostName));
}

const useNotFullyChecked = (hosts: readonly string[]): SparsifyWarning => ({
  code: 'USE_NOT_FULLY_CHECKED',
  message: `On host ${hosts.map((host) => `"${host}"`).join(', ')} the user that Winnow runs as cannot see which files the processes of other users have open. A process that writes the image without taking qemu's lock would not be noticed. Make sure that none does, or run Winnow as root there.`,
});
