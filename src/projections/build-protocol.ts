import type { SetAside } from './write-pending.ts';

/** What the building thread is told when it starts. */
export interface BuildSettings {
  /** The embedded store's file. */
  readonly storeFile: string;
  /** The file of views to make; one that is there is replaced. */
  readonly file: string;
}

/** What the building thread tells. */
export type FromBuilder =
  | { readonly kind: 'SET_ASIDE'; readonly event: SetAside }
  /** How far it is: when the last event that it took in happened. */
  | { readonly kind: 'REACHED'; readonly lastEventAt: string | null }
  /** The file is whole, with its indexes, and closed. */
  | { readonly kind: 'DONE' };
