import type { DiskEventOf } from '../domain/disk/events.ts';
import type { BlockDevice, Mount } from '../domain/host/events.ts';
import type { StorageMount } from '../domain/storage-domain/events.ts';
import type {
  ActivityView,
  DiskView,
  HostView,
  JobView,
  Page,
  StorageDomainView,
} from '../projections/views.ts';

/** What is behind the GraphQL types whose fields are not those of the object behind them. */
export type DiskAtMoment = DiskView & { readonly at: string };
export type JobAtMoment = JobView & { readonly at: string };
export type FilesystemUsage = DiskEventOf<'DiskMeasured'>['data']['filesystems'][number];

export type DiskPage = Page<DiskView>;
export type JobPage = Page<JobView>;
export type JobAtMomentPage = Page<JobAtMoment>;
export type HostPage = Page<HostView>;
export type StorageDomainPage = Page<StorageDomainView>;
export type StorageMountPage = Page<StorageMount>;
export type MountPage = Page<Mount>;
export type BlockDevicePage = Page<BlockDevice>;
export type ActivityPage = Page<ActivityView>;
