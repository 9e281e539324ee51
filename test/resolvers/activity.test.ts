import { describe, expect, it } from 'vitest';
import type { DiskEvent, Failure } from '../../src/domain/disk/events.ts';
import { nothingObserved } from '../../src/domain/disk/upcast.ts';
import type { HostEvent } from '../../src/domain/host/events.ts';
import type { StorageDomainEvent } from '../../src/domain/storage-domain/events.ts';
import { toActivity } from '../../src/projections/fold/activity-view.ts';
import { summary } from '../../src/resolvers/activity/summary.ts';
import { newEvent, recorded } from '../projections/events.ts';
import { run } from '../support/run-operation.ts';
import { at, domainId, hostId, jobId, seededServices } from '../support/seeded-services.ts';

const failure: Failure = {
  code: 'TOOL_FAILED',
  message: 'virt-sparsify ended with 1',
  remedy: 'See its output.',
  outputTail: 'oops',
  retryable: true,
};
const attempt = { jobId, attempt: 1, hostId } as const;
const run1 = { ...attempt, runId: 'job_1.1' } as const;
const facts = {
  name: 'web',
  storageDomainId: domainId,
  path: 'web.qcow2',
  format: 'QCOW2',
  formatBasis: 'DECLARED',
  allocation: 'THIN',
  allocationBasis: 'DECLARED',
  storageType: 'IMAGE',
  wipeAfterDelete: false,
} as const;
const observation = {
  ...nothingObserved,
  virtualSize: 1_073_741_824,
  allocatedBytes: 314_572_800,
  attachments: [{ vmId: 'v', vmName: 'vm', hostId, state: 'SHUT_OFF' }],
  backing: 'base.qcow2',
  internalSnapshots: ['s1'],
} as const;
const completed = {
  jobId,
  attempt: 1,
  outcome: 'RECLAIMED',
  sizeBefore: 314_572_800,
  sizeAfter: 10_485_760,
  reclaimed: 304_087_040,
  filesystems: [{ device: '/dev/sda1', type: 'ext4', outcome: 'TRIMMED', trimmedBytes: 1024, reason: null }],
  warnings: [],
  explanation: 'All was trimmed.',
  durationSeconds: 12,
} as const;
const capabilities = {
  virtSparsify: { version: '1.48.4', features: ['in-place'] },
  qemuImg: { version: '7.2' },
  virtDf: true,
  acceleration: 'EMULATION',
  cores: 2,
  memoryBytes: 1,
  lacks: [],
  libvirt: null,
  sg3Utils: null,
  seesEveryProcess: true,
  recommends: [],
} as const;

