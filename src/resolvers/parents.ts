import type { DiskEventOf } from '../domain/disk/events.ts';
import type { VolumeGroupFacts } from '../domain/storage-domain/volume-group.ts';
import type { DiskView, JobView } from '../projections/views.ts';

/** What is behind the GraphQL types whose fields are not those of the object behind them. */
export type DiskAtMoment = DiskView & { readonly at: string };
export type JobAtMoment = JobView & { readonly at: string };
export type FilesystemUsage = DiskEventOf<'DiskMeasured'>['data']['filesystems'][number];
export type PhysicalVolume = VolumeGroupFacts['physicalVolumes'][number];
