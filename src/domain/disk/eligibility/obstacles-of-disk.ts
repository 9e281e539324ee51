import { isPlain, shown } from '../../plain-name.ts';
import { allocationOf } from '../allocation.ts';
import type { DiskAllocation, DiskFacts, DiskStorageType } from '../facts.ts';
import { describeFault, type ImageFault } from '../image-fault.ts';
import type { DiskObservation } from '../observation.ts';
import type { Obstacle } from './obstacle.ts';
import { obstaclesOfImage } from './obstacles-of-image.ts';
import type { EligibilityQuestion } from './question.ts';
import { trimInside } from './trim-inside.ts';

/** What stands in the way by the disk itself, whichever host reaches it. */
export function* obstaclesOfDisk(question: EligibilityQuestion): Generator<Obstacle> {
  const { facts, observation, removed, activeJobId } = question;
  const disk = `Disk "${shown(facts.name)}"`;
  if (removed) {
    yield {
      code: 'DISK_REMOVED',
      message: `${disk} was removed from the catalogue.`,
      remedy: 'Register it again with registerDisk.',
    };
  }
  if (activeJobId !== null) {
    yield {
      code: 'DISK_BUSY',
      message: `${disk} already has an active sparsify job: ${activeJobId}.`,
      remedy: 'Follow that job, or stop it with cancelSparsifyJob.',
    };
  }
  yield* ofStorageType(disk, facts, observation);
  yield* ofFormat(disk, facts, observation);
  yield* ofAllocation(disk, allocationOf(facts, observation), observation);
  const fault = observation?.fault ?? nameFault(facts);
  if (fault !== null) {
    const { what, remedy } = describeFault(fault);
    yield { code: fault.code, message: `The image of ${disk} is not opened: ${what}`, remedy };
  }
  if (observation !== null) yield* obstaclesOfImage(disk, observation, question);
}

/** A disk that nobody has inspected yet may have a name, too, that no tool is given. */
const nameFault = ({ path }: DiskFacts): ImageFault | null =>
  isPlain(path) ? null : { code: 'UNSAFE_NAME', path, detail: null };

const storageTypes: Readonly<
  Record<
    Exclude<DiskStorageType, 'IMAGE' | 'LOGICAL_VOLUME'>,
    { readonly code: Obstacle['code']; readonly why: string }
  >
> = {
  DIRECT_LUN: { code: 'DIRECT_LUN', why: 'is a direct LUN, which Winnow does not edit' },
  CINDER: { code: 'MANAGED_VOLUME', why: 'is a volume that another manager owns' },
  NETWORK: { code: 'NETWORK_DISK', why: 'is reached by qemu itself over the network, not through a file' },
};

/** What Winnow does not edit, whatever its state. */
function* ofStorageType(
  disk: string,
  { storageType }: DiskFacts,
  observation: DiskObservation | null,
): Generator<Obstacle> {
  if (storageType === 'IMAGE' || storageType === 'LOGICAL_VOLUME') return;
  const { code, why } = storageTypes[storageType];
  const protocol = storageType === 'NETWORK' && observation?.formatName;
  yield { code, message: `${disk} ${why}${protocol ? ` (${protocol})` : ''}.`, remedy: trimInside };
}

function* ofFormat(
  disk: string,
  { format, formatBasis }: DiskFacts,
  observation: DiskObservation | null,
): Generator<Obstacle> {
  const formatName = observation?.formatName ?? null;
  // The format of an image that was never opened is not known either.
  const wasNeverOpened = formatName === null && (observation?.fault ?? null) !== null;
  if (format === 'OTHER' && !wasNeverOpened) {
    yield {
      code: 'UNSUPPORTED_FORMAT',
      message: `${disk} has the format ${formatName ?? 'of another product'}; only raw and qcow2 can be sparsified in place.`,
      remedy: 'Convert it with `qemu-img convert -O qcow2` while its virtual machine is shut off.',
    };
  } else if (format !== 'OTHER' && formatBasis === 'HEADER') {
    yield {
      code: 'FORMAT_UNCONFIRMED',
      message: `Only the header of ${disk} says that it is ${format}, and the guest of a raw disk can write any header.`,
      remedy: `If it is ${format}, confirm that with updateDisk and format ${format}.`,
    };
  }
}

function* ofAllocation(
  disk: string,
  allocation: DiskAllocation,
  observation: DiskObservation | null,
): Generator<Obstacle> {
  if (allocation === 'PREALLOCATED') {
    yield {
      code: 'PREALLOCATED',
      message: `${disk} was given all its space on purpose, and a sparsify would undo that.`,
      remedy: 'If it need not keep its space, declare that with updateDisk and allocation THIN.',
    };
  }
  const isFull = observation?.provisioned === 'UNKNOWN';
  // Why an image could not be opened comes first.
  if (allocation === 'UNKNOWN' && (isFull || (observation?.unreadable ?? null) === null)) {
    yield {
      code: 'ALLOCATION_UNKNOWN',
      message: isFull
        ? `${disk} takes all of its size. It is not known whether it was given that space on purpose, which a sparsify would undo, or has grown full.`
        : `Nobody has declared whether ${disk} was given all its space on purpose, which a sparsify would undo, and its blocks have not been inspected yet.`,
      remedy:
        'Declare it with updateDisk: allocation THIN, so that its unused space is given back, or PREALLOCATED, so that it keeps it.',
    };
  }
}