describe('the summary of', () => {
  it.each<[DiskEvent | HostEvent | StorageDomainEvent, string]>([
    [{ type: 'DiskRegistered', data: facts }, 'Disk "web" was registered: web.qcow2, QCOW2.'],
    [
      { type: 'DiskUpdated', data: { name: 'db', wipeAfterDelete: false } },
      'The disk was changed: its name is "db", its blocks are not to be wiped when it is deleted.',
    ],
    [
      { type: 'DiskUpdated', data: { labels: { team: 'web', tier: '' } } },
      'The disk was changed: its labels are team=web, tier=.',
    ],
    [{ type: 'DiskUpdated', data: { labels: {} } }, 'The disk was changed: its labels are (none).'],
    [
      { type: 'StorageDomainUpdated', data: { maxRuns: 2, labels: { tier: 'gold' } } },
      'The storage domain may have 2 runs at once, and has the labels tier=gold.',
    ],
    [
      { type: 'StorageDomainUpdated', data: { maxRuns: null, labels: {}, allHostsRegistered: true } },
      'The storage domain may have as many runs at once as storage of its kind, and has the labels (none). All hosts that can use it are registered, as an operator declared.',
    ],
    [
      { type: 'DiskUpdated', data: { format: 'RAW', formatBasis: 'DECLARED' } },
      'The disk was changed: its format is RAW, as an operator says.',
    ],
    [
      { type: 'DiskObserved', data: observation },
      'The image was found to take 300 MiB of 1.00 GiB. It is attached to "vm", which is shut off.',
    ],
    [
      { type: 'DiskObserved', data: { ...observation, present: false, attachments: null } },
      'The image was not found where the catalogue says.',
    ],
    [
      {
        type: 'DiskObserved',
        data: { ...observation, corrupt: true, dirty: true, writable: false, attachments: [] },
      },
      'The image was found to take 300 MiB of 1.00 GiB, is marked as corrupt, was not closed, may not be written. No virtual machine has it.',
    ],
    [
      {
        type: 'DiskObserved',
        data: {
          ...nothingObserved,
          unreadable: 'Permission denied',
          attachments: [
            { vmId: 'v', vmName: 'a', hostId, state: 'RUNNING' },
            { vmId: 'w', vmName: 'b', hostId, state: 'SUSPENDED_TO_DISK' },
          ],
        },
      },
      'The image could not be read (Permission denied). It is attached to "a", which is running; "b", which is suspended to disk.',
    ],
    [
      { type: 'DiskMeasured', data: { filesystems: [], reclaimableBytes: 1_572_864 } },
      'Used space was measured: about 1.50 MiB can be reclaimed.',
    ],
    [{ type: 'DiskRemoved', data: { reason: null } }, 'The disk was removed from the catalogue.'],
    [
      {
        type: 'SparsifyRequested',
        data: {
          jobId,
          idempotencyKey: null,
          options: { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: 'disk full' },
        },
      },
      'A sparsify was requested: disk full.',
    ],
    [
      { type: 'DiskLocked', data: { ...run1, allocatedBytes: 314_572_800 } },
      'The disk was locked for attempt 1; its image takes 300 MiB.',
    ],
    [{ type: 'SparsifyStarted', data: run1 }, 'virt-sparsify was started on host_1, attempt 1.'],
    [
      { type: 'SparsifyCompleted', data: completed },
      'The sparsify reclaimed 290 MiB: 300 MiB before, 10.0 MiB after.',
    ],
    [
      {
        type: 'SparsifyCompleted',
        data: {
          ...completed,
          outcome: 'PARTIAL',
          filesystems: [
            { device: '/dev/sda2', type: 'ntfs', outcome: 'SKIPPED', trimmedBytes: null, reason: 'dirty' },
          ],
        },
      },
      'The sparsify reclaimed 290 MiB, and skipped /dev/sda2: 300 MiB before, 10.0 MiB after.',
    ],
    [
      {
        type: 'SparsifyCompleted',
        data: {
          ...completed,
          outcome: 'PARTIAL',
          filesystems: [
            {
              device: '/dev/sda2',
              type: 'ntfs',
              outcome: 'TRIMMED_WHILE_HIBERNATED',
              trimmedBytes: 5,
              reason: 'Windows is hibernated',
            },
          ],
        },
      },
      'The sparsify reclaimed 290 MiB, trimmed /dev/sda2 though the guest is hibernated and must not resume: 300 MiB before, 10.0 MiB after.',
    ],
    [
      {
        type: 'SparsifyCompleted',
        data: { ...completed, outcome: 'NOTHING_TO_RECLAIM', explanation: 'There is no filesystem' },
      },
      'The sparsify found nothing to reclaim: There is no filesystem.',
    ],
    [
      {
        type: 'SparsifyCompleted',
        data: {
          ...completed,
          ...{ outcome: 'DISCARDED', basis: 'DISCARDED_ONLY', discarded: 3_435_973_837 },
          ...{ sizeAfter: 314_572_800, reclaimed: 0 },
        },
      },
      'The sparsify discarded 3.20 GiB; how much of it the storage took back cannot be measured.',
    ],
    [
      {
        type: 'SparsifyCompleted',
        data: {
          ...completed,
          ...{ outcome: 'PARTIAL', basis: 'DISCARDED_ONLY', discarded: 1024, reclaimed: 0 },
          filesystems: [
            { device: '/dev/sda2', type: 'ntfs', outcome: 'SKIPPED', trimmedBytes: null, reason: 'dirty' },
          ],
        },
      },
      'The sparsify discarded 1.00 KiB; how much of it the storage took back cannot be measured; it skipped /dev/sda2.',
    ],
    [
      { type: 'SparsifyFailed', data: { jobId, attempt: 2, ...failure } },
      'The sparsify failed in attempt 2: virt-sparsify ended with 1.',
    ],
    [
      { type: 'SparsifyRetryScheduled', data: { jobId, attempt: 1, notBefore: at, ...failure } },
      `Attempt 1 failed: virt-sparsify ended with 1. The next starts at ${at} or later.`,
    ],
    [
      { type: 'SparsifyCancelRequested', data: { jobId, reason: 'Not now!' } },
      'The sparsify was asked to stop: Not now!',
    ],
    [
      { type: 'SparsifyCanceled', data: { jobId, attempt: null, sizeBefore: null, sizeAfter: null } },
      'The sparsify was canceled before it began.',
    ],
    [
      { type: 'SparsifyCanceled', data: { jobId, attempt: 1, sizeBefore: 2048, sizeAfter: 1024 } },
      'The sparsify was canceled in attempt 1: 2.00 KiB before, 1.00 KiB after.',
    ],
    [
      { type: 'SparsifyContactLost', data: { ...attempt, message: 'no route' } },
      'host_1 stopped answering during attempt 1; the run goes on there. no route.',
    ],
    [{ type: 'SparsifyContactRegained', data: attempt }, 'host_1 answers again, attempt 1 is followed.'],
    [{ type: 'HostRegistered', data: { name: 'here', transport: 'LOCAL' } }, 'Host "here" was registered.'],
    [{ type: 'HostProbed', data: capabilities }, 'The host was probed: it can sparsify, with EMULATION.'],
    [
      { type: 'HostProbed', data: { ...capabilities, lacks: [{ what: 'virt-sparsify', remedy: '' }] } },
      'The host was probed: it lacks virt-sparsify.',
    ],
    [
      { type: 'StorageDomainRegistered', data: { name: 'images', kind: 'DIRECTORY', mounts: [] } },
      'Storage domain "images" was registered.',
    ],
  ])('$type is a plain sentence: %#', ({ type, data }, sentence) => {
    expect(summary(toActivity(recorded('disk-disk_1', newEvent(type, data), 0)))).toBe(sentence);
  });
});

