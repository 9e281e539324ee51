import type { DiskEventOf } from '../domain/disk/events.ts';
import type { StorageDomainView } from '../projections/views.ts';

/** What stands behind the GraphQL type of the same name, where no other file has a name for it. */
export type FilesystemUsage = DiskEventOf<'DiskMeasured'>['data']['filesystems'][number];
export type StorageDomainMount = StorageDomainView['mounts'][number];
