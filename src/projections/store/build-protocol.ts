import type { UnparsedEvent } from '../../event-store/event-store.ts';
import type { EventStoreSettings } from '../../event-store/open-event-store.ts';
import type { Quarantined } from './write-pending.ts';

/** What the building thread is told when it starts. */
export interface BuildSettings {
  readonly store: EventStoreSettings;
  /** The file of views to make; one that is there is replaced. */
  readonly file: string;
}

/** What the building thread tells. */
export type FromBuilder =
  | { readonly kind: 'SET_ASIDE'; readonly event: Quarantined }
  /** How far it is: when the last event that it took in happened. */
  | { readonly kind: 'REACHED'; readonly lastEventAt: string | null }
  /** The file is whole, with its indexes, and closed. */
  | { readonly kind: 'DONE' };

/** What the reading thread tells the building one, which answers each batch when it has taken it in. */
export type FromReader =
  | { readonly kind: 'EVENTS'; readonly events: readonly UnparsedEvent[] }
  /** Those were all. */
  | { readonly kind: 'DONE' };
