import type { DiskId } from '../../ids.ts';
import { shellQuoted, shown } from '../../plain-name.ts';
import { type Attachment, isDown } from '../attachments.ts';
import type { DiskObservation } from '../observation.ts';
import type { Obstacle } from './obstacle.ts';
import { obstaclesOfContents } from './obstacles-of-contents.ts';
import { obstaclesOfVolume } from './obstacles-of-volume.ts';
import type { EligibilityQuestion } from './question.ts';
import { imagePath, type StorageAccess } from './storage-access.ts';
import { trimInside } from './trim-inside.ts';

/** What stands in the way by what the last inspection of the image found. */
export function* obstaclesOfImage(
  disk: string,
  observation: DiskObservation,
  { facts, storageAccess }: EligibilityQuestion,
): Generator<Obstacle> {
  const path = imagePath(facts, storageAccess);
  const { derived } = storageAccess;
  if (!observation.present) {
    yield {
      code: 'DISK_MISSING',
      message: `The image ${shown(path)} of ${disk} was not there at the last inspection.`,
      remedy:
        'Bring the image back and call refreshDisk, or remove the disk from the catalogue with removeDisk.',
    };
  }
  if (observation.unreadable !== null && observation.fault === null) {
    yield {
      code: 'DISK_UNREADABLE',
      message: `The image of ${disk} could not be read: ${shown(observation.unreadable)}`,
      remedy:
        'See that its storage answers; repair or restore the image, or correct its permissions; then call refreshDisk.',
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
      remedy: trimInside,
    };
  }
  if (observation.contents) yield* obstaclesOfContents(disk, observation.contents);
  yield* ofIntegrity(disk, path, observation);
  if (facts.storageType === 'LOGICAL_VOLUME')
    yield* obstaclesOfVolume(disk, facts, observation, storageAccess);
  if (observation.writable === false) {
    yield {
      code: 'READ_ONLY',
      message: `The user that Winnow runs as may not write ${disk}.`,
      remedy: `Let that user write it (chmod or chown; where \`lsattr ${shellQuoted(path)}\` shows an i or a, \`chattr -i -a ${shellQuoted(path)}\`), and call refreshDisk.`,
    };
  }
}

function* ofIntegrity(disk: string, path: string, observation: DiskObservation): Generator<Obstacle> {
  if (observation.corrupt === true) {
    yield {
      code: 'IMAGE_CORRUPT',
      message: `qemu has marked ${disk} as corrupt.`,
      remedy: `With the virtual machine down: ${repair(path)}`,
    };
  }
  if (observation.dirty === true) {
    yield {
      code: 'IMAGE_DIRTY',
      message: `${disk} was in use and not closed: its dirty flag is set.`,
      remedy: `Start the virtual machine and shut it down cleanly, since qemu repairs the image when it opens it, then call refreshDisk. Or, with the virtual machine down: ${repair(path)}`,
    };
  }
  if (observation.refcounts === 'BROKEN') {
    yield {
      code: 'REFCOUNTS_BROKEN',
      message: `qemu-img check found broken reference counts in ${disk}: clusters with the guest's data count as free, and the next write could overwrite them.`,
      remedy: `With the virtual machine down: ${repair(path)}`,
    };
  }
  if (observation.refcounts === 'UNCHECKED') {
    const [image, copy] = [shellQuoted(path), shellQuoted(`${path}~`)];
    yield {
      code: 'REFCOUNTS_UNCHECKED',
      message: `It is not known whether the reference counts of ${disk} are intact: it was written with lazy_refcounts, and no check has finished yet.`,
      remedy: `With the virtual machine down, call refreshDisk, which gives the check more time than a scan does. If that does not suffice, write the image anew, \`qemu-img convert -O qcow2 ${image} ${copy}\`, put the copy in its place, \`mv ${copy} ${image}\`, and call refreshDisk.`,
    };
  }
}

/** Derived disks that a message names; a template may have thousands. */
const mostNamed = 10;

/** Disks by their names and paths, as far as these are known. */
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
 * How images are made independent of their backing file. Merging one of them into the backing file instead would destroy
 * all others that stand on it.
 */
function independence(paths: readonly string[]): string {
  const images = paths.filter((path) => path.startsWith('/')).slice(0, mostNamed);
  const commands = (images.length > 0 ? images.map(shellQuoted) : ['IMAGE']).map(
    (path) => `\`qemu-img rebase -f qcow2 -b "" ${path}\``,
  );
  return `Or, with the virtual machines down, copy the data of the backing file into each of them, ${commands.join(', ')}, and call refreshDisk for them and for this disk.`;
}

/** How to repair an image. A scan does not take a name that ends in ~ for an image. */
const repair = (path: string): string =>
  `make a copy, \`cp --sparse=always ${shellQuoted(path)} ${shellQuoted(`${path}~`)}\`, then run \`qemu-img check -r all ${shellQuoted(path)}\` and call refreshDisk.`;

function vmNotDown(disk: string, { vmName, hostId, state }: Attachment): Obstacle {
  return {
    code: 'VM_NOT_DOWN',
    message: `${disk} is attached to VM "${shown(vmName)}" on ${hostId}, which is ${state}, not down.`,
    remedy:
      state === 'SUSPENDED_TO_DISK'
        ? `Start VM "${shown(vmName)}" and shut it down: its saved memory expects the disk as it is.`
        : `Shut VM "${shown(vmName)}" down; pausing it is not enough.`,
  };
}
