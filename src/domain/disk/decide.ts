import { accept, type Decision, reject } from '../decision.ts';
import type { JobId } from '../ids.ts';
import { noLabels } from '../labels.ts';
import { sameValue } from '../same-value.ts';
import { updatedFacts } from './allocation.ts';
import type { DiskCommand, DiskRejection } from './commands.ts';
import { eligibility } from './eligibility/eligibility.ts';
import type { StorageAccess } from './eligibility/storage-access.ts';
import type { DiskEvent, SparsifyOptions } from './events.ts';
import type { CurrentAttempt, DiskState, KnownDisk, LiveJob, LockedJob } from './state.ts';
import { withObserved } from './with-observed.ts';

type DiskDecision = Decision<DiskEvent, DiskRejection>;
type CommandOf<Type extends DiskCommand['type']> = Extract<DiskCommand, { type: Type }>;
type AttemptCommand = Extract<DiskCommand, { attempt: number }>;

const quiet: DiskDecision = accept();

/** The events that follow from a command, given the state of the disk. */
export function decideDisk(state: DiskState, command: DiskCommand): DiskDecision {
  if (command.type === 'RegisterDisk') return register(state, command);
  if (state.status === 'UNREGISTERED') return reject({ type: 'DiskNotFound' });
  switch (command.type) {
    case 'UpdateDisk':
      return ifRegistered(state, () => update(state, command));
    case 'ObserveDisk':
      return ifRegistered(state, () => {
        const observation = withObserved(state.observation, command.observed);
        return sameValue(state.observation, observation)
          ? quiet
          : accept({ type: 'DiskObserved', data: observation });
      });
    case 'MeasureDisk':
      return ifRegistered(state, () => accept({ type: 'DiskMeasured', data: command.measured }));
    case 'RemoveDisk':
      return remove(state, command);
    case 'RequestSparsify':
      return request(state, command);
    case 'LockDisk':
      return lock(state, command);
    case 'RecordStart':
      return ofAttempt(state, command, (job, { hostId, runId }) =>
        job.status === 'RUNNING'
          ? quiet
          : accept({
              type: 'SparsifyStarted',
              data: {
                ...{ jobId: job.id, attempt: command.attempt, hostId, runId },
                ...(command.bootId && { bootId: command.bootId }),
              },
            }),
      );
    case 'RecordCompletion':
      return complete(state, command);
    case 'RecordFailure':
      return fail(state, command);
    case 'CancelSparsify':
      return cancel(state, command);
    case 'RecordCancellation':
      return recordCancellation(state, command);
    case 'RecordContactLost':
      return ofAttempt(state, command, (job, { contactLost, storageLost = false, hostId }) => {
        const { attempt, message, of } = command;
        return contactLost && storageLost === (of === 'STORAGE')
          ? quiet
          : accept({
              type: 'SparsifyContactLost',
              data: { jobId: job.id, attempt, hostId, message, ...(of && { of }) },
            });
      });
    case 'RecordContactRegained':
      return ofAttempt(state, command, (job, attempt) => accept(...contactRegained(job.id, attempt)));
    default:
      command satisfies never;
      return quiet;
  }
}

function register(state: DiskState, { facts, observed }: CommandOf<'RegisterDisk'>): DiskDecision {
  if (state.status === 'REGISTERED') return reject({ type: 'DiskAlreadyRegistered' });
  const registered: DiskEvent = { type: 'DiskRegistered', data: facts };
  return observed === null
    ? accept(registered)
    : accept<DiskEvent>(registered, { type: 'DiskObserved', data: withObserved(null, observed) });
}

function ifRegistered(state: KnownDisk, then: () => DiskDecision): DiskDecision {
  return state.status === 'REMOVED' ? reject({ type: 'DiskNotFound' }) : then();
}

function update(state: KnownDisk, { changes }: CommandOf<'UpdateDisk'>): DiskDecision {
  const known = { labels: noLabels, ...state.facts };
  return sameValue(updatedFacts(known, changes), known)
    ? quiet
    : accept({ type: 'DiskUpdated', data: changes });
}

function remove(state: KnownDisk, { type: _, ...removal }: CommandOf<'RemoveDisk'>): DiskDecision {
  if (state.status === 'REMOVED') return quiet;
  if (state.job !== null) return reject({ type: 'DiskBusy', jobId: state.job.id });
  return accept({ type: 'DiskRemoved', data: removal });
}

function request(state: KnownDisk, command: CommandOf<'RequestSparsify'>): DiskDecision {
  const { jobId, options, idempotencyKey } = command;
  const known = state.jobs.get(jobId);
  if (known !== undefined) {
    return sameValue(known.options, options) ? quiet : reject({ type: 'IdempotencyKeyReused', jobId });
  }
  const refusal = refusalOf(state, state.job?.id ?? null, command.storageAccess, options);
  return refusal === null
    ? accept({ type: 'SparsifyRequested', data: { jobId, options, idempotencyKey } })
    : reject(refusal);
}

/** Why a disk may not be sparsified now; null where it may, by what these options acknowledge. */
function refusalOf(
  { facts, observation, hibernated, status }: KnownDisk,
  activeJobId: JobId | null,
  storageAccess: StorageAccess,
  options: SparsifyOptions | undefined,
): DiskRejection | null {
  const removed = status === 'REMOVED';
  const question = { facts, observation, hibernated, removed, activeJobId, storageAccess };
  const { obstacles, warnings } = eligibility(question);
  if (activeJobId !== null && obstacles.length === 1) return { type: 'DiskBusy', jobId: activeJobId };
  if (obstacles.length > 0) return { type: 'DiskNotEligible', obstacles };
  const unacknowledged = warnings.filter(({ code }) => !options?.acknowledgedWarnings.includes(code));
  return unacknowledged.length > 0 ? { type: 'WarningsNotAcknowledged', warnings: unacknowledged } : null;
}

