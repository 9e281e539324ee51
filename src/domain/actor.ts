/** Who caused an event: a person or script (USER), a policy (POLICY), or Winnow itself (SYSTEM). */
export interface Actor {
  readonly kind: 'USER' | 'POLICY' | 'SYSTEM';
  readonly id: string;
}
