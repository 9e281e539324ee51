import type { Failure } from '../../../domain/disk/events.ts';
import { shellQuoted } from '../../../domain/plain-name.ts';
import { failure, unanswered } from '../../failure.ts';
import { remedies } from '../../probe/packages.ts';
import type { Transport } from '../../transport/transport.ts';
import type { ImageFile } from '../image-inspection.ts';

const timeoutMs = 20_000;

/**
 * Whether a qemu anywhere uses the image, told by opening it as qemu would for a guest, and
 * closing it again. Opened as raw, whatever it is: the locks are the same, and opening a raw image writes nothing.
 * (`qemu-img info` is no test: it takes no conflicting lock on a raw image.)
 */
export async function usageFailure(
  transport: Transport,
  qemuIo: string,
  { realPath, lockedByQemu }: Pick<ImageFile, 'realPath' | 'lockedByQemu'>,
): Promise<Failure | null> {
  // Locks that are shared with everybody (share-rw=on) are seen, but do not hinder the opening.
  if (lockedByQemu) return held(realPath);
  const { exitCode, stderr, timedOut } = await transport.run({
    program: qemuIo,
    args: ['-f', 'raw', '-c', 'quit', realPath],
    timeoutMs,
  });
  if (exitCode === 0) return null;
  if (exitCode === 127) return failure('TOOL_MISSING', 'qemu-io is not on the host.', remedies.qemuImg);
  if (/Failed to get .*lock|Is another process using the image/.test(stderr)) return held(realPath);
  if (timedOut) {
    return unanswered(
      `${realPath} could not be opened for writing within ${timeoutMs / 1000} s.`,
      'See whether the storage of the image answers.',
    );
  }
  return failure(
    'DISK_UNREADABLE',
    `${realPath} cannot be opened for writing: ${stderr.trim()}`,
    'Look at the permissions of the image and at the state of its storage.',
  );
}

/** The failure of whoever comes upon qemu's lock on an image, before the run or in it. */
export function held(realPath: string, outputTail: string | null = null): Failure {
  return failure(
    'DISK_IN_USE',
    `${realPath} is in use by a running virtual machine, by itself or below an image that stands on it, or by another program of qemu: its lock is held.`,
    `Shut the virtual machine down that uses it, and sparsify again. \`fuser -v ${shellQuoted(realPath)}\` names the process, if it is on this host.`,
    outputTail,
  );
}