function lock(state: KnownDisk, command: CommandOf<'LockDisk'>): DiskDecision {
  const { type: _, storageAccess, ...locked } = command;
  const { jobId, attempt, hostId, runId } = locked;
  const { job } = state;
  if (job?.id !== jobId) return staleOrEnded(state, jobId);
  if ('attempt' in job) {
    return job.attempt.runId === runId && job.attempt.hostId === hostId
      ? quiet
      : reject({ type: 'StaleAttempt' });
  }
  if (attempt !== nextAttempt(job)) return reject({ type: 'StaleAttempt' });
  // The request could not acknowledge what was found only after it, such as a guest that was hibernated since.
  const refusal = refusalOf(state, null, storageAccess, state.jobs.get(jobId)?.options);
  return refusal === null ? accept({ type: 'DiskLocked', data: locked }) : reject(refusal);
}

function nextAttempt(job: Exclude<LiveJob, LockedJob>): number {
  return job.status === 'REQUESTED' ? 1 : job.attemptsMade + 1;
}

function complete(state: KnownDisk, { result }: CommandOf<'RecordCompletion'>): DiskDecision {
  return ofAttempt(state, result, (job, attempt) =>
    job.status === 'RUNNING'
      ? accept<DiskEvent>(...contactRegained(job.id, attempt), { type: 'SparsifyCompleted', data: result })
      : reject({ type: 'StaleAttempt' }),
  );
}

function fail(state: KnownDisk, command: CommandOf<'RecordFailure'>): DiskDecision {
  const { jobId, attempt, failure, retry } = command;
  const { job } = state;
  if (attempt === null) {
    if (job?.id !== jobId) return staleOrEnded(state, jobId);
    if ('attempt' in job) return reject({ type: 'StaleAttempt' });
    const lastAttempt = job.status === 'BACKING_OFF' ? job.attemptsMade : null;
    return accept({ type: 'SparsifyFailed', data: { jobId, attempt: lastAttempt, ...failure } });
  }
  return ofAttempt(state, { jobId, attempt }, (_, held) => {
    const again = failure.retryable && !held.cancelRequested && attempt < retry.maxAttempts;
    return accept<DiskEvent>(
      ...(failure.code === 'HOST_CONFIRMED_DOWN' ? [] : contactRegained(jobId, held)),
      again
        ? { type: 'SparsifyRetryScheduled', data: { jobId, attempt, notBefore: retry.notBefore, ...failure } }
        : { type: 'SparsifyFailed', data: { jobId, attempt, ...failure } },
    );
  });
}

function cancel(state: KnownDisk, { jobId, reason }: CommandOf<'CancelSparsify'>): DiskDecision {
  const { job } = state;
  if (job?.id !== jobId) {
    const known = state.jobs.get(jobId);
    if (known === undefined) return reject({ type: 'JobNotFound', jobId });
    return known.ended === 'CANCELED' ? quiet : reject({ type: 'JobAlreadyEnded', jobId });
  }
  const requested: DiskEvent = { type: 'SparsifyCancelRequested', data: { jobId, reason } };
  if ('attempt' in job) {
    return job.attempt.cancelRequested ? quiet : accept(requested);
  }
  const attempt = job.status === 'BACKING_OFF' ? job.attemptsMade : null;
  return accept<DiskEvent>(requested, {
    type: 'SparsifyCanceled',
    data: { jobId, attempt, sizeBefore: null, sizeAfter: null },
  });
}

function recordCancellation(state: KnownDisk, command: CommandOf<'RecordCancellation'>): DiskDecision {
  const { jobId, attempt, sizeBefore, sizeAfter } = command;
  return ofAttempt(state, command, (_, held) =>
    held.cancelRequested
      ? accept<DiskEvent>(...(command.hostIsDown ? [] : contactRegained(jobId, held)), {
          type: 'SparsifyCanceled',
          data: { jobId, attempt, sizeBefore, sizeAfter },
        })
      : reject({ type: 'StaleAttempt' }),
  );
}

/** Decides only for the attempt that holds the disk; nothing follows when that attempt has already ended the job. */
function ofAttempt(
  state: KnownDisk,
  { jobId, attempt }: Pick<AttemptCommand, 'jobId' | 'attempt'>,
  then: (job: LockedJob, attempt: CurrentAttempt) => DiskDecision,
): DiskDecision {
  const { job } = state;
  if (job?.id !== jobId) {
    return state.jobs.get(jobId)?.endedBy === attempt ? quiet : staleOrEnded(state, jobId);
  }
  if (!('attempt' in job)) return reject({ type: 'StaleAttempt' });
  return job.attempt.number === attempt ? then(job, job.attempt) : reject({ type: 'StaleAttempt' });
}

function staleOrEnded(state: KnownDisk, jobId: JobId): DiskDecision {
  return reject({ type: state.jobs.has(jobId) ? 'JobAlreadyEnded' : 'JobNotFound', jobId });
}

function contactRegained(jobId: JobId, attempt: CurrentAttempt): DiskEvent[] {
  const { number, hostId, contactLost, storageLost } = attempt;
  const data = { jobId, attempt: number, hostId, ...(storageLost && { of: 'STORAGE' as const }) };
  return contactLost ? [{ type: 'SparsifyContactRegained', data }] : [];
}
