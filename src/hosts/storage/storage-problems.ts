import { messageOf } from '../../common/message-of.ts';
import type { HostFinding } from '../../domain/host/events.ts';
import { installPackage } from '../probe/packages.ts';
import type { CommandResult } from '../transport/transport.ts';
import type { Answer } from './ask-with-limit.ts';
import type { MountEntry } from './mount-table.ts';

/** What is wrong with a mount, by how it answered; null if nothing is. */
export function mountProblem(
  { path, fsType, source }: MountEntry,
  answer: Answer | null,
): HostFinding | null {
  const mount = `the mount at ${path} (${fsType}, ${source})`;
  if (answer === null) {
    return {
      what: `${mount} could not be tried`,
      remedy: 'See that the host can make processes, and that its /tmp may be written and is not full.',
    };
  }
  if (answer.outcome === 'HANGS') {
    return {
      what: `${mount} does not answer`,
      remedy: `See that ${source} can be reached. Until then nothing is known of the images there; \`umount --lazy\` gives the mount up.`,
    };
  }
  // Gone since, or the private mount of a user: neither is Winnow's.
  if (answer.status === 0 || /No such file|Permission denied/.test(answer.said)) return null;
  return {
    what: `${mount} is broken: ${answer.said}`,
    remedy: 'Unmount it and mount it again: umount --lazy, then mount.',
  };
}

/** What is wrong with a device that lets its reader wait. */
export const deviceHangs = (device: string): HostFinding => ({
  what: `the block device ${device} does not answer`,
  remedy: `See that its storage can be reached (multipath -ll, iscsiadm -m session).`,
});

/** Why what a tool was to report is not known. */
export function unread(tool: string, { stderr, timedOut }: CommandResult, error: unknown): HostFinding {
  if (new RegExp(`${tool}: (command )?not found`).test(stderr)) {
    return { what: `${tool} is missing`, remedy: installPackage('util-linux') };
  }
  const said = messageOf(error);
  const why = timedOut ? 'there was no answer' : stderr.trim() || said;
  return { what: `what ${tool} reports could not be read: ${why}`, remedy: 'Get a newer util-linux.' };
}
