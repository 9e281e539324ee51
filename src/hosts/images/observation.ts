import { describeFault, type ImageFault } from '../../domain/disk/image-fault.ts';
import type { ImageObservation } from '../../domain/disk/observation.ts';
import { uninspectedImage } from '../../domain/disk/upcast.ts';
import type { FoundImage } from '../inventory.ts';
import type { ImageChain } from './chain/image-chain.ts';

/** What an inspection found of an image. Where it could not be read, or is not active, what was known before stays. */
export function observationOf(image: FoundImage): Partial<ImageObservation> {
  const {
    realPath,
    type,
    format,
    formatBasis,
    headerFormat,
    backing,
    chain,
    active = true,
    ...facts
  } = image;
  const found: ImageObservation = {
    ...{ present: true, ...facts, formatName: format },
    backing: backing?.name ?? null,
    backingChain: backingChainOf(chain),
  };
  if (image.unreadable === null && active) return found;
  const known = Object.entries(found).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  // Why it cannot or may not be opened is always new, even that nothing is wrong any more.
  const { backingChain, unreadable, fault, volume } = found;
  const now = { unreadable, fault, ...(active && { backingChain }), ...(volume !== undefined && { volume }) };
  return { ...Object.fromEntries(known), ...now };
}

/** What an image stands on, as the history has it; null of one that is not opened. */
const backingChainOf = ([image, ...below]: ImageChain): ImageObservation['backingChain'] =>
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
