import { GraphQLError } from 'graphql';
import type {
  ActivityFilter,
  DiskFilter,
  HostFilter,
  JobFilter,
  LabelFilter,
  StorageDomainFilter,
} from '../projections/views.ts';
import { filterId, isDiskId, isHostId, isJobId, isStorageDomainId } from './ids.ts';
import type {
  ActivityFilter as ActivityFilterInput,
  ActivityType,
  DiskFilter as DiskFilterInput,
  HostFilter as HostFilterInput,
  SparsifyJobFilter as JobFilterInput,
  StorageDomainFilter as StorageDomainFilterInput,
} from './schema-types.ts';

type Given<Filter> = Filter | null | undefined;

/** The views' filter of disks for the one that the client gave. */
export const diskFilter = (filter: Given<DiskFilterInput>): DiskFilter => ({
  ...filter,
  obstacles: filter?.obstacles?.filter((code) => code !== 'LOGICAL_VOLUME') ?? null,
  labels: labelFilters(filter?.labels, 'labels'),
  ...storageLabels(filter),
  storageDomainId: filterId(filter?.storageDomainId, isStorageDomainId, 'filter.storageDomainId', 'dom_'),
  hostId: filterId(filter?.hostId, isHostId, 'filter.hostId', 'host_'),
});

/** The views' filter of hosts for the one that the client gave. */
export const hostFilter = (filter: Given<HostFilterInput>): HostFilter => ({
  labels: labelFilters(filter?.labels, 'labels'),
});

/** The views' filter of storage domains for the one that the client gave. */
export const storageDomainFilter = (filter: Given<StorageDomainFilterInput>): StorageDomainFilter => ({
  hostId: filterId(filter?.hostId, isHostId, 'filter.hostId', 'host_'),
  labels: labelFilters(filter?.labels, 'labels'),
  hostLabels: labelFilters(filter?.hostLabels, 'hostLabels'),
});

/** Each label is a condition of the query, and of these SQLite takes only so many. */
const mostLabelFilters = 32;

const storageLabels = (filter: Given<DiskFilterInput | JobFilterInput>) => ({
  storageDomainLabels: labelFilters(filter?.storageDomainLabels, 'storageDomainLabels'),
  hostLabels: labelFilters(filter?.hostLabels, 'hostLabels'),
});

function labelFilters(labels: Given<readonly LabelFilter[]>, field: string): readonly LabelFilter[] | null {
  if (!labels || labels.length <= mostLabelFilters) return labels ?? null;
  throw new GraphQLError(
    `filter.${field} takes at most ${mostLabelFilters} labels; got ${labels.length}. Ask for fewer.`,
    { extensions: { code: 'BAD_USER_INPUT', argument: `filter.${field}` } },
  );
}

/** The views' filter of jobs for the one that the client gave. */
export const jobFilter = (filter: Given<JobFilterInput>): JobFilter => ({
  ...filter,
  diskLabels: labelFilters(filter?.diskLabels, 'diskLabels'),
  ...storageLabels(filter),
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
