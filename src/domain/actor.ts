/** Who caused an event: a person or script (USER), a policy (POLICY), or Winnow itself (SYSTEM). */
export interface Actor {
  readonly kind: 'USER' | 'POLICY' | 'SYSTEM';
  readonly id: string;
}

/** Who asks, and under which request id: the causation of the events that follow. */
export interface Caller {
  readonly actor: Actor;
  readonly requestId: string;
}
