import { noLabels } from '../labels.ts';
import type { StorageDomainEvent, StorageDomainKind, StorageDomainSettings, StorageMount } from './events.ts';
import { upcastMounts } from './upcast.ts';

export interface RegisteredStorageDomain {
  readonly status: 'REGISTERED';
  readonly kind: StorageDomainKind;
  readonly mounts: readonly StorageMount[];
  readonly settings: Required<StorageDomainSettings>;
}

/** What a storage domain's events so far amount to, as far as rules need it. */
export type StorageDomainState =
  | { readonly status: 'UNREGISTERED' }
  | RegisteredStorageDomain
  | { readonly status: 'REMOVED' };

/** The settings of one that operators have said nothing of. */
export const initialSettings: Required<StorageDomainSettings> = {
  maxRuns: null,
  labels: noLabels,
  allHostsRegistered: false,
};

export const initialStorageDomainState: StorageDomainState = { status: 'UNREGISTERED' };

/** Folds one event into the state. Total: history is taken as it is. */
export function evolveStorageDomainState(
  state: StorageDomainState,
  event: StorageDomainEvent,
): StorageDomainState {
  switch (event.type) {
    case 'StorageDomainRegistered':
      return {
        status: 'REGISTERED',
        kind: event.data.kind,
        mounts: upcastMounts(event.data.mounts),
        settings: initialSettings,
      };
    case 'StorageDomainChanged':
      return state.status === 'REGISTERED' ? { ...state, mounts: upcastMounts(event.data.mounts) } : state;
    case 'StorageDomainUpdated':
      return state.status === 'REGISTERED'
        ? { ...state, settings: { ...initialSettings, ...event.data } }
        : state;
    case 'StorageDomainRemoved':
      return { status: 'REMOVED' };
    default:
      event satisfies never;
      return state;
  }
}
