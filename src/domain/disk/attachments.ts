import type { HostId } from '../ids.ts';

/** The state of a virtual machine as its hypervisor reports it. Only SHUT_OFF and CRASHED count as down. */
export type VmState = 'RUNNING' | 'PAUSED' | 'SUSPENDED_TO_DISK' | 'CRASHED' | 'SHUT_OFF' | 'UNKNOWN';

/** A virtual machine that has a disk, on the host where it is defined. */
export interface Attachment {
  readonly vmId: string;
  readonly vmName: string;
  readonly hostId: HostId;
  readonly state: VmState;
}

/** The virtual machines of one host that have a disk; `found` is null where the host has no hypervisor. */
export interface HostAttachments {
  readonly hostId: HostId;
  readonly found: readonly Attachment[] | null;
}

const downStates: ReadonlySet<VmState> = new Set(['SHUT_OFF', 'CRASHED']);

/** Whether a virtual machine in this state does not use its disks. */
export const isDown = (state: VmState): boolean => downStates.has(state);

/** All attachments of a disk after one host has reported its own; those of other hosts stay as they were. */
export function mergeAttachments(
  known: readonly Attachment[] | null,
  { hostId, found }: HostAttachments,
): readonly Attachment[] | null {
  const elsewhere = (known ?? []).filter((attachment) => attachment.hostId !== hostId);
  if (found === null && elsewhere.length === 0) return null;
  return [...elsewhere, ...(found ?? [])].toSorted(
    (one, other) => compare(one.hostId, other.hostId) || compare(one.vmId, other.vmId),
  );
}

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
