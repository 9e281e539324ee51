import type { DiskResolvers } from '../schema-types.ts';
import { diskAsOf } from './disk-as-of.ts';

/** Disk.derivedDisks: in the past, those that the last look until then had found. */
export const derivedDisks: DiskResolvers['derivedDisks'] = async (disk, _args, context) => {
  const { asOf } = disk;
  if (asOf === undefined) return context.views.derivedDisks(disk.id);
  const children = (disk.observation?.children ?? []).map((id) => diskAsOf(context, id, asOf));
  return (await Promise.all(children)).filter((child) => child !== null);
};
