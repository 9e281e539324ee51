import type { JobNode } from '../../src/cli/client/documents.ts';

/** A job as the API gives it, just accepted, with what a test cares about in place. */
export const aJob = (but: Partial<JobNode> = {}): JobNode => ({
  id: 'job_1',
  status: 'REQUESTED',
  disk: { id: 'disk_1', name: 'web.qcow2', path: 'web.qcow2' },
  waitingFor: null,
  requestedBy: { kind: 'USER', id: 'ada' },
  reason: null,
  requestedAt: '2026-11-22T07:43:10.000Z',
  startedAt: null,
  finishedAt: null,
  durationSeconds: null,
  acknowledgedWarnings: [],
  attempts: [],
  progress: null,
  result: null,
  failure: null,
  ...but,
});

/** A job whose tool runs, in a phase. */
export const aRunningJob = (progress: Partial<NonNullable<JobNode['progress']>> = {}): JobNode =>
  aJob({
    status: 'RUNNING',
    startedAt: '2026-11-22T07:43:11.000Z',
    progress: {
      attempt: 1,
      phase: 'BOOTING',
      filesystemsDone: null,
      filesystemsTotal: null,
      bytesReclaimed: null,
      ...progress,
    },
  });

/** A job that gave space back. */
export const aCompletedJob = (result: Partial<NonNullable<JobNode['result']>> = {}): JobNode =>
  aJob({
    status: 'COMPLETED',
    finishedAt: '2026-11-22T07:43:25.000Z',
    durationSeconds: 14,
    result: {
      outcome: 'RECLAIMED',
      ...{ basis: 'ALLOCATED_BLOCKS', measured: true, discarded: null, poolFreed: null },
      sizeBefore: '315621376',
      sizeAfter: '1520435',
      reclaimed: '314100941',
      filesystems: [
        { device: '/dev/sda', type: 'ext4', outcome: 'TRIMMED', trimmed: '1020674048', reason: null },
      ],
      warnings: [],
      explanation: 'Space was given back.',
      ...result,
    },
  });
