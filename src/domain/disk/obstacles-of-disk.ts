import { isDown } from './attachments.ts';
import type { EligibilityQuestion, Obstacle } from './eligibility.ts';
import type { Attachment, DiskFacts, DiskObservation } from './events.ts';
import { describeFault, type ImageFault } from './image-fault.ts';
import { isPlain, shown } from './plain-name.ts';

/** What stands in the way by the disk itself, whoever reaches it. */
export function* obstaclesOfDisk({
  facts,
  observation,
  removed,
  activeJobId,
}: EligibilityQuestion): Generator<Obstacle> {
  const disk = `Disk "${shown(facts.name)}"`;
  if (removed) {
    yield {
      code: 'DISK_REMOVED',
      message: `${disk} was taken out of the catalogue.`,
      remedy: 'Register it again with registerDisk.',
    };
  }
  if (activeJobId !== null) {
    yield {
      code: 'DISK_BUSY',
      message: `${disk} has a sparsify job on its way already: ${activeJobId}.`,
      remedy: 'Follow that job, or stop it with cancelSparsifyJob.',
    };
  }
  yield* ofKind(disk, facts, observation);
  if (facts.allocation === 'PREALLOCATED') {
    yield {
      code: 'PREALLOCATED',
      message: `${disk} has all its space taken at once, on purpose as it seems, and a sparsify would undo that.`,
      remedy: 'If that was no purpose, say so with updateDisk and allocation THIN.',
    };
  }
  const fault = observation?.fault ?? nameFault(facts);
  if (fault !== null) yield faulty(disk, fault);
  if (observation !== null) yield* ofImage(disk, facts, observation);
}

/** A name that nobody has looked at yet, too, is none that any tool is given. */
const nameFault = ({ path }: DiskFacts): ImageFault | null =>
  isPlain(path) ? null : { code: 'UNSAFE_NAME', path, detail: null };

function faulty(disk: string, fault: ImageFault): Obstacle {
  const { what, remedy } = describeFault(fault);
  return { code: fault.code, message: `The image of ${disk} is not opened: ${what}`, remedy };
}

/** What Winnow does not edit, whatever its state. */
function* ofKind(
  disk: string,
  { storageType, format, formatBasis }: DiskFacts,
  observation: DiskObservation | null,
): Generator<Obstacle> {
  const trimInGuest = "Run fstrim inside the guest instead, with discard='unmap' on the machine's disk.";
  const formatName = observation?.formatName ?? null;
  if (storageType === 'DIRECT_LUN') {
    yield {
      code: 'DIRECT_LUN',
      message: `${disk} is a direct LUN, which is not Winnow's to edit.`,
      remedy: trimInGuest,
    };
  }
  if (storageType === 'CINDER') {
    yield {
      code: 'MANAGED_VOLUME',
      message: `${disk} is a volume that another manager owns.`,
      remedy: trimInGuest,
    };
  }
  if (storageType === 'NETWORK') {
    yield {
      code: 'NETWORK_DISK',
      message: `${disk} is reached over the network by qemu itself${formatName === null ? '' : ` (${formatName})`}, not through a file.`,
      remedy: trimInGuest,
    };
  }
  if (storageType === 'LOGICAL_VOLUME') {
    yield {
      code: 'LOGICAL_VOLUME',
      message: `${disk} is a logical volume: what it takes cannot be measured as for a file, so a result could not be told.`,
      remedy: trimInGuest,
    };
  }
  // Of an image that was never opened the format is not known either.
  const isUnseen = formatName === null && (observation?.fault ?? null) !== null;
  if (format === 'OTHER' && !isUnseen) {
    yield {
      code: 'UNSUPPORTED_FORMAT',
      message: `${disk} has the format ${formatName ?? 'of another product'}; only raw and qcow2 can be sparsified in place.`,
      remedy: 'Convert it with `qemu-img convert -O qcow2` while its virtual machine is shut off.',
    };
  } else if (format !== 'OTHER' && formatBasis === 'HEADER') {
    yield {
      code: 'FORMAT_UNCONFIRMED',
      message: `${disk} is taken for ${format} by its header alone, which the guest of a raw disk can write.`,
      remedy: `If it is ${format}, confirm that with updateDisk and format ${format}.`,
    };
  }
}

/** What the last look at the image found. */
function* ofImage(disk: string, facts: DiskFacts, observation: DiskObservation): Generator<Obstacle> {
  if (!observation.present) {
    yield {
      code: 'DISK_MISSING',
      message: `The image ${shown(facts.path)} of ${disk} was not there when last looked for.`,
      remedy: 'Bring the image back and call refreshDisk, or take the disk out with removeDisk.',
    };
  }
  if (observation.unreadable !== null && observation.fault === null) {
    yield {
      code: 'DISK_UNREADABLE',
      message: `The image of ${disk} could not be read: ${shown(observation.unreadable)}`,
      remedy: 'Mend or restore the image, or the rights on it, and call refreshDisk.',
    };
  }
  for (const attachment of observation.attachments ?? []) {
    if (!isDown(attachment.state)) yield vmNotDown(disk, attachment);
  }
  if (observation.children.length > 0) {
    yield {
      code: 'HAS_DERIVED_DISKS',
      message: `${disk} is the backing file of ${observation.children.join(', ')}.`,
      remedy: 'Sparsify the derived disks instead, or merge them into this one first.',
    };
  }
  if (observation.overlays.length > 0) {
    yield {
      code: 'NOT_A_LEAF',
      message: `${disk} is the backing file of images that are not in the catalogue: ${shown(observation.overlays.join(', '))}.`,
      remedy: 'Merge those images into this one, or delete them if nothing needs them, and call refreshDisk.',
    };
  }
  if (observation.encrypted === true) {
    yield {
      code: 'ENCRYPTED',
      message: `${disk} is encrypted as a whole, and Winnow has no key.`,
      remedy: "Run fstrim inside the guest instead, with discard='unmap' on the machine's disk.",
    };
  }
  if (observation.corrupt === true) {
    yield {
      code: 'IMAGE_CORRUPT',
      message: `qemu has marked ${disk} as corrupt.`,
      remedy: `With the virtual machine down and a copy made: qemu-img check -r all ${shown(facts.path)}, then refreshDisk.`,
    };
  }
  if (observation.dirty === true) {
    yield {
      code: 'IMAGE_DIRTY',
      message: `${disk} was in use and not closed: its dirty flag is set.`,
      remedy: `With the virtual machine down: qemu-img check -r leaks ${shown(facts.path)}, then refreshDisk.`,
    };
  }
  if (observation.writable === false) {
    yield {
      code: 'READ_ONLY',
      message: `${disk} may not be written by the user that Winnow works as.`,
      remedy: `If \`lsattr -d\` shows an i or a for ${shown(facts.path)}, it is immutable or append-only: chattr -i -a. If not, give that user the right to write it (chmod or chown). Then call refreshDisk.`,
    };
  }
}

function vmNotDown(disk: string, { vmName, hostId, state }: Attachment): Obstacle {
  return {
    code: 'VM_NOT_DOWN',
    message: `${disk} is plugged into VM "${shown(vmName)}" on ${hostId}, which is ${state}, not down.`,
    remedy:
      state === 'SUSPENDED_TO_DISK'
        ? `Start VM "${shown(vmName)}" and shut it down: its saved memory expects the disk as it is.`
        : `Shut VM "${shown(vmName)}" down; pausing it is not enough.`,
  };
}
