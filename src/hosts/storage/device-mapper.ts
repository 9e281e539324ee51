/** What the names that device-mapper has for a logical volume say about it. */
export interface LogicalVolume {
  readonly volumeGroup: string;
  /** LVM's id of the volume group: the same on every host that has it. */
  readonly volumeGroupId: string;
  /** LVM's id of the volume itself, or of the one that this is a part of. */
  readonly volumeId: string;
  /** A part that LVM hides: of a pool, a mirror, a snapshot. */
  readonly internal: boolean;
  /** The layer below thin volumes, which takes their discards itself. */
  readonly thinPool: boolean;
}

/**
 * Reads `LVM-` and the ids of group and volume, 32 characters each and perhaps a layer, and `group-volume`, where a
 * hyphen in a name is doubled. Null if it is no logical volume.
 */
export function readLogicalVolume(uuid: string, name: string): LogicalVolume | null {
  const ids = /^LVM-(\w{32})(\w{32})(-\w+)?$/.exec(uuid);
  const group = /^((?:[^-]|--)+)-(?!-)/.exec(name)?.[1];
  if (ids?.[1] === undefined || ids[2] === undefined || group === undefined) return null;
  return {
    volumeGroup: group.replaceAll('--', '-'),
    volumeGroupId: ids[1],
    volumeId: ids[2],
    internal: ids[3] !== undefined,
    thinPool: ids[3] === '-tpool',
  };
}
