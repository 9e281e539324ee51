import type { Actor } from '../domain/actor.ts';

/** The author of what Winnow records by itself. */
export const system: Actor = { kind: 'SYSTEM', id: 'winnow' };
