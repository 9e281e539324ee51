import type { Actor } from './actor.ts';

export interface EventMetadata {
  readonly actor: Actor;
  /** The job that the event belongs to, else the request. */
  readonly correlationId: string;
  /** The id of the event, or of the request, that led to this one. */
  readonly causationId: string;
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
  readonly schemaVersion: number;
}
