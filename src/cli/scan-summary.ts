import type { ObstacleCode } from '../domain/disk/eligibility.ts';
import type { DiskNode } from './client/disk.ts';

/** What a scan found, counted. */
export interface ScanSummary {
  readonly disks: number;
  /** That have a disk. */
  readonly machines: number;
  readonly sparsifiable: number;
  /** Bytes that the sparsifiable ones may give back at most, as far as their sizes are known. */
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
  let [count, sparsifiable, atMost] = [0, 0, 0n];
  for await (const disk of disks) {
    count += 1;
    for (const { vmId, host } of disk.attachments ?? []) machines.add(`${host?.id} ${vmId}`);
    if (disk.sparsifiability.allowed) {
      sparsifiable += 1;
      atMost += BigInt(disk.reclaimable?.bytes ?? disk.actualSize ?? 0);
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
    reclaimableAtMost: String(atMost),
    refused: count - sparsifiable,
    obstacles: [...obstacles]
      .map(([code, found]) => ({ code, ...found }))
      .toSorted((one, other) => other.disks - one.disks),
  };
}
