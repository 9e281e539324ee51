import { expect } from 'vitest';
import type { DiskCommand, DiskRejection } from '../../../src/domain/disk/commands.ts';
import { decideDisk } from '../../../src/domain/disk/decide.ts';
import type { Reach, StorageAccess } from '../../../src/domain/disk/eligibility/storage-access.ts';
import type { DiskEvent, DiskEventOf, Failure, SparsifyOptions } from '../../../src/domain/disk/events.ts';
import type { DiskFacts } from '../../../src/domain/disk/facts.ts';
import type { DiskObservation } from '../../../src/domain/disk/observation.ts';
import { evolveDisk, initialDiskState } from '../../../src/domain/disk/state.ts';
import { nothingObserved } from '../../../src/domain/disk/upcast.ts';
import { type JobId, runIdOf } from '../../../src/domain/ids.ts';

/** Specifies the decider: given these events, when this command comes, then these events follow, or this refusal. */
export function given(...history: DiskEvent[]) {
  const state = history.reduce(evolveDisk, initialDiskState);
  return {
    when(command: DiskCommand) {
      const decision = decideDisk(state, command);
      return {
        then: (...events: DiskEvent[]) => expect(decision).toEqual({ outcome: 'ACCEPTED', events }),
        staysQuiet: () => expect(decision).toEqual({ outcome: 'ACCEPTED', events: [] }),
        isRefused: (rejection: Partial<DiskRejection> & Pick<DiskRejection, 'type'>) =>
          expect(decision).toMatchObject({ outcome: 'REJECTED', rejection }),
      };
    },
  };
}

export const job1: JobId = 'job_1';
export const job2: JobId = 'job_2';
const hostId = 'host_1';

export const facts: DiskFacts = {
  name: 'web-01',
  storageDomainId: 'dom_1',
  path: 'web-01.qcow2',
  format: 'QCOW2',
  formatBasis: 'DECLARED',
  allocation: 'THIN',
  allocationBasis: 'DECLARED',
  storageType: 'IMAGE',
  wipeAfterDelete: false,
};
export const observation: DiskObservation = {
  ...nothingObserved,
  virtualSize: 1 << 30,
  allocatedBytes: 300_000_000,
};
const { attachments: _, children: __, overlays: ___, contents: ____, ...image } = observation;

/** What a look at the image alone tells of that. */
export { image };
/** A host on which nothing stands in the way, as far as it goes. */
export const reach: Reach = {
  hostId,
  hostName: 'node-1',
  contact: 'IN_CONTACT',
  vms: 'KNOWN',
  findings: [],
  seesEveryProcess: true,
  directory: '/images',
  storage: null,
};
export const storageAccess: StorageAccess = {
  ...{ storageDomainName: 'images', allHostsRegistered: false },
  ...{ reach: [reach], derived: [] },
};
export const options: SparsifyOptions = {
  hostId: null,
  timeoutSeconds: null,
  acknowledgedWarnings: [],
  reason: null,
};
export const failure: Failure = {
  code: 'TOOL_FAILED',
  message: 'virt-sparsify ended with 1.',
  remedy: 'Look at the output.',
  outputTail: null,
  retryable: false,
};
export const passingFailure: Failure = { ...failure, code: 'RUN_LOST', retryable: true };
export const retry = { maxAttempts: 3, notBefore: '2026-11-22T12:00:00.000Z' };

export const registered: DiskEvent = { type: 'DiskRegistered', data: facts };
export const observed = (changes: Partial<DiskObservation> = {}): DiskEvent => ({
  type: 'DiskObserved',
  data: { ...observation, ...changes },
});
export const removed: DiskEvent = { type: 'DiskRemoved', data: { reason: null } };
export const requested = (jobId = job1, changes: Partial<SparsifyOptions> = {}): DiskEvent => ({
  type: 'SparsifyRequested',
  data: { jobId, options: { ...options, ...changes }, idempotencyKey: null },
});
export const locked = (attempt = 1, jobId = job1): DiskEvent => ({
  type: 'DiskLocked',
  data: { jobId, attempt, hostId, runId: runIdOf(jobId, attempt), allocatedBytes: 300_000_000 },
});
export const started = (attempt = 1, jobId = job1): DiskEvent => ({
  type: 'SparsifyStarted',
  data: { jobId, attempt, hostId, runId: runIdOf(jobId, attempt) },
});
export const result: DiskEventOf<'SparsifyCompleted'>['data'] = {
  jobId: job1,
  attempt: 1,
  outcome: 'RECLAIMED',
  sizeBefore: 300_000_000,
  sizeAfter: 1_000_000,
  reclaimed: 299_000_000,
  filesystems: [],
  warnings: [],
  explanation: '285 MiB given back.',
  durationSeconds: 12,
};
export const completed: DiskEvent = { type: 'SparsifyCompleted', data: result };
export const failed = (attempt: number | null = 1, why = failure): DiskEvent => ({
  type: 'SparsifyFailed',
  data: { jobId: job1, attempt, ...why },
});
export const retryScheduled = (attempt = 1): DiskEvent => ({
  type: 'SparsifyRetryScheduled',
  data: { jobId: job1, attempt, notBefore: retry.notBefore, ...passingFailure },
});
export const cancelRequested: DiskEvent = {
  type: 'SparsifyCancelRequested',
  data: { jobId: job1, reason: null },
};
export const canceled = (attempt: number | null, sizeBefore: number | null = null): DiskEvent => ({
  type: 'SparsifyCanceled',
  data: { jobId: job1, attempt, sizeBefore, sizeAfter: sizeBefore },
});
export const contactLost: DiskEvent = {
  type: 'SparsifyContactLost',
  data: { jobId: job1, attempt: 1, hostId, message: 'No answer.' },
};
export const contactRegained: DiskEvent = {
  type: 'SparsifyContactRegained',
  data: { jobId: job1, attempt: 1, hostId },
};

export const requestSparsify = (jobId = job1, changes: Partial<SparsifyOptions> = {}): DiskCommand => ({
  type: 'RequestSparsify',
  jobId,
  options: { ...options, ...changes },
  idempotencyKey: null,
  storageAccess,
});
export const lockDisk = (attempt = 1, jobId = job1): DiskCommand => ({
  type: 'LockDisk',
  jobId,
  attempt,
  hostId,
  runId: runIdOf(jobId, attempt),
  allocatedBytes: 300_000_000,
  storageAccess,
});
export const recordStart = (attempt = 1, jobId = job1): DiskCommand => ({
  type: 'RecordStart',
  jobId,
  attempt,
});
export const recordFailure = (attempt: number | null, why = failure): DiskCommand => ({
  type: 'RecordFailure',
  jobId: job1,
  attempt,
  failure: why,
  retry,
});
export const cancelSparsify = (jobId = job1): DiskCommand => ({
  type: 'CancelSparsify',
  jobId,
  reason: null,
});
export const recordCancellation = (attempt = 1, sizeBefore: number | null = null): DiskCommand => ({
  type: 'RecordCancellation',
  jobId: job1,
  attempt,
  sizeBefore,
  sizeAfter: sizeBefore,
});
