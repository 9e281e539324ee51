import type { DiskId, HostId } from '../ids.ts';

/** Work that takes longer than a client should wait for. PROBE_HOST scans too; REFRESH_DISK also measures the used space. */
export type OperationKind = 'SCAN_HOST' | 'PROBE_HOST' | 'REFRESH_DISK';

/** What an operation does, and on which host; `diskId` is null unless it is REFRESH_DISK. */
export interface OperationRequest {
  readonly kind: OperationKind;
  readonly hostId: HostId;
  readonly diskId: DiskId | null;
}

/** Why an operation failed; `code` is one of a disk's failures, DISK_NOT_FOUND, DISK_BUSY or CONFLICT. */
export interface OperationFailure {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Everything that can happen to an operation. */
export type OperationEvent =
  | { readonly type: 'OperationRequested'; readonly data: OperationRequest }
  | { readonly type: 'OperationSucceeded'; readonly data: Readonly<Record<string, never>> }
  | { readonly type: 'OperationFailed'; readonly data: OperationFailure };
