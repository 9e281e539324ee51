import type { DiskFormat } from '../domain/disk/facts.ts';
import type { HostId } from '../domain/ids.ts';
import type { Host, ImageRef } from './host.ts';

/** A host that Winnow works on, and how many runs it may have at once. */
export interface FleetHost {
  readonly host: Host;
  readonly maxRuns: number;
}

/** The hosts that this server can ask. */
export interface Fleet {
  get(id: HostId): FleetHost | undefined;
  has(id: HostId): boolean;
  /** Those that are registered now. */
  keys(): Iterable<HostId>;
}

/** Where the hosts have a storage domain. */
export type Mounts = readonly { readonly hostId: HostId; readonly path: string }[];

/** An image as one host reaches it, null when the host does not reach its storage domain. */
export function imageOn(
  hostId: HostId,
  mounts: Mounts,
  disk: { readonly path: string; readonly format: DiskFormat },
): ImageRef | null {
  const mount = mounts.find((each) => each.hostId === hostId);
  return mount === undefined ? null : { directory: mount.path, path: disk.path, format: disk.format };
}

/** The first host of the fleet that reaches a storage domain: good for inspections that any host can make. */
export function anyReaching(fleet: Fleet, mounts: Mounts): FleetHost | null {
  for (const { hostId } of mounts) {
    const found = fleet.get(hostId);
    if (found !== undefined) return found;
  }
  return null;
}
