import { type Eligibility, eligibility } from '../../domain/disk/eligibility/eligibility.ts';
import type { StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import type { DiskView } from '../views.ts';

/** What stands in the way of a sparsify of a disk, and what to think twice about, by its view. */
export const eligibilityOfDisk = (
  view: DiskView,
  storageAccess: StorageAccess,
  activeJobId = view.activeJobId,
): Eligibility =>
  eligibility({
    facts: view,
    observation: view.observation,
    hibernated: view.hibernated,
    removed: view.removedAt !== null,
    activeJobId,
    storageAccess,
  });
