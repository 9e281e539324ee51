import { handleStorageDomainCommand } from '../../streams/handle-command.ts';
import type { RequestContext } from '../context.ts';
import { done, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';

/** Requests.updateStorageDomain */
export const createUpdateStorageDomain =
  ({ store, originOf, untilShown }: RequestContext): Requests['updateStorageDomain'] =>
  async ({ storageDomainId, labels }, caller) => {
    const command = { type: 'UpdateStorageDomain', settings: { ...(labels && { labels }) } } as const;
    const handled = await handleStorageDomainCommand(store, storageDomainId, command, originOf(caller));
    if (handled === null) return refused({ type: 'Conflict' });
    if (handled.outcome === 'REJECTED') return refused({ type: 'StorageDomainNotFound', storageDomainId });
    await untilShown(handled);
    return done(storageDomainId);
  };
