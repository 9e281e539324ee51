import { eachAtOnce } from '../../common/each-at-once.ts';
import type { JobId, StorageDomainId } from '../../domain/ids.ts';
import { disksAtOnce, handleStorageDomainCommand } from '../../streams/handle-command.ts';
import { asPart } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import type { RemoveDisk } from '../disk/remove-disk.ts';
import { done, type Outcome, refused } from '../refusal.ts';
import type { Caller, Requests } from '../requests.ts';

/** A refusal names no more jobs than an operator reads. */
const namedJobs = 10;

/**
 * Requests.removeStorageDomain. The disks go first: where that is interrupted, the storage domain is still there and the
 * same request goes on.
 */
export const createRemoveStorageDomain =
  (context: RequestContext, removeDisk: RemoveDisk): Requests['removeStorageDomain'] =>
  async ({ storageDomainId, removeDisks, reason }, caller) => {
    const { store, catalogue, inViews, originOf, untilShown } = context;
    const domain = await inViews(() => catalogue.storageDomain(storageDomainId));
    if (domain === null) return refused({ type: 'StorageDomainNotFound', storageDomainId });
    const busy = refuseWhileBusy(context, storageDomainId);
    if (busy !== null) return busy;
    const disks = [...catalogue.disksIn(storageDomainId)].length;
    if (disks > 0 && !removeDisks) return refused({ type: 'StorageDomainNotEmpty', storageDomainId, disks });
    const emptied = await removeAll(context, removeDisk, { storageDomainId, reason }, caller);
    if (!emptied.ok) return emptied;
    const command = { type: 'RemoveStorageDomain', reason } as const;
    const handled = await handleStorageDomainCommand(store, storageDomainId, command, originOf(caller));
    if (handled === null) return refused({ type: 'Conflict' });
    if (handled.outcome === 'REJECTED') return refused({ type: 'StorageDomainNotFound', storageDomainId });
    await untilShown(handled);
    return done(storageDomainId);
  };

async function removeAll(
  { catalogue }: RequestContext,
  removeDisk: RemoveDisk,
  { storageDomainId, reason }: { readonly storageDomainId: StorageDomainId; readonly reason: string | null },
  caller: Caller,
): Promise<Outcome<null>> {
  const removals = await eachAtOnce([...catalogue.disksIn(storageDomainId)], disksAtOnce, ({ id: diskId }) =>
    asPart(() => removeDisk({ diskId, reason, withStorageDomain: true }, caller)),
  );
  const refusals = removals.flatMap((removal) => (removal.ok ? [] : [removal.refusal]));
  // A job was requested of a disk while others were removed.
  const jobIds = refusals.flatMap((refusal) => (refusal.type === 'DiskBusy' ? [refusal.jobId] : []));
  if (jobIds.length > 0) return refused({ type: 'StorageDomainBusy', storageDomainId, jobIds });
  const [first] = refusals;
  return first === undefined ? done(null) : refused(first);
}

/** The refusal while jobs are active on disks of a storage domain; null while none is. */
export function refuseWhileBusy(
  { catalogue }: RequestContext,
  storageDomainId: StorageDomainId,
): ReturnType<typeof refused> | null {
  const jobIds: JobId[] = [];
  for (const { activeJobId } of catalogue.disksIn(storageDomainId)) {
    if (activeJobId !== null) jobIds.push(activeJobId);
    if (jobIds.length === namedJobs) break;
  }
  return jobIds.length === 0 ? null : refused({ type: 'StorageDomainBusy', storageDomainId, jobIds });
}
