import type { HostId, StorageDomainId } from '../../domain/ids.ts';

/** What a run takes a slot of, and for whom. */
export interface SlotUse {
  readonly hostId: HostId;
  readonly storageDomainId: StorageDomainId;
  readonly requester: string;
  /** Whether the storage does not answer there; the slots stay taken. */
  readonly storageLost?: boolean;
}

/** How many runs there are, or are about to be. */
export interface Load {
  total(): number;
  host(id: HostId): number;
  storageDomain(id: StorageDomainId): number;
  /** Those that there are any on. */
  storageDomains(): ReadonlySet<StorageDomainId>;
  requester(requester: string): number;
  /** Whether a run on that host waits for that storage domain, which does not answer there. */
  hangs(hostId: HostId, storageDomainId: StorageDomainId): boolean;
}

/** A count of runs, kept as they come and go; on top of another one, which it leaves as it is, if that is given. */
export function createLoad(below?: Load): Load & { change(use: SlotUse, by: 1 | -1): void } {
  let total = 0;
  const hosts = new Map<HostId, number>();
  const storageDomains = new Map<StorageDomainId, number>();
  const requesters = new Map<string, number>();
  const hanging = new Map<string, number>();
  return {
    total: () => total + (below?.total() ?? 0),
    host: (id) => (hosts.get(id) ?? 0) + (below?.host(id) ?? 0),
    storageDomain: (id) => (storageDomains.get(id) ?? 0) + (below?.storageDomain(id) ?? 0),
    storageDomains: () => new Set([...storageDomains.keys(), ...(below?.storageDomains() ?? [])]),
    requester: (id) => (requesters.get(id) ?? 0) + (below?.requester(id) ?? 0),
    hangs: (hostId, storageDomainId) =>
      (hanging.size > 0 && hanging.has(`${hostId} ${storageDomainId}`)) ||
      (below?.hangs(hostId, storageDomainId) ?? false),
    change({ hostId, storageDomainId, requester, storageLost }, by) {
      total += by;
      add(hosts, hostId, by);
      add(storageDomains, storageDomainId, by);
      add(requesters, requester, by);
      if (storageLost) add(hanging, `${hostId} ${storageDomainId}`, by);
    },
  };
}

function add<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  const sum = (counts.get(key) ?? 0) + by;
  if (sum === 0) counts.delete(key);
  else counts.set(key, sum);
}
