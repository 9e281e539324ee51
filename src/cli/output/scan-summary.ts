import type { DiskNode, ObstacleCode } from '../client/documents.ts';

/** The disks of a host, counted. */
export interface ScanSummary {
  readonly disks: number;
  /** Virtual machines with at least one disk. */
  readonly vms: number;
  readonly sparsifiable: number;
  /** Upper bound of the bytes that the sparsifiable disks may give back; unknown sizes count 0, hard links once. */
  readonly reclaimableAtMost: string;
  readonly refused: number;
  /** The obstacles, the most frequent first; a disk may have several. */
  readonly obstacles: readonly {
    readonly code: ObstacleCode;
    readonly disks: number;
    readonly example: { readonly message: string; readonly remedy: string };
  }[];
}

/** Counts the disks of a host. */
export async function summarize(disks: AsyncIterable<DiskNode>): Promise<ScanSummary> {
  const vms = new Set<string>();
  const obstacles = new Map<ObstacleCode, { disks: number; example: { message: string; remedy: string } }>();
  const spaces = new Map<string, bigint>();
  let [count, sparsifiable] = [0, 0];
  for await (const disk of disks) {
    count += 1;
    for (const { vmId, host } of disk.attachments ?? []) vms.add(`${host?.id} ${vmId}`);
    if (disk.sparsifiability.allowed) {
      sparsifiable += 1;
      const bytes = BigInt(disk.reclaimable?.bytes ?? disk.actualSize ?? 0);
      const known = spaces.get(spaceOf(disk));
      // Of two values the smaller is the measured one.
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
    vms: vms.size,
    sparsifiable,
    reclaimableAtMost: String([...spaces.values()].reduce((sum, bytes) => sum + bytes, 0n)),
    refused: count - sparsifiable,
    obstacles: [...obstacles]
      .map(([code, found]) => ({ code, ...found }))
      .toSorted((one, other) => other.disks - one.disks),
  };
}

/** The same key for all hard links to one image. */
function spaceOf({ id, inode, storageDomain }: DiskNode): string {
  if (inode === null) return id;
  const [mount] = storageDomain?.mounts.nodes ?? [];
  return `${mount?.storage?.source ?? storageDomain?.id}:${inode}`;
}
