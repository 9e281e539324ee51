import { z } from 'zod';
import type { Attachment } from '../../domain/disk/attachments.ts';
import type { DiskArea, DiskContents, VolumeGroup } from '../../domain/disk/contents.ts';
import {
  type DiskEvent,
  type Failure,
  type FilesystemResult,
  type SparsifyOptions,
  sizeBases,
} from '../../domain/disk/events.ts';
import type { IdempotencyKeyTaken } from '../../domain/disk/idempotency-key.ts';
import type { ImageFault } from '../../domain/disk/image-fault.ts';
import type { BackingFile } from '../../domain/disk/observation.ts';
import type { ThinPoolFacts, VolumeFacts } from '../../domain/disk/volume.ts';
import type { SparsifyProgress } from '../../domain/job/progress.ts';
import {
  bytes,
  count,
  difference,
  eventForms,
  finite,
  flag,
  form,
  labels,
  listOf,
  moment,
  text,
  texts,
} from './forms.ts';

const attachment = form<Attachment>({
  vmId: text,
  vmName: text,
  hostId: text,
  state: text,
  labels: labels.optional(),
});

const options = form<SparsifyOptions>({
  hostId: text.nullable(),
  timeoutSeconds: count.nullable(),
  acknowledgedWarnings: texts,
  reason: text.nullable(),
  priority: text.optional(),
});

const filesystem = form<FilesystemResult>({
  device: text,
  type: text,
  outcome: text,
  trimmedBytes: bytes.nullable(),
  reason: text.nullable(),
});

const failure = {
  code: text,
  message: text,
  remedy: text,
  outputTail: text.nullable(),
  retryable: flag,
} satisfies { readonly [Field in keyof Failure]: z.ZodType };

const ofAttempt = { jobId: text, attempt: count, hostId: text };

const contents = form<DiskContents>({
  imageVersion: text,
  partitionTable: text,
  sectorSize: bytes.nullable(),
  areas: listOf(
    form<DiskArea>({
      device: text,
      offset: bytes.nullable(),
      size: bytes,
      partitionType: text.nullable(),
      kind: text,
      type: text.nullable(),
      state: text.nullable(),
    }),
  ),
  volumeGroups: listOf(
    form<VolumeGroup>({
      name: text,
      uuid: text,
      physicalVolumes: count,
      missing: texts,
      incompleteVolumes: texts,
    }),
  ),
});

const volume = form<VolumeFacts>({
  id: text,
  kind: z.enum(['THICK', 'THIN', 'OTHER']),
  layout: text,
  oldSnapshots: count,
  isOldSnapshot: flag,
  sharesChunks: flag,
  holdsPhysicalVolume: flag,
  guarded: flag,
  readOnly: flag,
  pool: form<ThinPoolFacts>({
    name: text,
    discards: z.enum(['ignore', 'nopassdown', 'passdown']),
    health: text.nullable(),
  }).nullable(),
  physicalVolumes: texts,
});

/** What the views and the API need of the data of each event of a disk. */
export const diskForms = eventForms<DiskEvent>({
  DiskRegistered: {
    name: text,
    storageDomainId: text,
    path: text,
    format: text,
    formatBasis: text,
    allocation: text,
    allocationBasis: text,
    storageType: text,
    wipeAfterDelete: flag,
    labels: labels.optional(),
  },
  DiskUpdated: {
    name: text.optional(),
    format: text.optional(),
    formatBasis: text.optional(),
    allocation: text.optional(),
    wipeAfterDelete: flag.optional(),
    labels: labels.optional(),
  },
  DiskObserved: {
    present: flag,
    virtualSize: bytes.nullable(),
    allocatedBytes: bytes.nullable(),
    backing: text.nullable(),
    backingChain: listOf(form<BackingFile>({ path: text, format: text })).nullable(),
    internalSnapshots: texts,
    formatName: text.nullable(),
    encrypted: flag.nullable(),
    corrupt: flag.nullable(),
    dirty: flag.nullable(),
    writable: flag.nullable(),
    inode: text.nullable(),
    provisioned: z.enum(['THIN', 'PREALLOCATED', 'UNKNOWN']).nullable(),
    declaredAllocation: z.enum(['THIN', 'PREALLOCATED']).nullable(),
    refcounts: z.enum(['WHOLE', 'BROKEN', 'UNCHECKED']).nullable(),
    unreadable: text.nullable(),
    formatVersion: text.nullable(),
    contents: contents.nullable(),
    fault: form<ImageFault>({ code: text, path: text, detail: text.nullable() }).nullable(),
    volume: volume.nullish(),
    attachments: listOf(attachment).nullable(),
    children: texts,
    overlays: texts,
  },
  DiskMeasured: {
    filesystems: listOf(form<{ device: string; usedBytes: number }>({ device: text, usedBytes: bytes })),
    reclaimableBytes: bytes,
  },
  DiskRemoved: { reason: text.nullable(), withStorageDomain: flag.optional() },
  SparsifyRequested: { jobId: text, options, idempotencyKey: text.nullable() },
  DiskLocked: {
    ...{ ...ofAttempt, runId: text, allocatedBytes: bytes },
    ...{ chosen: text.optional(), bootId: text.optional() },
  },
  SparsifyStarted: { ...ofAttempt, runId: text, bootId: text.optional() },
  SparsifyCompleted: {
    jobId: text,
    attempt: count,
    outcome: text,
    sizeBefore: bytes,
    sizeAfter: bytes,
    reclaimed: difference,
    basis: z.enum(sizeBases).optional(),
    discarded: bytes.nullish(),
    poolFreed: difference.nullish(),
    filesystems: listOf(filesystem),
    warnings: texts,
    explanation: text,
    durationSeconds: finite,
  },
  SparsifyFailed: { jobId: text, attempt: count.nullable(), ...failure },
  SparsifyRetryScheduled: { jobId: text, attempt: count, notBefore: moment, ...failure },
  SparsifyCancelRequested: { jobId: text, reason: text.nullable() },
  SparsifyCanceled: {
    jobId: text,
    attempt: count.nullable(),
    sizeBefore: bytes.nullable(),
    sizeAfter: bytes.nullable(),
  },
  SparsifyContactLost: { ...ofAttempt, message: text, of: text.optional() },
  SparsifyContactRegained: { ...ofAttempt, of: text.optional() },
});

/** The same of the progress of jobs. */
export const progressForms = eventForms<{
  readonly type: 'SparsifyProgressed';
  readonly data: SparsifyProgress;
}>({
  SparsifyProgressed: {
    attempt: count,
    phase: text,
    filesystemsDone: count.nullable(),
    filesystemsTotal: count.nullable(),
    bytesReclaimed: difference.nullable(),
  },
});

/** The same of keys that make a request unique. */
export const keyForms = eventForms<IdempotencyKeyTaken>({ IdempotencyKeyTaken: { diskId: text, options } });
