import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DiskCommand } from '../../../src/domain/disk/commands.ts';
import { decideDisk } from '../../../src/domain/disk/decide.ts';
import type { DiskEvent } from '../../../src/domain/disk/events.ts';
import { type DiskState, evolveDisk, initialDiskState } from '../../../src/domain/disk/state.ts';
import { type JobId, runIdOf } from '../../../src/domain/ids.ts';
import { facts, failure, image, options, result, retry, storageAccess } from './given-when-then.ts';

const jobId = fc.constantFrom<JobId[]>('job_1', 'job_2', 'job_3');
const attempt = fc.integer({ min: 1, max: 4 });
const aimed = fc.record({ jobId, attempt });

const command: fc.Arbitrary<DiskCommand> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<DiskCommand>({ type: 'RegisterDisk', facts, observed: { image } }) },
  fc.boolean().map((present): DiskCommand => ({ type: 'ObserveDisk', observed: { image: { present } } })),
  fc.constant<DiskCommand>({ type: 'RemoveDisk', reason: null }),
  {
    weight: 3,
    arbitrary: jobId.map(
      (id): DiskCommand => ({
        type: 'RequestSparsify',
        jobId: id,
        options,
        idempotencyKey: null,
        storageAccess,
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: aimed.map(
      (at): DiskCommand => ({
        type: 'LockDisk',
        ...at,
        hostId: 'host_1',
        runId: runIdOf(at.jobId, at.attempt),
        allocatedBytes: 1,
        storageAccess,
      }),
    ),
  },
  { weight: 4, arbitrary: aimed.map((at): DiskCommand => ({ type: 'RecordStart', ...at })) },
  {
    weight: 2,
    arbitrary: aimed.map((at): DiskCommand => ({ type: 'RecordCompletion', result: { ...result, ...at } })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(aimed, fc.boolean(), fc.boolean()).map(
      ([at, retryable, begun]): DiskCommand => ({
        type: 'RecordFailure',
        jobId: at.jobId,
        attempt: begun ? at.attempt : null,
        failure: { ...failure, retryable },
        retry,
      }),
    ),
  },
  jobId.map((id): DiskCommand => ({ type: 'CancelSparsify', jobId: id, reason: null })),
  aimed.map((at): DiskCommand => ({ type: 'RecordCancellation', ...at, sizeBefore: null, sizeAfter: null })),
  aimed.map((at): DiskCommand => ({ type: 'RecordContactLost', ...at, message: 'No answer.' })),
  aimed.map((at): DiskCommand => ({ type: 'RecordContactRegained', ...at })),
);

const terminal = new Set<DiskEvent['type']>(['SparsifyCompleted', 'SparsifyFailed', 'SparsifyCanceled']);

/** All events that a sequence of commands leads to. */
function run(commands: readonly DiskCommand[]): { state: DiskState; events: DiskEvent[] } {
  const events: DiskEvent[] = [];
  let state = initialDiskState;
  for (const each of commands) {
    const decision = decideDisk(state, each);
    if (decision.outcome === 'REJECTED') continue;
    events.push(...decision.events);
    state = decision.events.reduce(evolveDisk, state);
  }
  return { state, events };
}

const holds = (property: (outcome: ReturnType<typeof run>) => void) =>
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60, size: 'max' }), (commands) => property(run(commands))),
    { numRuns: 2000 },
  );

test('no sequence of commands gives two live jobs on one disk', () =>
  holds(({ events }) => {
    let live: JobId | null = null;
    for (const event of events) {
      if (event.type === 'SparsifyRequested') {
        expect(live).toBeNull();
        live = event.data.jobId;
      }
      if (terminal.has(event.type)) live = null;
    }
  }));

test('no sequence of commands gives a job an event after its terminal one, or two terminal ones', () =>
  holds(({ events }) => {
    const ended = new Set<JobId>();
    for (const event of events) {
      if (!('jobId' in event.data)) continue;
      expect(ended.has(event.data.jobId)).toBe(false);
      if (terminal.has(event.type)) ended.add(event.data.jobId);
    }
  }));

test('no sequence of commands leaves a lock that the job can not be brought to end', () =>
  holds(({ state, events }) => {
    if (state.status === 'UNREGISTERED' || state.job === null) return;
    const { job } = state;
    const last = 'attempt' in job ? job.attempt.number : null;
    const decision = decideDisk(state, {
      type: 'RecordFailure',
      jobId: job.id,
      attempt: last,
      failure,
      retry,
    });
    if (decision.outcome === 'REJECTED')
      throw new Error(`The job cannot be ended: ${decision.rejection.type}`);
    expect(decision.events.at(-1)?.type).toBe('SparsifyFailed');
    expect([...events, ...decision.events].reduce(evolveDisk, initialDiskState)).toMatchObject({ job: null });
  }));

test('every lock is ended by the terminal event of its own job, and attempts are numbered without gap', () =>
  holds(({ events }) => {
    let holder: { jobId: JobId; attempt: number } | null = null;
    for (const event of events) {
      if (event.type === 'DiskLocked') {
        if (holder !== null) expect(event.data.jobId).toBe(holder.jobId);
        expect(event.data.attempt).toBe(holder === null ? 1 : holder.attempt + 1);
        holder = event.data;
      }
      if (holder !== null && terminal.has(event.type) && 'jobId' in event.data) {
        expect(event.data.jobId).toBe(holder.jobId);
        holder = null;
      }
    }
  }));

test('the sequences reach every kind of event of a job, so that the properties above are not empty', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60, size: 'max' }), (commands) => {
      for (const { type } of run(commands).events) seen.add(type);
    }),
    { numRuns: 3000, seed: 7 },
  );
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'SparsifyRequested',
      'DiskLocked',
      'SparsifyStarted',
      'SparsifyCompleted',
      'SparsifyFailed',
      'SparsifyRetryScheduled',
      'SparsifyCancelRequested',
      'SparsifyCanceled',
      'SparsifyContactLost',
      'SparsifyContactRegained',
      'DiskRemoved',
    ]),
  );
});
