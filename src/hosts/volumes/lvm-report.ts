import { z } from 'zod';

/** What LVM says of a volume, hidden ones included. Ids are LVM's: 32 characters, without the hyphens that LVM writes. */
export interface LvmVolume {
  readonly id: string;
  readonly name: string;
  /** `linear`, `thin,sparse`, `thin,pool`, `raid,raid1`, … */
  readonly layout: string;
  /** `public` or `private` and more, as `thicksnapshot` or `thinorigin`. */
  readonly roles: readonly string[];
  readonly bytes: number;
  readonly readOnly: boolean;
  /** The name of the volume that it is a part of. */
  readonly parent: string | null;
  readonly originId: string | null;
  readonly poolId: string | null;
  /** Of a pool, the volume that has its data. */
  readonly dataId: string | null;
  /** Of a thin pool. */
  readonly discards: string | null;
  readonly chunkBytes: number;
  /** The physical volumes that it has extents on by itself, not by its parts. */
  readonly physicalVolumes: readonly string[];
}

export interface LvmPhysicalVolume {
  readonly id: string;
  /** Its device, as `8:16`; null where LVM does not find it. */
  readonly device: string | null;
}

export interface LvmGroup {
  readonly id: string;
  readonly name: string;
  readonly exported: boolean;
  readonly missing: number;
  readonly lockType: string | null;
  readonly systemId: string | null;
  readonly tags: readonly string[];
  readonly physicalVolumes: readonly LvmPhysicalVolume[];
  readonly volumes: readonly LvmVolume[];
}

export interface LvmReport {
  /** The system ID of the host itself, if it has one. */
  readonly systemId: string | null;
  readonly groups: readonly LvmGroup[];
  /** The devices of all physical volumes, as `8:16`: those of the groups, and those that are in none. */
  readonly physicalDevices: ReadonlySet<string>;
}

/** The fields that `readLvmReport` reads, as arguments of `lvm fullreport`. Which of them are not there is no matter. */
export const reportedFields: readonly string[] = Object.entries({
  vg: 'vg_uuid,vg_name,vg_exported,vg_missing_pv_count,vg_lock_type,vg_systemid,vg_tags',
  pv: 'pv_uuid,pv_major,pv_minor,pv_missing',
  lv: 'lv_uuid,lv_name,lv_layout,lv_role,lv_size,lv_permissions,lv_parent,origin_uuid,pool_lv_uuid,data_lv_uuid',
  pvseg: 'pv_uuid,lv_uuid',
  seg: 'lv_uuid,discards,chunk_size',
}).flatMap(([report, fields]) => ['--configreport', report, '-o', fields]);

// A field that is not there, or not of the kind that it should be, is an empty one.
const text = z
  .union([
    z.string(),
    z.number().transform(String),
    // As LVM's json_std has lists and flags.
    z.array(z.string()).transform((items) => items.join(',')),
    z.boolean().transform((isSet) => (isSet ? '1' : '0')),
  ])
  .catch('');
const textOrNull = text.transform((value) => value || null);
const number = text.transform((value) => Number.parseInt(value, 10) || 0);
const flag = text.transform((value) => !['', '0', 'unknown'].includes(value));
const words = text.transform((value) => value.split(',').filter((word) => word !== ''));
const id = text.transform(bareId);
const rows = <Row extends z.ZodType>(row: Row) => z.array(row).catch([]);
// LVM writes brackets around the names of volumes that it hides.
const name = text.transform((value) => value.replace(/^\[(.*)\]$/, '$1'));

