import { newEventId } from '../common/ids.ts';
import type { SparsifyOptions } from '../domain/disk/events.ts';
import { sameValue } from '../domain/disk/same-value.ts';
import type { DiskId, JobId } from '../domain/ids.ts';
import { WrongExpectedRevision } from '../event-store/errors.ts';
import type { EventStore, NewEvent } from '../event-store/event-store.ts';
import { type CommandOrigin, schemaVersion } from '../streams/disk-stream.ts';

interface KeyUse {
  readonly diskId: DiskId;
  readonly options: SparsifyOptions;
}

/**
 * Binds an idempotency key to one input, across all disks, before the job is accepted: false if it is bound to another.
 * Two disks are two streams, so the key needs one of its own for "one key, one job" to hold among racing requests.
 */
export async function takeIdempotencyKey(
  store: EventStore,
  jobId: JobId,
  use: KeyUse,
  origin: CommandOrigin,
): Promise<boolean> {
  const stream = `idempotencyKey-${jobId}`;
  const bound = await boundTo(store, stream);
  if (bound !== null) return sameValue(bound, use);
  try {
    await store.append(stream, [taken(jobId, use, origin)], 'NO_STREAM');
    return true;
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
    return sameValue(await boundTo(store, stream), use);
  }
}

async function boundTo(store: EventStore, stream: string): Promise<unknown> {
  for await (const { data } of store.readStream(stream, { limit: 1 })) return data;
  return null;
}

function taken(jobId: JobId, use: KeyUse, { actor, causationId, at }: CommandOrigin): NewEvent {
  return {
    id: newEventId(),
    type: 'IdempotencyKeyTaken',
    data: use,
    metadata: {
      actor,
      correlationId: jobId,
      causationId: causationId ?? jobId,
      occurredAt: at,
      schemaVersion,
    },
  };
}
