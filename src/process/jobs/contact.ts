import type { Logger } from 'pino';
import { backoffDelay } from '../../common/backoff.ts';
import { sleep } from '../../common/sleep.ts';
import { HostUnreachable } from '../../hosts/host.ts';
import type { JobWithRun } from './active-job.ts';
import type { RecordStep } from './recorder.ts';
import type { ProcessSettings } from './settings.ts';

/** What a call of the host of an attempt needs to be repeated until it is answered. */
export interface ContactParts {
  readonly job: JobWithRun;
  readonly record: RecordStep;
  /** Whether an operator said that the host is down, and it has not answered since. */
  readonly isConfirmedDown: () => boolean;
  readonly settings: Pick<ProcessSettings, 'contact'>;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** The host of an attempt does not answer, and an operator said that it is down. */
export class HostIsDown extends Error {
  override readonly name = 'HostIsDown';
}

/** Tells that the host answers, before all that it is asked has been answered; resolves once that is recorded. */
export type Heard = () => Promise<void>;

/**
 * Asks the host until it answers, and records when contact is lost and regained; null once aborted. However long that takes,
 * the run may go on there: only an operator can know better. What hears of the host long before its answer says so by `heard`.
 * @throws HostIsDown
 */
export async function inContact<Answer>(
  { job, record, isConfirmedDown, settings, logger, signal }: ContactParts,
  ask: (heard: Heard) => Promise<Answer>,
): Promise<Answer | null> {
  const { id: jobId, attempt } = job;
  let failures = 0;
  let lost = job.contactLost;
  let told = Promise.resolve();
  const regained = () => record(job, { type: 'RecordContactRegained', jobId, attempt });
  const heard = () => {
    failures = 0;
    if (!lost) return told;
    lost = false;
    told = regained().then(
      () => undefined,
      (error: unknown) => {
        lost = true;
        logger.warn({ err: error, jobId }, 'that the host of a run answers again is recorded later');
      },
    );
    return told;
  };
  while (!signal.aborted) {
    try {
      const answer = await ask(heard);
      await told;
      if (lost) await regained();
      return answer;
    } catch (error) {
      if (!(error instanceof HostUnreachable)) throw error;
      failures += 1;
      logger.warn({ err: error, jobId, failures }, 'the host of the run does not answer');
      if (failures === 1) {
        await told;
        await record(job, { type: 'RecordContactLost', jobId, attempt, message: error.message });
        lost = true;
      }
      if (isConfirmedDown()) throw new HostIsDown(error.message);
      await sleep(backoffDelay(settings.contact, failures), signal);
    }
  }
  return null;
}

/** Records when the storage of a run stops and begins to answer, as its host reports. */
export function createStorageWatch({ job, record, logger }: Pick<ContactParts, 'job' | 'record' | 'logger'>) {
  const { id: jobId, attempt } = job;
  const message = 'The storage of the image gives no answer.';
  let known = false;
  let recorded = Promise.resolve();
  async function tell(hangs: boolean, after: Promise<void>): Promise<void> {
    await after;
    try {
      if (hangs) await record(job, { type: 'RecordContactLost', jobId, attempt, of: 'STORAGE', message });
      else await record(job, { type: 'RecordContactRegained', jobId, attempt });
    } catch (error) {
      logger.warn({ err: error, jobId }, 'what became of the storage of a run is recorded later');
      known = !hangs;
    }
  }
  /** `after`: what is recorded before that. */
  return (hangs: boolean, after: Promise<void>): void => {
    if (hangs === known) return;
    known = hangs;
    recorded = recorded.then(() => tell(hangs, after));
  };
}
