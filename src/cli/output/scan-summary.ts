import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import type { DiskNode } from '../client/disk.ts';

/** What a scan found, counted. */
export interface ScanSummary {
  readonly disks: number;
  /** That have a disk. */
  readonly machines: number;
  readonly sparsifiable: number;
  /** Bytes that the sparsifiable ones may give back at most, as far as their sizes are known; hard links count once. */
  readonly reclaimableAtMost: string;
  readonly refused: number;
  /** The reasons, the most frequent first; a disk may have several. */
  readonly obstacles: readonly {
    readonly code: ObstacleCode;
    readonly disks: number;
    readonly example: { readonly message: string; readonly remedy: string };
  }[];
}

/** Counts the disks of a host. */
export async function summarize(disks: AsyncIterable<DiskNode>): Promise<ScanSummary> {
  const machines = new Set<string>();
  const obstacles = new Map<ObstacleCode, { disks: number; example: { message: string; remedy: string } }>();
  const spaces = new Map<string, bigint>();
  let [count, sparsifiable] = [0, 0];
  for await (const disk of disks) {
    count += 1;
    for (const { vmId, host } of disk.attachments ?? []) machines.add(`${host?.id} ${vmId}`);
    if (disk.sparsifiability.allowed) {
      sparsifiable += 1;
      const bytes = BigInt(disk.reclaimable?.bytes ?? disk.actualSize ?? 0);
      const known = spaces.get(spaceOf(disk));
      // Of two answers the smaller was measured.
      if (known === undefined || bytes < known) spaces.set(spaceOf(disk), bytes);
    }
    const first = new Map(disk.sparsifiability.obstacles.toReversed().map((found) => [found.code, found]));
    for (const { code, message, remedy } of first.values()) {
      const known = obstacles.get(code);
      if (known === undefined) obstacles.set(code, { disks: 1, example: { message, remedy } });
      else known.disks += 1;
    }
  }
  return {
    disks: count,
    machines: machines.size,
    sparsifiable,
    reclaimableAtMost: String([...spaces.values()].reduce((sum, bytes) => sum + bytes, 0n)),
    refused: count - sparsifiable,
    obstacles: [...obstacles]
      .map(([code, found]) => ({ code, ...found }))
      .toSorted((one, other) => other.disks - one.disks),
  };
}

/** What names the space of a disk, whatever name leads to it. */
function spaceOf({ id, inode, storageDomain }: DiskNode): string {
  if (inode === null) return id;
  const [mount] = storageDomain.mounts;
  return `${mount?.storage?.source ?? storageDomain.id}:${inode}`;
}
