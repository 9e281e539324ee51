import type { DiskId } from '../../domain/ids.ts';
import type { RequestContext } from '../context.ts';
import type { Outcome } from '../refusal.ts';
import type { Caller } from '../requests.ts';
import type { Relations } from './relations.ts';

export type RemoveDisk = (
  input: { readonly diskId: DiskId; readonly reason: string | null; readonly withStorageDomain?: boolean },
  caller: Caller,
) => Promise<Outcome<DiskId>>;

/** Requests.removeDisk; `withStorageDomain` where its whole storage domain is removed. */
export const createRemoveDisk =
  ({ changeDisk, originOf }: RequestContext, relations: Relations): RemoveDisk =>
  async ({ diskId, ...removal }, caller) => {
    const bases = relations.basesOf(diskId);
    const removed = await changeDisk(diskId, { type: 'RemoveDisk', ...removal }, originOf(caller), diskId);
    if (removed.ok) await relations.afterRemoving(diskId, bases, caller);
    return removed;
  };
