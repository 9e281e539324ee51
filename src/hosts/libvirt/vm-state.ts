import type { VmState } from '../../domain/disk/attachments.ts';

/** A virtual machine's state and the reason for it, as libvirt numbers them (virDomainState, virDomainShutoffReason). */
export interface StateNumbers {
  readonly state: number;
  readonly reason: number;
}

const crashed = 3;
const saved = 5;

/** Names a virtual machine's state; unknown numbers, such as newer ones, are UNKNOWN. `active`: its description said that it runs. */
export function vmState(
  { state, reason }: StateNumbers,
  { active, managedSave }: { readonly active: boolean; readonly managedSave: boolean },
): VmState {
  switch (state) {
    // Running, blocked, and shutting down.
    case 1:
    case 2:
    case 4:
      return 'RUNNING';
    // Paused, and suspended by its own power management.
    case 3:
    case 7:
      return 'PAUSED';
    case 5:
      // It was started between the two questions.
      if (active) return 'UNKNOWN';
      // Saved without a managed save, its memory lies in a file that somebody named, and expects the disks as they are.
      if (managedSave || reason === saved) return 'SUSPENDED_TO_DISK';
      return reason === crashed ? 'CRASHED' : 'SHUT_OFF';
    case 6:
      // Kept as it crashed (`<on_crash>preserve`), it still holds its disks.
      return active ? 'PAUSED' : 'CRASHED';
    default:
      return 'UNKNOWN';
  }
}

/** Reads `virsh domstats --raw --state`, by the names of virtual machines, in which libvirt allows no line ends. */
export function readStates(text: string): ReadonlyMap<string, StateNumbers> {
  const states = new Map<string, StateNumbers>();
  for (const [, name = '', lines = ''] of text.matchAll(/^Domain: '(.*)'\n((?: {2}.*\n)*)/gm)) {
    const number = (key: string) => Number(new RegExp(`^  state\\.${key}=(\\d+)$`, 'm').exec(lines)?.[1]);
    states.set(name, { state: number('state'), reason: number('reason') });
  }
  return states;
}
