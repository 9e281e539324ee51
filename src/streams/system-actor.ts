import { newEventId } from '../common/ids.ts';
import type { Actor } from '../domain/actor.ts';
import type { CommandOrigin } from './disk-stream.ts';

/** The author of what Winnow records by itself. */
export const system: Actor = { kind: 'SYSTEM', id: 'winnow' };

/** The origin of what Winnow records by itself and nothing led to. */
export function systemOrigin(now: Date): CommandOrigin {
  const id = newEventId();
  return { actor: system, correlationId: id, causationId: id, at: now.toISOString() };
}
