import type { Failure } from '../../domain/disk/events.ts';
import type { HostId, StorageDomainId } from '../../domain/ids.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import type { Place } from './line.ts';
import { type OutOfReach, waitsForReach } from './out-of-reach.ts';
import type { StorageLimit } from './storage-slots.ts';

/**
 * Whether a host can take runs: all but READY, DRAINED, EMULATION_FORBIDDEN, OUT_OF_REACH and INCAPABLE pass by themselves.
 * UNCONTACTED: no job has needed it yet, and what is known of it does not say that it can; UNPROBED: its last probe gave no
 * clear answer; DOWN: it was confirmed down, and has not answered since; OUT_OF_REACH: this server cannot ask it.
 */
export type Readiness =
  | {
      readonly state: 'READY' | 'PROBING' | 'DRAINED' | 'DOWN' | 'EMULATION_FORBIDDEN' | 'UNCONTACTED';
    }
  | { readonly state: 'UNREACHABLE'; readonly until: number }
  | { readonly state: 'UNPROBED'; readonly why: string }
  | ({ readonly state: 'OUT_OF_REACH' } & OutOfReach)
  | { readonly state: 'INCAPABLE'; readonly failure: Failure };

export interface FleetHost {
  readonly name: string;
  readonly maxRuns: number;
  readonly readiness: Readiness;
  /** Whether it has only software emulation, which takes many times as long. */
  readonly emulates: boolean;
  /** Whether it is in use already; there is no connection to others. */
  readonly contacted: boolean;
}

export interface ReadyHost extends FleetHost {
  readonly id: HostId;
}

/** Why no host can do the jobs of a place, whatever runs there are. */
export type Blocked =
  | { readonly wait: WaitReason; readonly until: number | null }
  | { readonly giveUp: Failure };

/** The hosts that can do the jobs of a place, or why there are none. */
export interface Candidates {
  readonly ready: readonly ReadyHost[];
  readonly readyIds: ReadonlySet<HostId>;
  /** The same for all places with the same ready hosts. */
  readonly readyName: string;
  /** How many hosts reach the storage, ready or not. */
  readonly reach: number;
  readonly blocked: Blocked | null;
}

export interface FleetParts {
  readonly host: (id: HostId) => FleetHost | undefined;
  /** Contacts a host that no job has needed yet. */
  readonly contact: (id: HostId) => void;
  /** Which hosts reach a storage domain, and may do runs there as far as is known. */
  readonly reaching: (id: StorageDomainId) => readonly HostId[];
  /** Why a host may do no run on a storage domain; null where it does not have that, as far as is known. */
  readonly refusal: (hostId: HostId, id: StorageDomainId) => WaitReason | null;
  /** Runs at once on a storage domain. */
  readonly limitOn: (id: StorageDomainId) => StorageLimit;
  /** Runs at once in all; null: as many as hosts and storage domains may have. */
  readonly maxRuns: number | null;
}

type PlaceOfJobs = Pick<Place, 'storageDomainId' | 'pinnedHostId'>;

export interface FleetState extends Pick<FleetParts, 'maxRuns' | 'limitOn'> {
  candidates(place: PlaceOfJobs): Candidates;
  /** All hosts that are ready, of the places that were asked for. */
  readonly ready: ReadonlyMap<HostId, ReadyHost>;
}

/** The fleet at one moment: whatever is asked of it is found out once. */
export function createFleetState(parts: FleetParts): FleetState {
  const host = remembering(parts.host);
  /** No host reaches the storage, or the one that was asked for may do no run there; it may have been removed. */
  function outOfReach({ pinnedHostId: asked, storageDomainId }: PlaceOfJobs): Blocked {
    if (asked === null) {
      return unsuitable('No host reaches the storage domain of the disk: scan one that has it.');
    }
    const wait = parts.refusal(asked, storageDomainId);
    if (wait !== null) return { wait, until: null };
    const name = host(asked)?.name ?? asked;
    return unsuitable(
      `Host ${name}, which the request asked for, does not reach the storage domain of the disk.`,
    );
  }
  const reaching = remembering(parts.reaching);
  const candidatesAt = new Map<string, Candidates>();
  const allReady = new Map<HostId, ReadyHost>();
  return {
    maxRuns: parts.maxRuns,
    limitOn: remembering(parts.limitOn),
    ready: allReady,
    candidates(place) {
      const { storageDomainId, pinnedHostId } = place;
      const key = `${storageDomainId} ${pinnedHostId ?? ''}`;
      const known = candidatesAt.get(key);
      if (known !== undefined) return known;
      const reach = reaching(storageDomainId);
      const found = reach.flatMap((id) => {
        const known = pinnedHostId === null || pinnedHostId === id ? host(id) : undefined;
        return known === undefined ? [] : [{ id, ...known }];
      });
      const ready = found.filter(({ readiness }) => readiness.state === 'READY');
      for (const each of ready) allReady.set(each.id, each);
      if (ready.length === 0) {
        for (const { id, readiness } of found) if (readiness.state === 'UNCONTACTED') parts.contact(id);
      }
      const candidates = {
        ready,
        readyIds: new Set(ready.map(({ id }) => id)),
        readyName: ready.map(({ id }) => id).join(' '),
        reach: reach.length,
        blocked: ready.length === 0 ? (blockedBy(found) ?? outOfReach(place)) : null,
      };
      candidatesAt.set(key, candidates);
      return candidates;
    },
  };
}

function remembering<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const found = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const known = found.get(key) ?? { value: find(key) };
    found.set(key, known);
    return known.value;
  };
}

/** Null where there is no host. */
function blockedBy(hosts: readonly FleetHost[]): Blocked | null {
  for (const { name, readiness } of hosts) {
    if (readiness.state === 'PROBING' || readiness.state === 'UNCONTACTED') {
      return unsuitable(`Host ${name} is being probed.`);
    }
    if (readiness.state === 'UNPROBED') {
      return unsuitable(
        `The last probe of host ${name} gave no clear answer, and it is probed again shortly: ${readiness.why}`,
      );
    }
    if (readiness.state === 'UNREACHABLE') {
      const message = `Host ${name} does not answer; it is contacted again shortly.`;
      return { wait: { code: 'HOST_CONTACT', message, position: null }, until: readiness.until };
    }
  }
  const down = hosts.find(({ readiness }) => readiness.state === 'DOWN');
  if (down !== undefined) {
    const message = `Host ${down.name} was confirmed down (confirmHostDown), and has not answered since.`;
    return { wait: { code: 'HOST_CONTACT', message, position: null }, until: null };
  }
  const drained = hosts.find(({ readiness }) => readiness.state === 'DRAINED');
  if (drained !== undefined) {
    return unsuitable(
      `Host ${drained.name} is drained: no run is started on it until it is activated (activateHost).`,
    );
  }
  const slow = hosts.find(({ readiness }) => readiness.state === 'EMULATION_FORBIDDEN');
  if (slow !== undefined) {
    return unsuitable(
      `Host ${slow.name} has only software emulation, which is not allowed there (updateHost, allowEmulation).`,
    );
  }
  for (const { readiness } of hosts) {
    if (readiness.state === 'OUT_OF_REACH') return { wait: waitsForReach(readiness), until: null };
  }
  const [first] = hosts;
  return first?.readiness.state === 'INCAPABLE' ? { giveUp: first.readiness.failure } : null;
}

const unsuitable = (message: string): Blocked => ({
  wait: { code: 'NO_SUITABLE_HOST', message, position: null },
  until: null,
});
