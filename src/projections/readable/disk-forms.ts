import { z } from 'zod';
import type { Attachment } from '../../domain/disk/attachments.ts';
import type { DiskArea, DiskContents, VolumeGroup } from '../../domain/disk/contents.ts';
import type {
  DiskEventOf,
  DiskEventType,
  Failure,
  FilesystemResult,
  SparsifyOptions,
} from '../../domain/disk/events.ts';
import type { ImageFault } from '../../domain/disk/image-fault.ts';
import type { BackingFile } from '../../domain/disk/observation.ts';
import type { SparsifyProgress } from '../../domain/job/progress.ts';
import { bytes, count, difference, finite, flag, form, listOf, moment, text, texts } from './forms.ts';

const attachment = form<Attachment>({ vmId: text, vmName: text, hostId: text, state: text });

const options = form<SparsifyOptions>({
  hostId: text.nullable(),
  timeoutSeconds: count.nullable(),
  acknowledgedWarnings: texts,
  reason: text.nullable(),
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

/** What the views and the API need of the data of each event of a disk. */
export const diskForms: Readonly<Record<DiskEventType, z.ZodType>> = {
  DiskRegistered: form<DiskEventOf<'DiskRegistered'>['data']>({
    name: text,
    storageDomainId: text,
    path: text,
    format: text,
    formatBasis: text,
    allocation: text,
    allocationBasis: text,
    storageType: text,
    wipeAfterDelete: flag,
  }),
  DiskUpdated: form<DiskEventOf<'DiskUpdated'>['data']>({
    name: text.optional(),
    format: text.optional(),
    formatBasis: text.optional(),
    allocation: text.optional(),
    wipeAfterDelete: flag.optional(),
  }),
  DiskObserved: form<DiskEventOf<'DiskObserved'>['data']>({
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
    attachments: listOf(attachment).nullable(),
    children: texts,
    overlays: texts,
  }),
  DiskMeasured: form<DiskEventOf<'DiskMeasured'>['data']>({
    filesystems: listOf(form<{ device: string; usedBytes: number }>({ device: text, usedBytes: bytes })),
    reclaimableBytes: bytes,
  }),
  DiskRemoved: form<DiskEventOf<'DiskRemoved'>['data']>({
    reason: text.nullable(),
    withStorageDomain: flag.optional(),
  }),
  SparsifyRequested: form<DiskEventOf<'SparsifyRequested'>['data']>({
    jobId: text,
    options,
    idempotencyKey: text.nullable(),
  }),
  DiskLocked: form<DiskEventOf<'DiskLocked'>['data']>({ ...ofAttempt, runId: text, allocatedBytes: bytes }),
  SparsifyStarted: form<DiskEventOf<'SparsifyStarted'>['data']>({ ...ofAttempt, runId: text }),
  SparsifyCompleted: form<DiskEventOf<'SparsifyCompleted'>['data']>({
    jobId: text,
    attempt: count,
    outcome: text,
    sizeBefore: bytes,
    sizeAfter: bytes,
    reclaimed: difference,
    filesystems: listOf(filesystem),
    warnings: texts,
    explanation: text,
    durationSeconds: finite,
  }),
  SparsifyFailed: form<DiskEventOf<'SparsifyFailed'>['data']>({
    jobId: text,
    attempt: count.nullable(),
    ...failure,
  }),
  SparsifyRetryScheduled: form<DiskEventOf<'SparsifyRetryScheduled'>['data']>({
    jobId: text,
    attempt: count,
    notBefore: moment,
    ...failure,
  }),
  SparsifyCancelRequested: form<DiskEventOf<'SparsifyCancelRequested'>['data']>({
    jobId: text,
    reason: text.nullable(),
  }),
  SparsifyCanceled: form<DiskEventOf<'SparsifyCanceled'>['data']>({
    jobId: text,
    attempt: count.nullable(),
    sizeBefore: bytes.nullable(),
    sizeAfter: bytes.nullable(),
  }),
  SparsifyContactLost: form<DiskEventOf<'SparsifyContactLost'>['data']>({ ...ofAttempt, message: text }),
  SparsifyContactRegained: form<DiskEventOf<'SparsifyContactRegained'>['data']>(ofAttempt),
};

/** The same of the events in the streams of progress, and of keys that make a request unique. */
export const jobForms = {
  SparsifyProgressed: form<SparsifyProgress>({
    attempt: count,
    phase: text,
    filesystemsDone: count.nullable(),
    filesystemsTotal: count.nullable(),
    bytesReclaimed: difference.nullable(),
  }),
  IdempotencyKeyTaken: form<{ diskId: string; options: SparsifyOptions }>({ diskId: text, options }),
};
