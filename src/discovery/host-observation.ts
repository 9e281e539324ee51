import type { HostFinding, HostObservation } from '../domain/host/events.ts';
import type { Inventory } from './inventory.ts';

/** What a scan found of a host as a whole. An inspection of one disk sees no directories, and leaves their problems as they were. */
export function hostObservation(
  { storage, machines, images, scope }: Inventory,
  before: HostObservation | null,
  problems: readonly HostFinding[],
): HostObservation {
  const found = [
    ...(scope === 'HOST' || before?.contact === 'LOST' ? [] : (before?.problems ?? [])),
    ...storage.problems,
    ...(machines.known === 'UNKNOWN' ? [machines.problem] : []),
    ...images.problems,
    ...problems,
  ];
  return {
    contact: 'IN_CONTACT',
    machines: machines.known,
    mounts: storage.mounts,
    blockDevices: storage.blockDevices,
    problems: [...new Map(found.map((problem) => [problem.what, problem])).values()],
  };
}
