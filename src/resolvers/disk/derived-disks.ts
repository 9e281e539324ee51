import { takeItems } from '../list-budget.ts';
import type { DiskResolvers } from '../schema-types.ts';
import { diskAsOf } from './disk-as-of.ts';

/** A disk in the past counts as so many more items of a list, since its history is read. */
const pastDisk = 100;

/** Disk.derivedDisks: in the past, those that the last look until then had found. */
export const derivedDisks: DiskResolvers['derivedDisks'] = async (disk, _args, context, info) => {
  const { asOf } = disk;
  if (asOf === undefined) return context.views.derivedDisks(disk.id);
  const ids = disk.observation?.children ?? [];
  takeItems(info, ids.length * pastDisk);
  const children = ids.map((id) => diskAsOf(context, id, asOf));
  return (await Promise.all(children)).filter((child) => child !== null);
};
