import type { HostId } from '../ids.ts';
import { type Label, type Labels, labelList, mostLabels, noLabels } from '../labels.ts';

/** The state of a virtual machine as its hypervisor reports it. Only SHUT_OFF and CRASHED count as down. */
export type VmState = 'RUNNING' | 'PAUSED' | 'SUSPENDED_TO_DISK' | 'CRASHED' | 'SHUT_OFF' | 'UNKNOWN';

/** A virtual machine that has a disk, on the host where it is defined. */
export interface Attachment {
  readonly vmId: string;
  readonly vmName: string;
  readonly hostId: HostId;
  readonly state: VmState;
  /** What its description on the hypervisor says of it, which its own operator may have written; left out: nothing. */
  readonly labels?: Labels;
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

/** What the virtual machines of a disk are labelled with, each label once, by key and value; there may be several values of a key. */
export function discoveredLabels(attachments: readonly Attachment[] | null): readonly Label[] {
  const all = (attachments ?? []).flatMap(({ labels = noLabels }) => labelList(labels));
  const found = new Map(all.map((label) => [`${label.key}=${label.value}`, label]));
  return [...found.values()]
    .toSorted((one, other) => compare(one.key, other.key) || compare(one.value, other.value))
    .slice(0, mostLabels);
}

/** Attachments as far as they say which virtual machines have a disk, and in which state. */
export const withoutLabels = (attachments: readonly Attachment[] | null): readonly Attachment[] | null =>
  attachments?.map(({ labels: _, ...attachment }) => attachment) ?? null;

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
