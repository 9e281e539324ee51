import type { ActivityFilter, DiskFilter, JobFilter } from '../projections/views.ts';
import { filterId, isDiskId, isHostId, isJobId, isStorageDomainId } from './ids.ts';
import type {
  ActivityFilter as ActivityFilterInput,
  ActivityType,
  DiskFilter as DiskFilterInput,
  SparsifyJobFilter as JobFilterInput,
} from './schema-types.ts';

type Given<Filter> = Filter | null | undefined;

/** The views' filter of disks for the one that the client gave. */
export const diskFilter = (filter: Given<DiskFilterInput>): DiskFilter => ({
  ...filter,
  storageDomainId: filterId(filter?.storageDomainId, isStorageDomainId, 'filter.storageDomainId', 'dom_'),
  hostId: filterId(filter?.hostId, isHostId, 'filter.hostId', 'host_'),
});

/** The views' filter of jobs for the one that the client gave. */
export const jobFilter = (filter: Given<JobFilterInput>): JobFilter => ({
  ...filter,
  diskId: filterId(filter?.diskId, isDiskId, 'filter.diskId', 'disk_'),
  hostId: filterId(filter?.hostId, isHostId, 'filter.hostId', 'host_'),
});

/** The views' filter of events for the one that the client gave. */
export const activityFilter = (filter: Given<ActivityFilterInput>): ActivityFilter => ({
  ...filter,
  types: filter?.types?.map(eventType) ?? null,
  diskId: filterId(filter?.diskId, isDiskId, 'filter.diskId', 'disk_'),
  jobId: filterId(filter?.jobId, isJobId, 'filter.jobId', 'job_'),
  hostId: filterId(filter?.hostId, isHostId, 'filter.hostId', 'host_'),
  storageDomainId: filterId(filter?.storageDomainId, isStorageDomainId, 'filter.storageDomainId', 'dom_'),
});

/** DISK_REGISTERED → DiskRegistered: the names that events are stored under. */
const eventType = (type: ActivityType): string =>
  type.toLowerCase().replace(/(?:^|_)(.)/g, (_match, first: string) => first.toUpperCase());