const groupSchema = z.object({
  vg: rows(
    z.object({
      vg_uuid: id,
      vg_name: text,
      vg_exported: flag,
      vg_missing_pv_count: number,
      vg_lock_type: textOrNull,
      vg_systemid: textOrNull,
      vg_tags: words,
    }),
  ),
  pv: rows(z.object({ pv_uuid: id, pv_major: number, pv_minor: number, pv_missing: flag })),
  lv: rows(
    z.object({
      lv_uuid: id,
      lv_name: name,
      lv_layout: text,
      lv_role: words,
      lv_size: number,
      lv_permissions: text,
      lv_parent: name,
      origin_uuid: id,
      pool_lv_uuid: id,
      data_lv_uuid: id,
    }),
  ),
  pvseg: rows(z.object({ pv_uuid: id, lv_uuid: id })),
  seg: rows(z.object({ lv_uuid: id, discards: textOrNull, chunk_size: number })),
});
type Reported = z.infer<typeof groupSchema>;

const reportSchema = z.object({ report: z.array(groupSchema) });

/**
 * Reads what `lvm systemid` and then `lvm fullreport --reportformat json --units b --nosuffix` say. Groups and volumes of
 * names that LVM itself would not give are left out: whoever writes a physical volume may write anything there.
 */
export function readLvmReport(said: string): LvmReport {
  const start = said.indexOf('{');
  const systemId = /^\s*system ID: (\S+)\s*$/m.exec(said.slice(0, Math.max(0, start)))?.[1] ?? null;
  const { report } = reportSchema.parse(JSON.parse(said.slice(start)));
  const devices = report.flatMap(({ pv }) => pv.map(deviceOf));
  return {
    systemId,
    groups: report.flatMap(groupIn),
    physicalDevices: new Set(devices.filter((device) => device !== null)),
  };
}

const deviceOf = ({ pv_major, pv_minor, pv_missing }: Reported['pv'][number]): string | null =>
  pv_missing || pv_major <= 0 ? null : `${pv_major}:${pv_minor}`;

function groupIn({ vg: [group], pv, lv, pvseg, seg }: Reported): LvmGroup[] {
  if (group?.vg_uuid == null || !isName(group.vg_name)) return [];
  const below = Map.groupBy(pvseg, ({ lv_uuid }) => lv_uuid);
  const segments = new Map(seg.map((each) => [each.lv_uuid, each]));
  return [
    {
      id: group.vg_uuid,
      name: group.vg_name,
      exported: group.vg_exported,
      missing: group.vg_missing_pv_count,
      lockType: group.vg_lock_type === 'none' ? null : group.vg_lock_type,
      systemId: group.vg_systemid,
      tags: group.vg_tags,
      physicalVolumes: pv.flatMap((each) =>
        each.pv_uuid === null ? [] : [{ id: each.pv_uuid, device: deviceOf(each) }],
      ),
      volumes: lv.flatMap((volume): LvmVolume[] => {
        if (volume.lv_uuid === null || !isName(volume.lv_name)) return [];
        const segment = segments.get(volume.lv_uuid);
        const on = (below.get(volume.lv_uuid) ?? []).flatMap(({ pv_uuid }) => pv_uuid ?? []);
        return [
          {
            id: volume.lv_uuid,
            name: volume.lv_name,
            layout: volume.lv_layout,
            roles: volume.lv_role,
            bytes: volume.lv_size,
            // Without the kernel's word a volume that LVM lets be written is `unknown`.
            readOnly: volume.lv_permissions === 'read-only',
            parent: volume.lv_parent || null,
            originId: volume.origin_uuid,
            poolId: volume.pool_lv_uuid,
            dataId: volume.data_lv_uuid,
            discards: segment?.discards ?? null,
            chunkBytes: segment?.chunk_size ?? 0,
            physicalVolumes: [...new Set(on)],
          },
        ];
      }),
    },
  ];
}

/** An id without the hyphens that LVM writes; null of what is none. */
function bareId(written: string): string | null {
  const bare = written.replaceAll('-', '');
  return /^\w{32}$/.test(bare) ? bare : null;
}

/** By lvm(8), VALID NAMES. */
const isName = (written: string): boolean => /^(?!\.\.?$)[\w+.][\w+.-]{0,127}$/.test(written);
