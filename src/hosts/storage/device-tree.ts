import { z } from 'zod';

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
  /** How a disk is attached: `sata`, `iscsi`, …; null of others, and where it is not known. */
  tran: z.string().nullish(),
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
