import type { Logger } from 'pino';
import type { JobId } from '../../domain/ids.ts';
import type { SparsifyProgress } from '../../domain/job/progress.ts';
import { inEnvelope, systemOrigin } from '../../streams/envelope.ts';
import { progressStream } from '../../streams/names.ts';
import type { EventStore } from '../../streams/store.ts';

/** How often a job is reported on average, in milliseconds from one report to the next: little to write for a thousand running jobs. */
const averageGapMs = 500;

/** Reports that a job may make at once when none came lately: the tool writes few lines, and some of them close together. */
const atOnce = 4;

/** Reports that are kept of a job: enough for a subscriber that was disconnected for a moment. */
const keptPerJob = 20;

export type ProgressPublisher = ReturnType<typeof createProgressPublisher>;

/** Publishes the progress of a run to the job's own bounded stream. A report that cannot be written is dropped: the next follows soon. */
export function createProgressPublisher(
  store: Pick<EventStore, 'append' | 'setStreamMetadata'>,
  jobId: JobId,
  logger: Logger,
) {
  const stream = progressStream(jobId);
  let waiting: SparsifyProgress | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let usedUpTo = Number.NEGATIVE_INFINITY;
  let bounded = false;

  async function write(progress: SparsifyProgress): Promise<void> {
    const event = inEnvelope({ type: 'SparsifyProgressed', data: progress }, systemOrigin(new Date(), jobId));
    try {
      if (!bounded) await store.setStreamMetadata(stream, { maxCount: keptPerJob });
      bounded = true;
      await store.append(stream, [event], 'ANY');
    } catch (error) {
      logger.warn({ err: error, jobId }, 'progress was not published');
    }
  }

  function pump(): void {
    if (waiting === null || writing !== null || timer !== null) return;
    const gap = usedUpTo - (atOnce - 1) * averageGapMs - performance.now();
    if (gap > 0) {
      timer = setTimeout(() => {
        timer = null;
        pump();
      }, gap);
      return;
    }
    const progress = waiting;
    waiting = null;
    usedUpTo = Math.max(usedUpTo, performance.now()) + averageGapMs;
    writing = write(progress).finally(() => {
      writing = null;
      pump();
    });
  }

  return {
    /** Publishes at once, unless reports were many lately: then as soon as may be, and the newest replaces one that still waits. */
    publish(progress: SparsifyProgress): void {
      waiting = progress;
      pump();
    },
    /** Drops what still waits, and resolves when nothing is being written any more. */
    async end(): Promise<void> {
      waiting = null;
      if (timer !== null) clearTimeout(timer);
      await writing;
    },
  };
}
