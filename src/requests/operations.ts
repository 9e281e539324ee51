import { setTimeout } from 'node:timers/promises';
import { backoffDelay } from '../common/backoff.ts';
import { newOperationId } from '../common/ids.ts';
import { messageOf } from '../common/message-of.ts';
import { createSlots } from '../common/slots.ts';
import type { DiskId, OperationId } from '../domain/ids.ts';
import type { OperationFailure, OperationRequest } from '../domain/operation/events.ts';
import { handleOperationCommand } from '../streams/handle-command.ts';
import { untilViewsInclude } from '../streams/until-views-include.ts';
import type { RequestContext } from './context.ts';
import { done, type Outcome, type Refusal, refused } from './refusal.ts';
import type { Caller } from './requests.ts';

/** How soon the end of an operation that could not be recorded is recorded again. */
const endAgain = { initialMs: 100, maxMs: 5_000 };

/** Each scan holds a connection of some megabytes, and a site may register thousands of hosts at once. */
const scansAtOnce = 32;

/** Each measurement boots an appliance of some hundred megabytes. */
const measurementsAtOnce = 2;

export type Operations = ReturnType<typeof createOperations>;

/**
 * Work that clients do not wait for: it is recorded, then done, then its end is recorded. It may be done again: that
 * changes nothing but what is known.
 */
export function createOperations(
  context: RequestContext,
  measure: (diskId: DiskId, caller: Caller) => Promise<Outcome<unknown>>,
) {
  const { store, catalogue, hosts, originOf, untilShown, waitForViews, logger } = context;
  const stopping = new AbortController();
  const { signal } = stopping;

  const atWork = new Set<OperationId>();
  const measurements = createSlots(measurementsAtOnce);
  const scans = createSlots(scansAtOnce);

  async function perform(request: OperationRequest, caller: Caller): Promise<Outcome<unknown>> {
    const { kind, hostId, diskId } = request;
    if (diskId !== null) return measurements.withOne(() => measure(diskId, caller));
    const scan = () => hosts.scan(hostId, caller, { probe: kind === 'PROBE_HOST' });
    // The server's own host does not wait for those that may not answer.
    return done(await (hostId === hosts.ownHostId ? scan() : scans.withOne(scan)));
  }

  async function work(id: OperationId, request: OperationRequest, caller: Caller): Promise<void> {
    atWork.add(id);
    const failure = await perform(request, caller).then(
      (outcome) => (outcome.ok ? null : failureOf(outcome.refusal)),
      (error: unknown) => failed(id, error),
    );
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        const command = { type: 'EndOperation', failure } as const;
        if ((await handleOperationCommand(store, id, command, originOf(caller, id))) !== null) return;
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ err: error, operationId: id }, 'the end of an operation is recorded again shortly');
      }
      await setTimeout(backoffDelay(endAgain, failures), undefined, { signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  function failed(id: OperationId, error: unknown): OperationFailure {
    if (!signal.aborted) logger.error({ err: error, operationId: id }, 'an operation failed');
    const message = messageOf(error);
    return { code: 'INTERNAL_ERROR', message, remedy: 'Look at the log of the server, then send it again.' };
  }

  return {
    /** Answers when the views show the operation. */
    async start(request: OperationRequest, caller: Caller): Promise<Outcome<OperationId>> {
      const id = newOperationId();
      const command = { type: 'RequestOperation', request } as const;
      const handled = await handleOperationCommand(store, id, command, originOf(caller, id));
      if (handled === null) return refused({ type: 'Conflict' });
      void work(id, request, caller);
      await untilShown(handled);
      return done(id);
    },
    /** Does again what had not ended when the server of this host stopped. */
    async resume(): Promise<void> {
      const head = await store.head();
      const goOn = () => !signal.aborted;
      if (head !== null) await untilViewsInclude(head, { waitForViews, goOn, logger });
      for (const { id, requestedBy: actor, ...request } of catalogue.runningOperations()) {
        if (hosts.canAsk(request.hostId) && !atWork.has(id)) void work(id, request, { actor, requestId: id });
      }
    },
    /** From now on nothing more is recorded of operations; the next start does them again. */
    stop: () => stopping.abort(),
  };
}

function failureOf(refusal: Refusal): OperationFailure {
  switch (refusal.type) {
    case 'ImageRefused': {
      const { code, message, remedy } = refusal.failure;
      return { code, message, remedy };
    }
    case 'DiskBusy':
      return {
        code: 'DISK_BUSY',
        message: `The sparsify job ${refusal.jobId} was requested of the disk meanwhile.`,
        remedy: 'Refresh the disk again when the job has ended.',
      };
    case 'DiskNotFound':
      return {
        code: 'DISK_NOT_FOUND',
        message: `The disk ${refusal.diskId} was removed meanwhile.`,
        remedy: 'Register it again if it is still in use.',
      };
    default:
      return {
        code: 'CONFLICT',
        message: 'The disk was changed at the same moment, again and again.',
        remedy: 'Send the same request again.',
      };
  }
}
