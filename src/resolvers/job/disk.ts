import { diskAsOf } from '../disk/disk-as-of.ts';
import { existing } from '../existing.ts';
import type { SparsifyJobResolvers } from '../schema-types.ts';

/** SparsifyJob.disk */
export const disk: SparsifyJobResolvers['disk'] = ({ diskId, asOf }, _args, context) => {
  const found = diskAsOf(context, diskId, asOf);
  return found instanceof Promise ? found.then((then) => existing(then, diskId)) : existing(found, diskId);
};
