import type { DiskContents } from '../../domain/disk/contents.ts';
import type { FilesystemResult } from '../../domain/disk/events.ts';
import { formatBytes } from '../../domain/format-bytes.ts';

// Boot loaders and Windows' reserved partition are smaller, and are no loss.
const worthTelling = 256 * 1024 ** 2;
const maxNamed = 8;

/** A sentence that names by size what a run did not inspect, since nobody knows what it holds; none where all is known. */
export function notInspected(
  filesystems: readonly FilesystemResult[],
  contents: DiskContents | null,
): string[] {
  // Where nothing was inspected, that is what the explanation begins with.
  if (!filesystems.some(({ outcome }) => outcome !== 'SKIPPED')) return [];
  const devices = contents === null ? unknownTo(filesystems) : unknownIn(filesystems, contents);
  if (devices.length === 0) return [];
  const more = devices.length > maxNamed ? `, and ${devices.length - maxNamed} more` : '';
  return [
    `Not inspected, since what it holds is not known: ${devices.slice(0, maxNamed).join(', ')}${more}.`,
  ];
}

const unknownTo = (filesystems: readonly FilesystemResult[]): string[] =>
  filesystems
    .filter(({ outcome, type }) => outcome === 'SKIPPED' && (type === 'unknown' || type === ''))
    .map(({ device }) => device);

function unknownIn(filesystems: readonly FilesystemResult[], { areas }: DiskContents): string[] {
  const partitions = areas.filter(({ device }) => /^\/dev\/sda\d*$/.test(device));
  const whole = partitions.reduce((sum, { size }) => sum + size, 0);
  const done = new Set(
    filesystems.filter(({ outcome }) => outcome !== 'SKIPPED').map(({ device }) => device),
  );
  return partitions
    .filter(({ kind, device, size }) => kind === 'UNKNOWN' && size >= worthTelling && !done.has(device))
    .map(({ device, size }) => `${device} (${formatBytes(size)} of ${formatBytes(whole)})`);
}
