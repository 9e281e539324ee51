import { createSlots } from '../../common/slots.ts';
import type { DiskId } from '../../domain/ids.ts';
import type { RequestContext } from '../context.ts';
import type { CatalogueDisk } from '../ports.ts';
import type { Caller } from '../requests.ts';

/** Inspects what a guest keeps on an image, where that can be done, and records what is new of it. */
export type InspectContents = (diskId: DiskId, caller: Caller) => Promise<void>;

// Each starts some processes, one after the other; many requests may come at once.
const inspectionsAtOnce = 4;

export function createInspectContents({
  catalogue,
  hosts,
  changeDisk,
  originOf,
}: RequestContext): InspectContents {
  const slots = createSlots(inspectionsAtOnce);
  return async (diskId, caller) => {
    const disk = catalogue.disk(diskId);
    if (disk === null || !canBeInspected(disk)) return;
    await slots.withOne(async () => {
      const contents = await hosts.inspectContents(diskId);
      if (contents === undefined) return;
      const command = { type: 'ObserveDisk', observed: { contents } } as const;
      await changeDisk(diskId, command, originOf(caller), diskId);
    });
  };
}

/** A run changes an image all the time, and only files and volumes of formats that qemu reads safely are opened. */
const canBeInspected = ({ removedAt, locked, storageType, format, observation }: CatalogueDisk): boolean =>
  removedAt === null &&
  !locked &&
  (storageType === 'IMAGE' || storageType === 'LOGICAL_VOLUME') &&
  format !== 'OTHER' &&
  observation?.present !== false;
