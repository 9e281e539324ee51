import { allocationOf } from '../../domain/disk/allocation.ts';
import { diskStatus } from '../../domain/disk/disk-status.ts';
import type { DiskResolvers } from '../schema-types.ts';
import { activeJob } from './active-job.ts';
import { backingDisk } from './backing-disk.ts';
import { derivedDisks } from './derived-disks.ts';
import { history } from './history.ts';
import { jobs } from './jobs.ts';
import { sparsifiability } from './sparsifiability.ts';
import { storageDomain } from './storage-domain.ts';

export const Disk: DiskResolvers = {
  storageDomain,
  allocation: (disk) => allocationOf(disk, disk.observation),
  virtualSize: ({ observation }) => observation?.virtualSize ?? null,
  actualSize: ({ observation }) => observation?.allocatedBytes ?? null,
  attachments: ({ observation }) => observation?.attachments ?? null,
  backingPath: ({ observation }) => observation?.backing ?? null,
  backingChain: ({ observation }) => observation?.backingChain ?? null,
  backingDisk,
  derivedDisks,
  overlays: ({ observation }) => observation?.overlays ?? null,
  internalSnapshots: ({ observation }) => observation?.internalSnapshots ?? null,
  formatName: ({ observation }) => observation?.formatName ?? null,
  encrypted: ({ observation }) => observation?.encrypted ?? null,
  corrupt: ({ observation }) => observation?.corrupt ?? null,
  dirty: ({ observation }) => observation?.dirty ?? null,
  writable: ({ observation }) => observation?.writable ?? null,
  inode: ({ observation }) => observation?.inode ?? null,
  refcounts: ({ observation }) => observation?.refcounts ?? null,
  formatVersion: ({ observation }) => observation?.formatVersion ?? null,
  contents: ({ observation }) => observation?.contents ?? null,
  unreadable: ({ observation }) => observation?.unreadable ?? null,
  status: diskStatus,
  sparsifiability,
  activeJob,
  jobs,
  history,
};
