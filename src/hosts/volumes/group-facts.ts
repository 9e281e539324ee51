import { shown } from '../../domain/plain-name.ts';
import type { VolumeGroupFacts } from '../../domain/storage-domain/volume-group.ts';
import type { DeviceLayers } from '../storage/device-layers.ts';
import type { LvmGroup, LvmReport } from './lvm-report.ts';

/** The facts of a volume group, by what LVM reports and by the devices of its physical volumes. */
export function volumeGroupFacts(
  group: LvmGroup,
  { systemId, groups }: LvmReport,
  layers: DeviceLayers,
): VolumeGroupFacts {
  const { exported, missing, lockType } = group;
  const devices = group.physicalVolumes.map(({ id, device }) => ({
    id,
    node: device === null ? null : layers.at(device),
  }));
  return {
    ...{ exported, missing, lockType },
    foreignSystemId: group.systemId === systemId ? null : group.systemId,
    ovirtDataCenter: dataCenterIn(group.tags),
    ambiguous: groups.some(({ id, name }) => name === group.name && id !== group.id),
    // Of one without any, nothing is known.
    mayBeShared: devices.length === 0 || !devices.every(({ node }) => node !== null && layers.isLocal(node)),
    physicalVolumes: devices.flatMap(({ id, node }) =>
      node === null ? [] : [{ id, discard: layers.discardOf(node) }],
    ),
  };
}

/** Whether any of it lies on a volume of another group: then whoever writes that volume made it, as a guest does. */
export const isNested = ({ physicalVolumes }: LvmGroup, layers: DeviceLayers): boolean =>
  physicalVolumes.some(({ device }) => {
    const node = device === null ? null : layers.at(device);
    return node !== null && layers.groupsBelow(node).size > 0;
  });

/**
 * oVirt keeps what it knows of a block storage domain in tags of the group, which it marks as its own: `MDT_`, a key, `=`
 * and a value, characters that LVM has in no tag as `&NUMBER&` (vdsm, lib/vdsm/storage/blockSD.py, STORAGE_DOMAIN_TAG and
 * VGTagMetadataRW). One that is detached has no data center.
 */
function dataCenterIn(tags: readonly string[]): string | null {
  if (!tags.includes('RHAT_storage_domain')) return null;
  const value = tags.map((tag) => /^MDT_POOL_UUID=(.+)$/.exec(tag)?.[1]).find((each) => each !== undefined);
  const decoded = value?.replace(/&(\d{1,7})&/g, (_, code) => characterOf(Number(code))) ?? '';
  return decoded === '' ? null : shown(decoded);
}

const characterOf = (code: number): string => (code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
