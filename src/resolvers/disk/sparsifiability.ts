import { eligibilityOfDisk } from '../../projections/fold/eligibility-of-disk.ts';
import { storageAccessOf, withDerived } from '../../projections/fold/storage-access.ts';
import type { DiskResolvers } from '../schema-types.ts';
import { diskAsOf } from './disk-as-of.ts';

/** Disk.sparsifiability: the answer of the very function that the mutation asks; in the past, as all stood then. */
export const sparsifiability: DiskResolvers['sparsifiability'] = async (disk, _args, context) => {
  const { asOf, observation, storageDomainId } = disk;
  const storage =
    asOf === undefined
      ? storageAccessOf(context.views, storageDomainId)
      : await context.surroundingsAt(storageDomainId, asOf);
  const children = (observation?.children ?? []).map((id) => diskAsOf(context, id, asOf));
  const storageAccess = withDerived(storage, context.views, await Promise.all(children));
  const { obstacles, warnings } = eligibilityOfDisk(disk, storageAccess);
  return { allowed: obstacles.length === 0, obstacles, warnings, checkedAt: disk.observedAt };
};
