import { z } from 'zod';
import type { BlockDevice, DiscardLimits } from '../../domain/host/events.ts';
import { type LogicalVolume, readLogicalVolume } from './device-mapper.ts';
import type { Provisioning } from './provisioning.ts';

// Old ones write every value as text. The limits of some devices are 2^64 less a block, which no event could hold: the
// largest number that one can says the same.
const number = z
  .union([z.number(), z.string(), z.null()])
  .transform((value) => Math.min(Number(value ?? 0), Number.MAX_SAFE_INTEGER));
const flag = z.union([z.boolean(), z.enum(['0', '1'])]).transform((value) => value === true || value === '1');

const deviceSchema = z.object({
  name: z.string(),
  /** The kernel's own name: `sda`, `dm-3`. */
  kname: z.string().transform((path) => path.replace(/^\/dev\//, '')),
  /** As `8:1`. */
  'maj:min': z.string().transform((padded) => padded.trim()),
  type: z
    .string()
    .nullable()
    .transform((type) => type ?? 'disk'),
  size: number,
  ro: flag,
  'disc-gran': number,
  'disc-max': number,
  get children() {
    return z.array(deviceSchema).optional();
  },
});
type Listed = z.infer<typeof deviceSchema>;

/** A block device as lsblk lists it, and the names of the devices that it stands on. */
export interface DeviceNode extends Omit<Listed, 'children'> {
  readonly below: Set<string>;
}

const listSchema = z.object({ blockdevices: z.array(deviceSchema) });

/** Reads what `lsblk --json --bytes --paths` says: a tree in which a device stands once under each that it stands on. */
export function readDeviceTree(json: string): DeviceNode[] {
  const nodes = new Map<string, DeviceNode>();
  const add = ({ children = [], ...device }: Listed, below: string | null): void => {
    const node = nodes.get(device.name) ?? { ...device, below: new Set() };
    if (below !== null) node.below.add(below);
    nodes.set(node.name, node);
    for (const child of children) add(child, node.name);
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
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const volumeOf = ({ kname, name }: DeviceNode): LogicalVolume | null =>
    readLogicalVolume(facts.mapped.get(kname) ?? '', name.replace(/^\/dev\/mapper\//, ''));

  const discardOf = (node: DeviceNode): DiscardLimits => {
    const { 'disc-max': maxBytes, 'disc-gran': granularity } = node;
    const page = facts.provisioning.get(node.kname);
    const own = { maxBytes, granularity, unmap: page?.unmap ?? null, readsZeros: page?.readsZeros ?? null };
    const below = [...node.below].flatMap((name) => byName.get(name) ?? []);
    // A thin volume gives its blocks back to the pool, whatever the pool lies on.
    if (below.some((layer) => volumeOf(layer)?.thinPool)) return own;
    return below.map(discardOf).reduce(weaker, own);
  };

  return nodes.filter(holdsData).flatMap((node): BlockDevice[] => {
    const volume = volumeOf(node);
    if (volume?.internal) return [];
    const { name: path, type, size: bytes, ro: readOnly } = node;
    const kernelPath = `/dev/${node.kname}`;
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
const holdsData = ({ type, size, ro, kname }: DeviceNode): boolean =>
  size > 0 && type !== 'rom' && !/^z?ram\d/.test(kname) && !(type === 'loop' && ro);

const weaker = (one: DiscardLimits, other: DiscardLimits): DiscardLimits => ({
  maxBytes: Math.min(one.maxBytes, other.maxBytes),
  granularity: Math.max(one.granularity, other.granularity),
  unmap: weakerFlag(one.unmap, other.unmap),
  readsZeros: weakerFlag(one.readsZeros, other.readsZeros),
});

const weakerFlag = (one: boolean | null, other: boolean | null): boolean | null =>
  one === null || other === null ? (one ?? other) : one && other;
