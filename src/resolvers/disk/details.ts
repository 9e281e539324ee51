import { allocationOf } from '../../domain/disk/allocation.ts';
import { discoveredLabels } from '../../domain/disk/attachments.ts';
import { diskStatus } from '../../domain/disk/disk-status.ts';
import { eligibilityOfDisk } from '../../domain/disk/eligibility/eligibility.ts';
import type { StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import { labelList, noLabels } from '../../domain/labels.ts';
import { withDerived } from '../../projections/fold/storage-access.ts';
import type { DiskView, Views } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import type { Sparsifiability } from '../schema-types.ts';

/** Fields that a disk has now and had at a moment in the past, by its view of then. */
export const diskDetails = {
  storageDomain: ({ storageDomainId }: DiskView, _args: object, { views }: Context) =>
    views.storageDomain(storageDomainId),
  allocation: (disk: DiskView) => allocationOf(disk, disk.observation),
  actualSize: ({ observation }: DiskView) => observation?.allocatedBytes ?? null,
  inspectedAt: ({ observedAt }: DiskView) => observedAt,
  backingPath: ({ observation }: DiskView) => observation?.backing ?? null,
  backingDisk: ({ id, observation }: DiskView, _args: object, { views }: Context) =>
    (observation?.backing ?? null) === null ? null : views.backingDisk(id),
  availability: diskStatus,
  labels: ({ labels }: DiskView) => labelList(labels ?? noLabels),
  discoveredLabels: ({ observation }: DiskView) => discoveredLabels(observation?.attachments ?? null),
};

/** The answer of the same function that the mutation asks, on storage as it is or was. */
export function sparsifiabilityOf(disk: DiskView, storage: StorageAccess, views: Views): Sparsifiability {
  const children = (disk.observation?.children ?? []).map((id) => views.disk(id));
  const { obstacles, warnings } = eligibilityOfDisk(disk, withDerived(storage, views, children));
  return { allowed: obstacles.length === 0, obstacles, warnings, checkedAt: disk.observedAt };
}
