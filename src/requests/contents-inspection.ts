import type { ObstacleCode } from '../domain/disk/eligibility/obstacle.ts';
import type { DiskId } from '../domain/ids.ts';
import { eligibilityOfDisk } from '../projections/fold/eligibility-of-disk.ts';
import { storageAccessOfDisk } from '../projections/fold/storage-access.ts';
import type { DiskView, StorageDomainView, Views } from '../projections/views.ts';
import type { Caller } from './requests.ts';
import { createSlots } from './slots.ts';

/** Looks into images for what their guests keep there, where that is worth it. */
export interface ContentsInspection {
  /** Whatever is known of it. */
  look(diskId: DiskId, caller: Caller): Promise<void>;
  /** Only where nothing but its contents stands in the way. One that fails leaves them as they are known. */
  lookBeforeRequest(diskId: DiskId, caller: Caller): Promise<void>;
}

// Each starts some processes, one after the other; many requests may come at once.
const looksAtOnce = 4;

const byContents: ReadonlySet<ObstacleCode> = new Set(['ENCRYPTED', 'GUEST_SPANS_DISKS']);

export function createContentsInspection(
  views: Views,
  record: (disk: DiskView, domain: StorageDomainView, caller: Caller) => Promise<void>,
): ContentsInspection {
  const slots = createSlots(looksAtOnce);

  async function look(diskId: DiskId, caller: Caller): Promise<void> {
    const disk = views.disk(diskId);
    const domain = disk && views.storageDomain(disk.storageDomainId);
    if (!disk || !domain || !canBeLookedInto(disk)) return;
    await slots.withOne(() => record(disk, domain, caller));
  }

  return {
    look,
    async lookBeforeRequest(diskId, caller) {
      const disk = views.disk(diskId);
      if (disk === null || !isFree(views, disk)) return;
      // It is looked into again right before the run, where a host that does not answer and any fault are told.
      await look(diskId, caller).catch(() => undefined);
    },
  };
}

/** A run changes an image all the time, and only files of formats that qemu reads safely are opened. */
const canBeLookedInto = ({ removedAt, locked, storageType, format, observation }: DiskView): boolean =>
  removedAt === null &&
  !locked &&
  storageType === 'IMAGE' &&
  format !== 'OTHER' &&
  observation?.present !== false;

function isFree(views: Views, disk: DiskView): boolean {
  const { obstacles } = eligibilityOfDisk(disk, storageAccessOfDisk(views, disk.id));
  return obstacles.every(({ code }) => byContents.has(code));
}
