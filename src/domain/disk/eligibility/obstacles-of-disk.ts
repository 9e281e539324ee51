import type { DiskId } from '../../ids.ts';
import { isPlain, quoted, shown } from '../../plain-name.ts';
import { allocationOf } from '../allocation.ts';
import type { Attachment } from '../attachments.ts';
import { isDown } from '../attachments.ts';
import type { DiskAllocation, DiskFacts } from '../facts.ts';
import { describeFault, type ImageFault } from '../image-fault.ts';
import type { DiskObservation } from '../observation.ts';
import type { Obstacle } from './obstacle.ts';
import { obstaclesOfContents } from './obstacles-of-contents.ts';
import type { EligibilityQuestion } from './question.ts';
import type { StorageAccess } from './storage-access.ts';

/** What stands in the way by the disk itself, whoever reaches it. */
export function* obstaclesOfDisk({
  facts,
  observation,
  removed,
  activeJobId,
  surroundings,
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
  yield* ofAllocation(disk, allocationOf(facts, observation), observation);
  const fault = observation?.fault ?? nameFault(facts);
  if (fault !== null) yield faulty(disk, fault);
  if (observation !== null) yield* ofImage(disk, imagePath(facts, surroundings), observation, surroundings);
}

function* ofAllocation(
  disk: string,
  allocation: DiskAllocation,
  observation: DiskObservation | null,
): Generator<Obstacle> {
  if (allocation === 'PREALLOCATED') {
    yield {
      code: 'PREALLOCATED',
      message: `${disk} has all its space taken at once, on purpose, and a sparsify would undo that.`,
      remedy: 'If that need not stay so, say so with updateDisk and allocation THIN.',
    };
  }
  const full = observation?.provisioned === 'UNKNOWN';
  // Of what could not be opened something else is told first.
  if (allocation === 'UNKNOWN' && (full || (observation?.unreadable ?? null) === null)) {
    yield {
      code: 'ALLOCATION_UNKNOWN',
      message: full
        ? `${disk} takes all of its size, and nothing tells whether it was made so on purpose, which a sparsify would undo, or has grown full.`
        : `Whether ${disk} was given all its space on purpose, which a sparsify would undo, nobody has declared, and its blocks were not looked at yet.`,
      remedy:
        'Say which with updateDisk: allocation THIN, so that its unused space is given back, or PREALLOCATED, so that it keeps it.',
    };
  }
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
function* ofImage(
  disk: string,
  path: string,
  observation: DiskObservation,
  { derived }: StorageAccess,
): Generator<Obstacle> {
  if (!observation.present) {
    yield {
      code: 'DISK_MISSING',
      message: `The image ${shown(path)} of ${disk} was not there when last looked for.`,
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
      message: `${disk} is the backing file of ${named(observation.children, derived)}.`,
      remedy: `Sparsify the derived disks instead. ${independence(pathsOf(observation.children, derived))}`,
    };
  }
  if (observation.overlays.length > 0) {
    yield {
      code: 'NOT_A_LEAF',
      message: `${disk} is the backing file of images that are not in the catalogue: ${shown(observation.overlays.join(', '))}.`,
      remedy: `Delete those images if nothing needs them, and call refreshDisk. ${independence(observation.overlays)}`,
    };
  }
  if (observation.encrypted === true) {
    yield {
      code: 'ENCRYPTED',
      message: `${disk} is encrypted as a whole, and Winnow has no key.`,
      remedy: "Run fstrim inside the guest instead, with discard='unmap' on the machine's disk.",
    };
  }
  if (observation.contents) yield* obstaclesOfContents(disk, observation.contents);
  if (observation.corrupt === true) {
    yield {
      code: 'IMAGE_CORRUPT',
      message: `qemu has marked ${disk} as corrupt.`,
      remedy: `With the virtual machine down: ${mending(path)}`,
    };
  }
  if (observation.dirty === true) {
    yield {
      code: 'IMAGE_DIRTY',
      message: `${disk} was in use and not closed: its dirty flag is set.`,
      remedy: `Start the virtual machine and shut it down cleanly, since qemu mends the image when it opens it, then call refreshDisk. Or, with the virtual machine down: ${mending(path)}`,
    };
  }
  if (observation.refcounts === 'BROKEN') {
    yield {
      code: 'REFCOUNTS_BROKEN',
      message: `The reference counts of ${disk} are not whole, by qemu-img check: clusters with the guest's data count as free, and the next write could take them.`,
      remedy: `With the virtual machine down: ${mending(path)}`,
    };
  }
  if (observation.refcounts === 'UNCHECKED') {
    yield {
      code: 'REFCOUNTS_UNCHECKED',
      message: `Whether the reference counts of ${disk} are whole is not known: it was written with lazy_refcounts, and no check has come to its end yet.`,
      remedy: `With the virtual machine down, call refreshDisk, which gives the check more time than a scan does. Where that does not suffice, write the image anew, \`qemu-img convert -O qcow2 ${quoted(path)} ${quoted(`${path}~`)}\`, put that in its place, \`mv ${quoted(`${path}~`)} ${quoted(path)}\`, and call refreshDisk.`,
    };
  }
  if (observation.writable === false) {
    yield {
      code: 'READ_ONLY',
      message: `${disk} may not be written by the user that Winnow works as.`,
      remedy: `Let that user write it (chmod or chown; where \`lsattr ${quoted(path)}\` shows an i or a, \`chattr -i -a ${quoted(path)}\`), and call refreshDisk.`,
    };
  }
}

// A template may have thousands.
const mostNamed = 10;

/** Disks by their names and paths, as far as they are known. */
function named(ids: readonly DiskId[], derived: StorageAccess['derived']): string {
  const names = ids.slice(0, mostNamed).map((id) => {
    const disk = derived.find((each) => each.id === id);
    return disk === undefined ? id : `"${shown(disk.name)}" (${shown(disk.path)})`;
  });
  const more = ids.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}

const pathsOf = (ids: readonly DiskId[], derived: StorageAccess['derived']): string[] =>
  ids.flatMap((id) => derived.find((each) => each.id === id)?.path ?? []);

/**
 * How images come to stand on nothing. To merge one into its backing file instead would destroy all others that stand on
 * that.
 */
function independence(paths: readonly string[]): string {
  const told = paths.filter((path) => path.startsWith('/')).slice(0, mostNamed);
  const commands = (told.length > 0 ? told.map(quoted) : ['IMAGE']).map(
    (path) => `\`qemu-img rebase -f qcow2 -b "" ${path}\``,
  );
  return `Or, with the virtual machines down, let each of them hold all its data itself, ${commands.join(', ')}, and call refreshDisk for them and for this disk.`;
}

/** A name that ends in ~ is none of an image to a scan. */
const mending = (path: string): string =>
  `make a copy, \`cp --sparse=always ${quoted(path)} ${quoted(`${path}~`)}\`, then run \`qemu-img check -r all ${quoted(path)}\` and call refreshDisk.`;

/** Where the image is on the first host that has it, else below its storage domain. */
function imagePath({ path }: DiskFacts, { reach: [first] }: StorageAccess): string {
  return first === undefined ? path : `${first.directory.replace(/\/$/, '')}/${path}`;
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
