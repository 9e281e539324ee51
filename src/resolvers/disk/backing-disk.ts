import type { DiskResolvers } from '../schema-types.ts';
import { diskAsOf } from './disk-as-of.ts';

/** Disk.backingDisk: in the past, the disk that is the backing file now, if the image had one then. */
export const backingDisk: DiskResolvers['backingDisk'] = ({ id, asOf, observation }, _args, context) => {
  if ((observation?.backing ?? null) === null) return null;
  const backing = context.views.backingDisk(id);
  return backing && asOf !== undefined ? diskAsOf(context, backing.id, asOf) : backing;
};
