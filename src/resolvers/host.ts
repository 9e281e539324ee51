import { fingerprintOf } from '../common/fingerprint.ts';
import { canSparsify } from '../domain/host/can-sparsify.ts';
import { labelList } from '../domain/labels.ts';
import type { StorageMount } from '../domain/storage-domain/events.ts';
import { jobsOnHost } from '../projections/query/all-of.ts';
import { pageOfArray } from '../projections/query/page-of-array.ts';
import type { Page, PageArgs } from '../projections/views.ts';
import type {
  HostCapabilitiesResolvers,
  HostInventoryResolvers,
  HostKeyResolvers,
  HostResolvers,
  StorageDomainResolvers,
} from './schema-types.ts';

export const Host: HostResolvers = {
  state: ({ status }) => status,
  allowEmulation: ({ allowEmulation }) => allowEmulation !== false,
  address: ({ ssh }) => ssh?.address ?? null,
  hostKey: ({ ssh }) => ssh?.hostKey ?? null,
  refusedHostKey: ({ refusedKey }) => refusedKey,
  labels: ({ labels }) => labelList(labels),
  inventory: ({ observation }) => observation,
  scannedAt: ({ observedAt }) => observedAt,
  activeJobs: ({ id }, page, { views }) =>
    pageOfArray('activeJobs', jobsOnHost(views, id), (job) => `${job.requestedAt} ${job.id}`, page),
  jobs: ({ id }, { orderBy, ...page }, { views }) => views.jobs({ hostId: id }, orderBy, page),
  disks: ({ id }, { orderBy, ...page }, { views }) => views.disks({ hostId: id }, orderBy, page),
  storageDomains: ({ id }, page, { views }) => views.storageDomains(page, { hostId: id }),
  history: ({ id }, { orderBy, ...page }, { views }) => views.activity({ hostId: id }, orderBy, page),
};

export const HostKey: HostKeyResolvers = { fingerprint: fingerprintOf };

export const HostInventory: HostInventoryResolvers = {
  vms: ({ machines }) => machines,
  mounts: ({ mounts }, page) =>
    pageOfArray('mounts', mounts, ({ path, source }) => `${path}\0${source}`, page),
  blockDevices: ({ blockDevices }, page) =>
    pageOfArray('blockDevices', blockDevices, ({ path }) => path, page),
};

export const HostCapabilities: HostCapabilitiesResolvers = {
  canSparsify,
  canMeasure: ({ virtDf }) => virtDf,
  virtSparsifyVersion: ({ virtSparsify }) => virtSparsify?.version ?? null,
  virtSparsifyFeatures: ({ virtSparsify }) => virtSparsify?.features ?? [],
  qemuImgVersion: ({ qemuImg }) => qemuImg?.version ?? null,
  memory: ({ memoryBytes }) => memoryBytes,
  findings: ({ lacks }) => lacks,
  libvirtVersion: ({ libvirt }) => libvirt?.version ?? null,
  sg3UtilsVersion: ({ sg3Utils }) => sg3Utils?.version ?? null,
  rights: ({ rights }) => rights ?? null,
  user: ({ user }) => user ?? null,
  confinement: ({ confinement }) => confinement ?? null,
  recommendations: ({ recommends }) => recommends,
};

export const StorageDomain: StorageDomainResolvers = {
  labels: ({ labels }) => labelList(labels),
  mounts: ({ mounts }, page) => pageOfMounts(mounts, page),
  disks: ({ id }, { orderBy, ...page }, { views }) => views.disks({ storageDomainId: id }, orderBy, page),
  history: ({ id }, { orderBy, ...page }, { views }) =>
    views.activity({ storageDomainId: id }, orderBy, page),
};

/** A page of where hosts have a storage domain. */
export const pageOfMounts = (mounts: readonly StorageMount[], page: PageArgs): Page<StorageMount> =>
  pageOfArray('storageDomainMounts', mounts, ({ hostId, path }) => `${hostId} ${path}`, page);
