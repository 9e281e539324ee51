import { allOf } from '../projections/query/all-of.ts';
import type { HostView, Views } from '../projections/views.ts';
import type { KnownCatalogue } from './inventory.ts';

/** The catalogue as a scan needs it, by the views. */
export function knownFrom(views: Views): Omit<KnownCatalogue, 'inspectedSince'> {
  return {
    domains: [...allOf((page) => views.storageDomains(page))],
    isRemoved: (id) => (views.storageDomain(id)?.removedAt ?? null) !== null,
    host: (id) => views.host(id),
    disk: (id) => views.disk(id),
    disksOn: (storageDomainId) =>
      allOf((page) => views.disks({ storageDomainId }, { field: 'NAME', direction: 'ASC' }, page)),
    derivedDisks: (id) => views.derivedDisks(id),
    checkpoint: () => views.checkpoint(),
    changedSince(id, position) {
      const [last] = views.activity({ diskId: id }, 'DESC', { first: 1 }).edges;
      return last !== undefined && (position === null || last.node.position > position);
    },
  };
}

/** All hosts that are registered. */
export const allHosts = (views: Pick<Views, 'hosts'>): Iterable<HostView> =>
  allOf((page) => views.hosts(page));
