import type { HostId } from '../ids.ts';

export type StorageDomainEvent = {
  readonly type: 'StorageDomainRegistered';
  readonly data: {
    readonly name: string;
    readonly kind: 'DIRECTORY';
    /** Where each host has it, an absolute path with symbolic links resolved. */
    readonly mounts: readonly { readonly hostId: HostId; readonly path: string }[];
  };
};
