import { readFileSync } from 'node:fs';
import type { VolumeFacts } from '../../domain/disk/volume.ts';
import { readLogicalVolume } from '../storage/device-mapper.ts';
import type { Transport } from '../transport/transport.ts';
import type { LvmGroup, LvmReport, LvmVolume } from './lvm-report.ts';
import type { Volumes } from './read-volumes.ts';
import { isPublic, volumeFacts } from './volume-facts.ts';
import { asMapperPath, mapperPath } from './volume-names.ts';

/** A logical volume at a path. */
export interface VolumeHere {
  /** LVM's id of it. */
  readonly id: string;
  /** As `253:3`. */
  readonly device: string;
  readonly bytes: number;
  /** Null where LVM or the kernel gave no answer, or LVM does not report it. */
  readonly facts: VolumeFacts | null;
  /** Of a thin volume, the bytes that its pool has mapped for it; null of others, and where that is not known. */
  readonly mappedBytes: number | null;
}

const script = readFileSync(new URL('volume-devices.sh', import.meta.url), 'utf8');

/** Which block devices are logical volumes, by the ids that their kernel has: a name may be anybody's. */
export async function volumesAt(
  transport: Transport,
  read: () => Promise<Volumes>,
  paths: readonly string[],
  timeoutMs: number,
): Promise<ReadonlyMap<string, VolumeHere>> {
  const found = new Map<string, VolumeHere>();
  if (paths.length === 0) return found;
  const stdin = paths.map((path) => `${path}\0`).join('');
  const { stdout } = await transport.run({ program: 'sh', args: ['-c', script, 'winnow'], stdin, timeoutMs });
  const lines = stdout.split('\n').slice(0, -1);
  if (lines.length !== paths.length) return found;
  const devices = paths.flatMap((path, index) => {
    const [, device, sectors, uuid = '', name = ''] =
      /^(\d+:\d+) (\d+) (\S+) (.*)$/.exec(lines[index] ?? '') ?? [];
    const volume = readLogicalVolume(uuid, name);
    return device === undefined || volume === null || volume.internal
      ? []
      : [{ path, device, bytes: Number(sectors) * 512, id: volume.volumeId, groupId: volume.volumeGroupId }];
  });
  if (devices.length === 0) return found;
  const { report, active } = await read();
  for (const { path, id, groupId, ...device } of devices) {
    const group = report?.groups.find((each) => each.id === groupId);
    const volume = group?.volumes.find((each) => each.id === id);
    found.set(path, {
      ...{ id, ...device },
      facts: report && active && group && volume ? volumeFacts(volume, group, report, active) : null,
      mappedBytes: active?.volumes.get(id)?.mappedBytes ?? null,
    });
  }
  return found;
}

/** A logical volume that LVM has and the kernel does not. */
export interface InactiveVolume {
  /** Where it will be: its path below /dev/mapper. */
  readonly path: string;
  readonly bytes: number;
  readonly facts: VolumeFacts;
}

/** The inactive volume that a path names, as `/dev/GROUP/VOLUME` or below /dev/mapper; null where it names none, or several. */
export function inactiveVolumeAt(path: string, { report, active }: Volumes): InactiveVolume | null {
  const mapped = asMapperPath(path);
  if (mapped === null || report === null || active === null) return null;
  const [named, another] = volumesNamed(mapped, report);
  if (named === undefined || another !== undefined || active.volumes.has(named.volume.id)) return null;
  const { volume, group } = named;
  return { path: mapped, bytes: volume.bytes, facts: volumeFacts(volume, group, report, active) };
}

const volumesNamed = (mapped: string, { groups }: LvmReport): { volume: LvmVolume; group: LvmGroup }[] =>
  groups.flatMap((group) =>
    group.volumes
      .filter((volume) => isPublic(volume) && mapperPath(group.name, volume.name) === mapped)
      .map((volume) => ({ volume, group })),
  );