describe('an event of the history', () => {
  it('has its own type with typed fields, its author, its disk, its job and a cursor', async () => {
    const services = await seededServices();
    await services.putHost();
    await services.putDisk();
    await services.given('disk-disk_1', { type: 'DiskObserved', data: observation });
    await services.putJob({ status: 'COMPLETED' });
    const { data, errors } = await run(
      services,
      `{ activity(filter: { types: [DISK_OBSERVED, DISK_LOCKED, SPARSIFY_COMPLETED] }, first: 3) { nodes {
        __typename id cursor occurredAt actor { kind id } disk { name } job { id } causedBy { id }
        ... on DiskLocked { attempt host { name } sizeBefore }
        ... on SparsifyCompleted { attempt result { outcome reclaimed } }
        ... on DiskObserved { actualSize backingPath internalSnapshots attachments { vmName host { name } }
          derivedDisks { nodes { id } } overlays formatName corrupt writable }
      } } }`,
    );
    expect(errors).toBeUndefined();
    const common = {
      id: expect.stringMatching(/^act_/),
      cursor: expect.any(String),
      occurredAt: at,
      actor: { kind: 'USER', id: 'local' },
      disk: { name: 'web' },
      causedBy: null,
    };
    const job = { id: 'job_1' };
    expect(data?.activity).toEqual({
      nodes: [
        {
          __typename: 'SparsifyCompleted',
          ...common,
          job,
          attempt: 1,
          result: { outcome: 'RECLAIMED', reclaimed: '3000' },
        },
        { __typename: 'DiskLocked', ...common, job, attempt: 1, host: { name: 'here' }, sizeBefore: '5000' },
        {
          __typename: 'DiskObserved',
          ...common,
          job: null,
          actualSize: '314572800',
          backingPath: 'base.qcow2',
          internalSnapshots: ['s1'],
          attachments: [{ vmName: 'vm', host: { name: 'here' } }],
          derivedDisks: { nodes: [] },
          overlays: [],
          formatName: null,
          corrupt: null,
          writable: null,
        },
      ],
    });
  });

  it('names the event that led to it', async () => {
    const services = await seededServices();
    await services.putDisk({ observation: null });
    const first = services.views.activity({}, 'DESC', { first: 1 }).edges[0]?.node.eventId;
    await services.given('disk-disk_1', {
      type: 'DiskRemoved',
      data: { reason: null },
      ...(first && { causationId: first }),
    });
    const { data } = await run(
      services,
      '{ activity(first: 1) { nodes { causedBy { id causedBy { id } } } } }',
    );
    expect(data?.activity).toEqual({ nodes: [{ causedBy: { id: `act_${first}`, causedBy: null } }] });
  });

  it('of a host or a storage domain names that, and no disk', async () => {
    const services = await seededServices();
    await services.putHost({ capabilities });
    await services.putDomain();
    await services.given('storageDomain-dom_1', { type: 'StorageDomainRemoved', data: { reason: 'old' } });
    const { data } = await run(
      services,
      `{ activity(orderBy: ASC) { nodes { disk { id }
           ... on HostProbed { host { id } capabilities { canSparsify } }
           ... on StorageDomainRegistered { storageDomain { id } }
           ... on StorageDomainRemoved { storageDomain { id removedAt } reason } } } }`,
    );
    expect(data?.activity).toEqual({
      nodes: [
        { disk: null },
        { disk: null, host: { id: 'host_1' }, capabilities: { canSparsify: true } },
        { disk: null, storageDomain: { id: 'dom_1' } },
        { disk: null, storageDomain: { id: 'dom_1', removedAt: at }, reason: 'old' },
      ],
    });
  });
});
