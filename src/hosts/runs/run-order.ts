import { blockGraph, fuseExport } from '../images/chain/block-graph.ts';
import type { ImageChain } from '../images/chain/image-chain.ts';

/** What a run is to work on, and with what. */
export interface RunOrder {
  /** The image's path, links resolved. */
  readonly image: string;
  /** What was accepted, and so may be opened. */
  readonly chain: ImageChain;
  /** Whether the tool is confined where the host permits it. */
  readonly confine: boolean;
  readonly storageDaemon: string;
  /** The program with its arguments, to which format and file are added. */
  readonly tool: readonly string[];
}

/** export-image.sh has the image open as this descriptor, and each backing file as the next. */
const firstDescriptor = 20;

/** The arguments of export-image.sh's `take_order` after the directory; `view` is the file that the tool works on. */
export function orderArgs(
  { chain, confine, storageDaemon, tool }: Omit<RunOrder, 'image'>,
  view: string,
  use: 'RUN' | 'INSPECT',
): readonly string[] {
  const graph = [
    ...blockGraph(chain, (index) => `/proc/self/fd/${firstDescriptor + index}`, use),
    ...fuseExport(view, use),
  ];
  return [
    confine ? 'yes' : 'no',
    storageDaemon,
    String(chain.length),
    ...chain.flatMap((node) => [node.realPath, node.format, node.device, node.inode, String(node.size)]),
    String(graph.length),
    ...graph,
    ...tool,
  ];
}
