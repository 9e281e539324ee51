import { describeFault, type ImageFault } from '../../domain/disk/image-fault.ts';
import type { ImageObservation } from '../../domain/disk/observation.ts';
import { uninspectedImage } from '../../domain/disk/upcast.ts';
import type { ImageInspection } from '../host.ts';
import type { ImageChain } from './chain/image-chain.ts';

/** What was found of an image that is there. */
export function observationOf(found: ImageInspection): Partial<ImageObservation> {
  const { realPath: _, chain, ...facts } = found;
  return { present: true, ...facts, backingChain: backingChainOf(chain), unreadable: null, fault: null };
}

/** What an image stands on, as the history has it; null of one that is not opened. */
export const backingChainOf = ([image, ...below]: ImageChain): ImageObservation['backingChain'] =>
  image === undefined
    ? null
    : below.map(({ realPath, format }) => ({
        path: realPath,
        format: format === 'raw' ? 'RAW' : 'QCOW2',
      }));

/** What is known of an image that may not be opened. */
export const unopenableImage = (fault: ImageFault): Partial<ImageObservation> => ({
  present: true,
  backingChain: null,
  unreadable: describeFault(fault).what,
  fault,
});

// Its inode shows whether the same file comes back.
const { inode: _, provisioned: __, refcounts: ___, ...lost } = uninspectedImage;

/** What is known of an image that is not where the catalogue says. */
export const absentImage: Partial<ImageObservation> = { ...lost, present: false };
