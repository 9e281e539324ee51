import type { BlockDevice } from '../../domain/host/events.ts';
import type { DeviceLayers } from './device-layers.ts';
import type { DeviceNode } from './device-tree.ts';

/**
 * The block devices that may hold images, each with what all the layers below leave of its discards. A volume of a group
 * that lies on a volume of another is a guest's, and left out.
 */
export function blockDevicesOf(nodes: readonly DeviceNode[], layers: DeviceLayers): BlockDevice[] {
  return nodes.filter(holdsData).flatMap((node): BlockDevice[] => {
    const volume = layers.volumeOf(node);
    if (volume?.internal || (volume && layers.groupsBelow(node).size > 1)) return [];
    const { name: path, type, size: bytes, ro: readOnly } = node;
    const kernelPath = `/dev/${node.kname}`;
    return [
      {
        ...{ path, type, bytes, readOnly },
        ...(kernelPath === path ? {} : { kernelPath }),
        volumeGroup: volume?.volumeGroup ?? null,
        ...(volume ? { volumeGroupId: volume.volumeGroupId, volumeId: volume.volumeId } : {}),
        discard: layers.discardOf(node),
      },
    ];
  });
}

/** Leaves out drives without a disk, memory that is swapped to, and packed programs. */
const holdsData = ({ type, size, ro, kname }: DeviceNode): boolean =>
  size > 0 && type !== 'rom' && !/^z?ram\d/.test(kname) && !(type === 'loop' && ro);
