import { readLogicalVolume } from '../storage/device-mapper.ts';

/** What a host's kernel has of a logical volume. */
export interface ActiveVolume {
  /** As `253:3`. */
  readonly device: string;
  /** Of a thin volume, the bytes that its pool has mapped for it; null of others, and where the pool does not say. */
  readonly mappedBytes: number | null;
}

/** The logical volumes that a host's kernel has, by LVM's ids. */
export interface ActiveVolumes {
  readonly volumes: ReadonlyMap<string, ActiveVolume>;
  /** What is wrong with each thin pool, in LVM's words; null where nothing is. */
  readonly pools: ReadonlyMap<string, string | null>;
}

/**
 * Reads lines `MAJOR:MINOR UUID NAME`, and what `dmsetup status` says, a line for each target: `NAME: START LENGTH TARGET …`.
 * The words of targets are those of the kernel's documentation, device-mapper/thin-provisioning.rst.
 */
export function readActiveVolumes(mapped: string, status: string): ActiveVolumes {
  const targets = new Map(
    status.split('\n').flatMap((line): [string, string[]][] => {
      const [, name, target] = /^(.*): \d+ \d+ (thin(?:-pool)? .*)$/.exec(line) ?? [];
      return name === undefined || target === undefined ? [] : [[name, target.trim().split(' ')]];
    }),
  );
  const volumes = new Map<string, ActiveVolume>();
  const pools = new Map<string, string | null>();
  for (const line of mapped.split('\n')) {
    const [, device, uuid, name] = /^(\d+:\d+) (\S+) (.*)$/.exec(line) ?? [];
    if (device === undefined || uuid === undefined || name === undefined) continue;
    const volume = readLogicalVolume(uuid, name);
    const target = targets.get(name) ?? [];
    if (volume?.thinPool) pools.set(volume.volumeId, healthOf(target));
    else if (volume?.internal === false)
      volumes.set(volume.volumeId, { device, mappedBytes: mappedIn(target) });
  }
  return { volumes, pools };
}

/** `thin MAPPED-SECTORS HIGHEST`, or `thin Fail`. */
function mappedIn([target, sectors = '']: readonly string[]): number | null {
  return target === 'thin' && /^\d+$/.test(sectors) ? Number(sectors) * 512 : null;
}

/**
 * `thin-pool TRANSACTION METADATA DATA ROOT MODE DISCARDS FULL-POLICY needs_check|- LOW-WATER`, or `Fail`, or `Error`. What
 * LVM makes of it are the words of its lv_health_status and lv_check_needed.
 */
function healthOf([target, first = '', , , , mode = '', , , check = '-']: readonly string[]): string | null {
  if (target !== 'thin-pool') return 'unknown';
  if (!/^\d+$/.test(first)) return 'failed';
  if (check === 'needs_check') return 'check_needed';
  if (mode === 'rw') return null;
  return mode === 'out_of_data_space' ? 'out_of_data' : 'metadata_read_only';
}
