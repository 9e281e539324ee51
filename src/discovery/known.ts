import type { DiskId, HostId, StorageDomainId } from '../domain/ids.ts';
import { disksOn, domainsOn } from '../projections/query/all-of.ts';
import type { DiskView, HostView, StorageDomainView, Views } from '../projections/views.ts';
import type { Position } from '../streams/store.ts';

export type KnownCatalogue = ReturnType<typeof knownFrom> & {
  /** Whether this host has inspected the disk alone since this scan began, and so has newer attachments. */
  readonly inspectedSince: (id: DiskId) => boolean;
};

/** The catalogue as a scan of a host needs it, as the views know it so far. */
export const knownFrom = (views: Views, hostId: HostId) => ({
  /** Those that the host has and that were not removed: of a large fleet few. */
  domains: domainsOn(views, hostId),
  /** Whether an operator removed a storage domain: what lies there is left out. */
  isRemoved: (id: StorageDomainId): boolean => (views.storageDomain(id)?.removedAt ?? null) !== null,
  host: (id: HostId): HostView | null => views.host(id),
  disk: (id: DiskId): DiskView | null => views.disk(id),
  domain: (id: StorageDomainId): StorageDomainView | null => views.storageDomain(id),
  disksOn: (id: StorageDomainId) => disksOn(views, id),
  derivedDisks: (id: DiskId): readonly DiskView[] => views.derivedDisks(id),
  /** The current position of the views. */
  checkpoint: (): Position | null => views.checkpoint(),
  /** Whether anything was recorded of a disk after a position; in the order of the store, since clocks of hosts differ. */
  changedSince(id: DiskId, position: Position | null): boolean {
    const [last] = views.activity({ diskId: id }, 'DESC', { first: 1 }).edges;
    return last !== undefined && (position === null || last.node.position > position);
  },
});
