import { capitalized } from '../../common/capitalized.ts';
import type { Failure } from '../../domain/disk/events.ts';
import { shown } from '../../domain/plain-name.ts';
import { failure } from '../failure.ts';
import { held } from '../images/use/image-use.ts';
import { remedies } from '../probe/packages.ts';
import type { RunRecord, RunRefusal } from './run-record.ts';
import { lockLine } from './tool-failure.ts';

/** Why a tool was not started on an image, from what the script that was to start it wrote down. */
export function refused(
  { code, node }: RunRefusal,
  { imagePath, stderr }: Pick<RunRecord, 'imagePath' | 'stderr'>,
  tail: string | null,
  tool = 'virt-sparsify',
): Failure {
  const image = imagePath ?? 'the image';
  const said = stderr.findLast((line) => line !== '');
  switch (code) {
    case 'IMAGE_CHANGED':
      return failure(
        code,
        `${capitalized(fileOfChain(node, image))} is not what it was when it was inspected right before: it or a directory on the way was replaced, or its header names another file now. Nothing was changed.`,
        'See who replaces files or links in the directory of the image. Try again once they are at rest.',
        tail,
      );
    case 'EXPORT_UNAVAILABLE':
      return failure(
        code,
        `The host cannot give ${tool} ${image} without leaving it to a path or a header which file that is.`,
        remedies.storageDaemon,
        tail,
      );
    case 'EXPORT_FAILED':
      if (stderr.some((line) => lockLine.test(line))) return held(image, tail);
      return failure(
        code,
        `${image} could not be exported to ${tool}${said === undefined ? '.' : `: ${said}`}`,
        remedies.storageDaemon,
        tail,
      );
    default:
      return code satisfies never;
  }
}

/** The export went away under the tool. */
export const exportLost = (imagePath: string, tail: string | null): Failure =>
  failure(
    'EXPORT_FAILED',
    `qemu-storage-daemon, which gives virt-sparsify ${imagePath}, ended before virt-sparsify did.`,
    'If the host ran out of memory (`dmesg | grep -i oom`), let fewer jobs run at a time; else see who ended it. The image stays whole.',
    tail,
  );

/** A logical volume has no lock that holds for all: somebody opened it in the midst of the run, which was killed at once. */
export const openedMeanwhile = (imagePath: string, who: string, tail: string | null): Failure =>
  failure(
    'DISK_IN_USE',
    `${imagePath} was opened for writing on the host while it was sparsified (${shown(who)}), and the run was killed at once.`,
    'Shut that virtual machine down and check its filesystems (fsck, chkdsk): what it wrote in that moment may be damaged. Keep virtual machines from starting on disks that have a job.',
    tail,
  );

/** How a file of the chain is called to people: 0 is the image itself. */
export const fileOfChain = (node: number, imagePath: string): string =>
  node === 0 ? `the image ${imagePath}` : `backing file ${node} below ${imagePath}`;
