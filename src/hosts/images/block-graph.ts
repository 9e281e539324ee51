import type { ChainNode, ImageChain } from './image-chain.ts';

/** The node that has the image's content as the guest sees it. */
export const topNode = 'image-0';

/**
 * The arguments that make qemu-storage-daemon open the files of a chain, and no others: every driver is named, so that
 * nothing is guessed, and every backing file is, so that no name in a header is followed. Only a header's external data
 * file cannot be ruled out here; whoever uses the graph sees to that.
 *
 * RUN opens the image itself for writing, passes its discards on, and takes the locks that qemu takes for a guest. LOOK
 * only reads, and neither takes nor heeds locks.
 */
export function blockGraph(
  chain: ImageChain,
  openedAs: (index: number) => string,
  use: 'RUN' | 'LOOK',
): readonly string[] {
  return chain
    .flatMap((node, index) => [
      { ...formatNode(chain, node, index), ...access(index, use) },
      {
        driver: 'file',
        'node-name': fileOf(index),
        filename: openedAs(index),
        ...locking(use),
        ...access(index, use),
      },
    ])
    .toReversed()
    .flatMap((options) => ['--blockdev', JSON.stringify(options)]);
}

/** The argument that shows the content of the graph as one file, in place of the one that is there. */
export const fuseExport = (mountpoint: string, use: 'RUN' | 'LOOK'): readonly string[] => [
  '--export',
  JSON.stringify({ type: 'fuse', id: 'view', 'node-name': topNode, mountpoint, writable: use === 'RUN' }),
];

const nameOf = (index: number) => `image-${index}`;
const fileOf = (index: number) => `file-${index}`;

function formatNode(chain: ImageChain, { format }: ChainNode, index: number) {
  const node = { driver: format, 'node-name': nameOf(index), file: fileOf(index) };
  return format === 'raw' ? node : { ...node, backing: index + 1 < chain.length ? nameOf(index + 1) : null };
}

const access = (index: number, use: 'RUN' | 'LOOK') =>
  index === 0 && use === 'RUN' ? { 'read-only': false, discard: 'unmap' } : { 'read-only': true };

const locking = (use: 'RUN' | 'LOOK') => ({ locking: use === 'RUN' ? 'on' : 'off' });
