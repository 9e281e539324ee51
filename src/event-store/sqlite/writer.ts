import { Worker } from 'node:worker_threads';
import {
  AppendOutcomeUnknown,
  EventIdConflict,
  EventStoreClosed,
  StoreOverloaded,
  WrongExpectedRevision,
} from '../errors.ts';
import { errorOfFault } from './fault.ts';
import type {
  Answer,
  FromWriter,
  Refusal,
  ToWriter,
  WriteRequest,
  WriterSettings,
  Written,
} from './protocol.ts';

/** More than any burst of requests that a server accepts; beyond it, appends are refused rather than piled up. */
const MAX_WAITING = 20_000;

interface Pending {
  readonly request: WriteRequest;
  readonly resolve: (written: Written) => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's end of the writing thread. */
export interface Writer {
  /** Settles once the request is on disk, or refused. */
  write(request: WriteRequest): Promise<Written>;
  /** Answers what is pending, calls `whenIdle`, and ends the thread. */
  close(whenIdle: () => void): Promise<void>;
}

/** Starts the thread that writes the store; `onCommitted` is called after each group that may have added events. */
export async function startWriter(settings: WriterSettings, onCommitted: () => void): Promise<Writer> {
  const { file } = settings;
  let queued: Pending[] = [];
  let posted: Pending[] = [];
  let flushing = false;
  let closed: Promise<void> | null = null;
  let thread: Promise<Worker> | null = null;
  let ready: Worker | null = null;

  function start(): Promise<Worker> {
    const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
      workerData: settings,
      name: 'event-store-writer',
      // Nothing in it lives longer than a group of appends; more room would only fill with garbage.
      resourceLimits: { maxYoungGenerationSizeMb: 3 },
    });
    return new Promise((resolve, reject) => {
      let crash: Error | null = null;
      worker.on('message', (message: FromWriter) => {
        switch (message.kind) {
          case 'OPEN':
            ready = worker;
            resolve(worker);
            return;
          case 'OPEN_FAILED':
            crash = errorOfFault(message.fault, file);
            return;
          case 'ANSWERS':
            settle(message.answers);
            return;
          default:
            message satisfies never;
        }
      });
      worker.on('error', (error) => {
        crash = error instanceof Error ? error : new Error(String(error));
      });
      worker.on('exit', (code) => {
        const wasReady = ready === worker;
        if (wasReady) ready = null;
        thread = null;
        const cause = crash ?? new Error(`its thread ended with code ${code}`);
        if (closed === null || !wasReady || posted.length > 0) fail(wasReady, cause);
        reject(cause);
      });
    });
  }

  function fail(wasReady: boolean, cause: Error): void {
    const error = wasReady ? new AppendOutcomeUnknown(file, cause.message, { cause }) : cause;
    const lost = posted;
    posted = [];
    for (const pending of lost) pending.reject(error);
    if (!wasReady) return;
    onCommitted();
    // What was not handed over yet is not lost: it goes to the next thread, which is started at once.
    flush();
  }

  function flush(): void {
    flushing = false;
    if (queued.length === 0) return;
    if (ready !== null) {
      post(ready);
      return;
    }
    thread ??= start();
    thread.then(post, (error: Error) => {
      const refused = queued;
      queued = [];
      for (const pending of refused) pending.reject(error);
    });
  }

  function post(worker: Worker): void {
    if (queued.length === 0) return;
    const batch = queued;
    queued = [];
    posted = posted.length === 0 ? batch : posted.concat(batch);
    worker.postMessage(batch.map((pending) => pending.request) satisfies ToWriter);
  }

  function settle(answers: readonly Answer[]): void {
    const answered = posted.splice(0, answers.length);
    let committed = false;
    for (const [index, pending] of answered.entries()) {
      const answer = answers[index];
      if (answer === undefined || 'kind' in answer) {
        pending.reject(errorOfRefusal(answer));
      } else {
        committed = true;
        pending.resolve(answer);
      }
    }
    if (committed) onCommitted();
  }

  function errorOfRefusal(refusal: Refusal | undefined): Error {
    switch (refusal?.kind) {
      case 'WRONG_EXPECTED_REVISION':
        return new WrongExpectedRevision(refusal.stream, refusal.expected, refusal.actual);
      case 'EVENT_ID_CONFLICT':
        return new EventIdConflict(refusal.stream, refusal.detail);
      case 'FAULT':
        return errorOfFault(refusal.fault, file);
      case undefined:
        return new AppendOutcomeUnknown(file, 'an answer is missing');
      default:
        return refusal satisfies never;
    }
  }

  function write(request: WriteRequest): Promise<Written> {
    if (closed !== null) return Promise.reject(new EventStoreClosed(file));
    const waiting = queued.length + posted.length;
    if (waiting >= MAX_WAITING) return Promise.reject(new StoreOverloaded(file, waiting));
    return enqueue(request);
  }

  function enqueue(request: WriteRequest): Promise<Written> {
    return new Promise((resolve, reject) => {
      queued.push({ request, resolve, reject });
      // One message for all that is appended in this turn of the event loop.
      if (!flushing) {
        flushing = true;
        setImmediate(flush);
      }
    });
  }

  async function end(whenIdle: () => void): Promise<void> {
    // Requests are answered in order: once this one is, all are.
    await enqueue({ kind: 'CHECK' }).catch(() => undefined);
    whenIdle();
    if (ready === null) return;
    const worker = ready;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('CLOSE' satisfies ToWriter);
    await exited;
  }

  thread = start();
  await thread;
  return {
    write,
    close: (whenIdle) => {
      closed ??= end(whenIdle);
      return closed;
    },
  };
}
