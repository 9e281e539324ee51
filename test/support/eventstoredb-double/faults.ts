/** What befalls the next append. */
export type AppendFault =
  /** The call breaks, and nothing is stored. */
  | 'DROP_BEFORE_COMMIT'
  /** The events are stored, then the call breaks. */
  | 'DROP_AFTER_COMMIT'
  /** No answer, and nothing is stored. */
  | 'SWALLOW_BEFORE_COMMIT'
  /** The events are stored, but no answer comes. */
  | 'SWALLOW_AFTER_COMMIT'
  | 'NOT_LEADER'
  | 'NOT_READY';

/** What the double does wrong, set by tests at any time. */
export interface Faults {
  /** One after the other, each for one append. */
  readonly appends: AppendFault[];
  /** Nothing is answered while it is set; calls are taken and lie. */
  hanging: boolean;
  /** Subscriptions say that they caught up before they send anything. */
  caughtUpEarly: boolean;
  /** Subscriptions send each event twice. */
  deliverTwice: boolean;
  /** So many of the reads and subscriptions to come break after their first event. */
  readsToBreak: number;
}

export const noFaults = (): Faults => ({
  appends: [],
  hanging: false,
  caughtUpEarly: false,
  deliverTwice: false,
  readsToBreak: 0,
});
