import { newEventId } from '../common/ids.ts';
import type { Actor, Caller } from '../domain/actor.ts';
import type { NewEvent } from '../event-store/event-store.ts';

/** The version of the shapes of events in src/domain that is written today. */
const schemaVersion = 3;

/** The author of what Winnow records by itself. */
export const systemActor: Actor = { kind: 'SYSTEM', id: 'winnow' };

/** Who caused an event, and what led to it. */
export interface EventOrigin {
  readonly actor: Actor;
  /** The job, else the request. */
  readonly correlationId: string;
  /** Null: the last event of the stream is the cause, as for the steps of a job. */
  readonly causationId: string | null;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** The origin of what Winnow records by itself; without a correlation nothing led to it. */
export function systemOrigin(now: Date, correlationId: string = newEventId()): EventOrigin {
  return { actor: systemActor, correlationId, causationId: correlationId, at: now.toISOString() };
}

/** The origin of what follows from a request; without a correlation of its own that is the request. */
export const requestOrigin = (
  { actor, requestId }: Caller,
  now: Date,
  correlationId: string = requestId,
): EventOrigin => ({ actor, correlationId, causationId: requestId, at: now.toISOString() });

/** An event in its envelope, as the store takes it; `lastEventId` is the cause where the origin names none. */
export function inEnvelope(
  event: { readonly type: string; readonly data: unknown },
  origin: EventOrigin,
  lastEventId: string | null = null,
): NewEvent {
  return {
    id: newEventId(),
    type: event.type,
    data: event.data,
    metadata: {
      actor: origin.actor,
      correlationId: origin.correlationId,
      causationId: origin.causationId ?? lastEventId ?? origin.correlationId,
      occurredAt: origin.at,
      schemaVersion,
    },
  };
}
