import { z } from 'zod';
import type { BlockDevice, DiscardLimits } from '../../domain/host/events.ts';
import { type LogicalVolume, readLogicalVolume } from './device-mapper.ts';
import type { Provisioning } from './provisioning.ts';

/** A block device, and the devices that it stands on. */
export interface DeviceNode {
  readonly path: string;
  /** The kernel's own name: `sda`, `dm-3`. */
  readonly kernelName: string;
  /** As `8:1`. */
  readonly number: string;
  readonly type: string;
  readonly bytes: number;
  readonly readOnly: boolean;
  readonly maxBytes: number;
  readonly granularity: number;
  readonly below: Set<string>;
}

// Old ones write every value as text. The limits of some devices are 2^64 less a block, which no event could hold: the
// largest number that one can says the same.
const number = z
  .union([z.number(), z.string(), z.null()])
  .transform((value) => Math.min(Number(value ?? 0), Number.MAX_SAFE_INTEGER));
const flag = z.union([z.boolean(), z.enum(['0', '1'])]).transform((value) => value === true || value === '1');

const deviceSchema = z.object({
  name: z.string(),
  kname: z.string(),
  'maj:min': z.string(),
  type: z.string().nullable(),
  size: number,
  ro: flag,
  'disc-gran': number,
  'disc-max': number,
  get children() {
    return z.array(deviceSchema).optional();
  },
});
type Listed = z.infer<typeof deviceSchema>;

const listSchema = z.object({ blockdevices: z.array(deviceSchema) });

/** Reads what `lsblk --json --bytes --paths` says: a tree in which a device stands once under each that it stands on. */
export function readDeviceTree(json: string): DeviceNode[] {
  const nodes = new Map<string, DeviceNode>();
  const add = (listed: Listed, below: string | null): void => {
    const known = nodes.get(listed.name);
    const node = known ?? {
      path: listed.name,
      kernelName: listed.kname.replace(/^\/dev\//, ''),
      number: listed['maj:min'].trim(),
      type: listed.type ?? 'disk',
      bytes: listed.size,
      readOnly: listed.ro,
      maxBytes: listed['disc-max'],
      granularity: listed['disc-gran'],
      below: new Set(),
    };
    if (below !== null) node.below.add(below);
    nodes.set(node.path, node);
    for (const child of listed.children ?? []) add(child, node.path);
  };
  for (const listed of listSchema.parse(JSON.parse(json)).blockdevices) add(listed, null);
  return [...nodes.values()];
}

/** What is known of devices by the kernel's name: pages of SCSI disks, and ids of what device-mapper made. */
export interface DeviceFacts {
  readonly provisioning: ReadonlyMap<string, Provisioning>;
  readonly mapped: ReadonlyMap<string, string>;
}

/** The block devices that may hold images, each with what all the layers below leave of its discards. */
export function blockDevicesOf(nodes: readonly DeviceNode[], facts: DeviceFacts): BlockDevice[] {
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const volumeOf = ({ kernelName, path }: DeviceNode): LogicalVolume | null =>
    readLogicalVolume(facts.mapped.get(kernelName) ?? '', path.replace(/^\/dev\/mapper\//, ''));

  const discardOf = (node: DeviceNode): DiscardLimits => {
    const { maxBytes, granularity } = node;
    const page = facts.provisioning.get(node.kernelName);
    const own = { maxBytes, granularity, unmap: page?.unmap ?? null, readsZeros: page?.readsZeros ?? null };
    const below = [...node.below].flatMap((path) => byPath.get(path) ?? []);
    // A thin volume gives its blocks back to the pool, whatever the pool lies on.
    if (below.some((layer) => volumeOf(layer)?.thinPool)) return own;
    return below.map(discardOf).reduce(weaker, own);
  };

  return nodes.filter(holdsData).flatMap((node): BlockDevice[] => {
    const volume = volumeOf(node);
    if (volume?.internal) return [];
    const { path, type, bytes, readOnly } = node;
    const kernelPath = `/dev/${node.kernelName}`;
    return [
      {
        ...{ path, type, bytes, readOnly },
        ...(kernelPath === path ? {} : { kernelPath }),
        volumeGroup: volume?.volumeGroup ?? null,
        ...(volume ? { volumeGroupId: volume.volumeGroupId } : {}),
        discard: discardOf(node),
      },
    ];
  });
}

/** Leaves out drives without a disk, memory that is swapped to, and packed programs. */
const holdsData = ({ type, bytes, readOnly, kernelName }: DeviceNode): boolean =>
  bytes > 0 && type !== 'rom' && !/^z?ram\d/.test(kernelName) && !(type === 'loop' && readOnly);

const weaker = (one: DiscardLimits, other: DiscardLimits): DiscardLimits => ({
  maxBytes: Math.min(one.maxBytes, other.maxBytes),
  granularity: Math.max(one.granularity, other.granularity),
  unmap: weakerFlag(one.unmap, other.unmap),
  readsZeros: weakerFlag(one.readsZeros, other.readsZeros),
});

const weakerFlag = (one: boolean | null, other: boolean | null): boolean | null =>
  one === null || other === null ? (one ?? other) : one && other;
