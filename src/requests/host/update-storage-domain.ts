import { handleLimits, handleStorageDomainCommand } from '../../streams/handle-command.ts';
import type { RequestContext } from '../context.ts';
import { done, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';

/** Requests.updateStorageDomain */
export const createUpdateStorageDomain =
  ({ store, catalogue, inViews, originOf, untilShown }: RequestContext): Requests['updateStorageDomain'] =>
  async ({ storageDomainId, maxRuns, labels, allHostsRegistered }, caller) => {
    const known = await inViews(() => catalogue.storageDomain(storageDomainId));
    if (known === null || known.removedAt !== null) {
      return refused({ type: 'StorageDomainNotFound', storageDomainId });
    }
    const settings = {
      ...(typeof maxRuns === 'number' && { maxRuns: maxRuns || null }),
      ...(labels && { labels }),
      ...(typeof allHostsRegistered === 'boolean' && { allHostsRegistered }),
    };
    const command = { type: 'UpdateStorageDomain', settings } as const;
    const handled = await handleStorageDomainCommand(store, storageDomainId, command, originOf(caller));
    if (handled === null) return refused({ type: 'Conflict' });
    if (handled.outcome === 'REJECTED') return refused({ type: 'StorageDomainNotFound', storageDomainId });
    await untilShown(handled);
    return done(storageDomainId);
  };

/** Requests.updateLimits */
export const createUpdateLimits =
  ({ store, originOf, untilShown }: RequestContext): Requests['updateLimits'] =>
  async ({ maxRuns }, caller) => {
    if (maxRuns === null) return done('LIMITS');
    const handled = await handleLimits(store, 'LIMITS', { maxRuns: maxRuns || null }, originOf(caller));
    if (handled === null) return refused({ type: 'Conflict' });
    await untilShown(handled);
    return done('LIMITS');
  };
