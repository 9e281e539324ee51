import type { HostId } from '../ids.ts';
import type { StorageDomainKind, StorageDomainSettings, StorageMount } from './events.ts';

/** What can be asked of a storage domain's history. */
export type StorageDomainCommand =
  /** An operator names a directory of a host; one that was removed is registered again. */
  | { readonly type: 'RegisterDirectory'; readonly hostId: HostId; readonly path: string }
  /** A scan found how a host has the storage domain. */
  | {
      readonly type: 'ObserveMount';
      readonly name: string;
      readonly kind: StorageDomainKind;
      readonly mount: StorageMount;
    }
  /** A scan found that a host no longer has it. */
  | { readonly type: 'LoseMount'; readonly hostId: HostId }
  /** An operator takes a directory of a host back; the storage domain is removed with its last one. */
  | { readonly type: 'UnregisterDirectory'; readonly hostId: HostId }
  /** What is left out stays as it is. */
  | { readonly type: 'UpdateStorageDomain'; readonly settings: Partial<StorageDomainSettings> }
  | { readonly type: 'RemoveStorageDomain'; readonly reason: string | null };

/** Why a command is refused; nothing changes then. */
export interface StorageDomainRejection {
  readonly type: 'StorageDomainNotFound';
}
