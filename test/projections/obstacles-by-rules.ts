import { eligibility } from '../../src/domain/disk/eligibility/eligibility.ts';
import type { ObstacleCode } from '../../src/domain/disk/eligibility/obstacle.ts';
import { storageAccessOf } from '../../src/projections/fold/storage-access.ts';
import type { ReadModel } from '../../src/projections/store/read-model.ts';
import type { DiskView } from '../../src/projections/views.ts';

/** The codes of a disk's obstacles by the rules themselves, whatever the views keep of them. */
export const obstaclesByRules = (model: ReadModel, view: DiskView): readonly ObstacleCode[] =>
  eligibility({
    facts: view,
    observation: view.observation,
    hibernated: view.hibernated,
    removed: view.removedAt !== null,
    activeJobId: view.activeJobId,
    storageAccess: storageAccessOf(model, view.storageDomainId),
  }).obstacles.map(({ code }) => code);
