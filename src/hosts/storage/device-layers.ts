import type { DiscardLimits } from '../../domain/host/events.ts';
import { type LogicalVolume, readLogicalVolume } from './device-mapper.ts';
import type { DeviceNode } from './device-tree.ts';
import type { Provisioning } from './provisioning.ts';

/** What is known of devices by the kernel's name. */
export interface DeviceFacts {
  /** Pages of SCSI disks. */
  readonly provisioning: ReadonlyMap<string, Provisioning>;
  /** Ids of what device-mapper made. */
  readonly mapped: ReadonlyMap<string, string>;
  /** How the controllers of an NVMe disk are reached: `pcie`, or `tcp`, `rdma`, `fc`. */
  readonly transports: ReadonlyMap<string, readonly string[]>;
}

/** What the devices of a host stand on, down to its disks. */
export type DeviceLayers = ReturnType<typeof deviceLayers>;

/** Says of devices what all the layers below them make of them. */
export function deviceLayers(nodes: readonly DeviceNode[], facts: DeviceFacts) {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const byNumber = new Map(nodes.map((node) => [node['maj:min'], node]));
  const below = (node: DeviceNode): DeviceNode[] => [...node.below].flatMap((name) => byName.get(name) ?? []);

  const volumeOf = ({ kname, name }: DeviceNode): LogicalVolume | null =>
    readLogicalVolume(facts.mapped.get(kname) ?? '', name.replace(/^\/dev\/mapper\//, ''));

  const discardOf = (node: DeviceNode): DiscardLimits => {
    const { 'disc-max': maxBytes, 'disc-gran': granularity } = node;
    const page = facts.provisioning.get(node.kname);
    const own = { maxBytes, granularity, unmap: page?.unmap ?? null, readsZeros: page?.readsZeros ?? null };
    const layers = below(node);
    // A thin volume gives its blocks back to the pool, whatever the pool lies on.
    if (layers.some((layer) => volumeOf(layer)?.thinPool)) return own;
    return layers.map(discardOf).reduce(weaker, own);
  };

  /** The volume groups that it lies on, by LVM's ids, with that of which it is a volume itself. */
  const groupsBelow = (node: DeviceNode): ReadonlySet<string> =>
    new Set(
      [volumeOf(node)?.volumeGroupId ?? [], ...below(node).map((layer) => [...groupsBelow(layer)])].flat(),
    );

  /** Whether no other host can have it. What several hosts have is often seen by several paths. */
  function isLocal(node: DeviceNode): boolean {
    const layers = below(node);
    if (layers.length > 0) return onOneHost.test(node.type) && layers.every(isLocal);
    if (node.type === 'loop') return true;
    if (node.type !== 'disk' || !localTransports.has(node.tran ?? '')) return false;
    // Older versions of lsblk name every NVMe disk alike, however far away it is.
    const ways = facts.transports.get(node.kname) ?? [];
    return node.tran !== 'nvme' || (ways.length > 0 && ways.every((way) => way === 'pcie'));
  }

  return {
    /** The device of a number such as `8:16`. */
    at: (number: string): DeviceNode | null => byNumber.get(number) ?? null,
    volumeOf,
    discardOf,
    groupsBelow,
    isLocal,
  };
}

const onOneHost = /^(part|crypt|linear|md|raid\d+)$/;

const localTransports: ReadonlySet<string> = new Set(['sata', 'ata', 'nvme', 'usb', 'virtio', 'mmc']);

/** What is left of discards where both of two layers, or of two devices, must take them. */
export const weaker = (one: DiscardLimits, other: DiscardLimits): DiscardLimits => ({
  maxBytes: Math.min(one.maxBytes, other.maxBytes),
  granularity: Math.max(one.granularity, other.granularity),
  unmap: weakerFlag(one.unmap, other.unmap),
  readsZeros: weakerFlag(one.readsZeros, other.readsZeros),
});

const weakerFlag = (one: boolean | null, other: boolean | null): boolean | null =>
  one === null || other === null ? (one ?? other) : one && other;
