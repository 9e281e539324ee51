import { type ImageChain, isVolume } from '../chain/image-chain.ts';

/** Opened from this descriptor on, in the chain's order. */
const firstDescriptor = 3;

/**
 * A chain as qemu's own words for a file name, over descriptors that are open already: every format is named, and what a
 * header says of other files is never followed.
 */
export const readOnlyGraph = (chain: ImageChain): string => `json:${JSON.stringify(graphFrom(chain, 0))}`;

function graphFrom(chain: ImageChain, index: number): object | null {
  const node = chain[index];
  if (node === undefined) return null;
  const driver = isVolume(node) ? 'host_device' : 'file';
  const file = { driver, filename: `/proc/self/fd/${firstDescriptor + index}`, locking: 'off' };
  return node.format === 'raw'
    ? { driver: 'raw', file }
    : { driver: 'qcow2', file, backing: graphFrom(chain, index + 1) };
}
