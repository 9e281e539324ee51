import { type ChainNode, type ImageChain, isVolume } from './image-chain.ts';

/** The node that has the image's content as the guest sees it. */
export const topNode = 'image-0';

/**
 * The arguments that make qemu-storage-daemon open the files of a chain, and no others: every driver is named, so that
 * nothing is guessed, and every backing file is, so that no name in a header is followed. Only a header's external data
 * file cannot be ruled out here; whoever uses the graph sees to that.
 *
 * RUN opens the image itself for writing, passes its discards on, and takes the locks that qemu takes for a guest, so
 * that nobody else can write it meanwhile. INSPECT
 * only reads, and neither takes nor heeds locks.
 */
export function blockGraph(
  chain: ImageChain,
  openedAs: (index: number) => string,
  use: 'RUN' | 'INSPECT',
): readonly string[] {
  return chain
    .flatMap((node, index) => [
      { ...formatNode(chain, node, index, use), ...access(index, use) },
      ...(isLoneWriter(node, index, use) ? [{ ...onlyWriter, ...access(index, use) }] : []),
      {
        driver: isVolume(node) ? 'host_device' : 'file',
        'node-name': fileOf(index),
        filename: openedAs(index),
        locking: use === 'RUN' ? 'on' : 'off',
        ...access(index, use),
      },
    ])
    .toReversed()
    .flatMap((options) => ['--blockdev', JSON.stringify(options)]);
}

/** The argument that shows the content of the graph as one file, in place of the one that is there. */
export const fuseExport = (mountpoint: string, use: 'RUN' | 'INSPECT'): readonly string[] => [
  '--export',
  JSON.stringify({ type: 'fuse', id: 'view', 'node-name': topNode, mountpoint, writable: use === 'RUN' }),
];

const nameOf = (index: number) => `image-${index}`;
const fileOf = (index: number) => `file-${index}`;

// An export shares its image with every other writer. A qcow2 node does not, but a raw one does: for that, a node whose
// only use is that it lets nobody else write.
const onlyWriter = {
  driver: 'blkdebug',
  'node-name': 'only-writer',
  image: fileOf(0),
  'unshare-child-perms': ['write', 'resize'],
};

const isLoneWriter = ({ format }: ChainNode, index: number, use: 'RUN' | 'INSPECT') =>
  index === 0 && format === 'raw' && use === 'RUN';

function formatNode(chain: ImageChain, node: ChainNode, index: number, use: 'RUN' | 'INSPECT') {
  const { format } = node;
  const file = isLoneWriter(node, index, use) ? onlyWriter['node-name'] : fileOf(index);
  const options = { driver: format, 'node-name': nameOf(index), file };
  if (format === 'raw') return options;
  return { ...options, backing: index + 1 < chain.length ? nameOf(index + 1) : null };
}

const access = (index: number, use: 'RUN' | 'INSPECT') =>
  index === 0 && use === 'RUN' ? { 'read-only': false, discard: 'unmap' } : { 'read-only': true };
