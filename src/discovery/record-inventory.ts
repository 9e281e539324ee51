import type { HostFinding } from '../domain/host/events.ts';
import type { StorageDomainId } from '../domain/ids.ts';
import { sameValue } from '../domain/same-value.ts';
import type { StorageDomainCommand } from '../domain/storage-domain/commands.ts';
import type { Host } from '../hosts/host.ts';
import { UnreadableEvent } from '../projections/readable/assert-readable.ts';
import type { EventOrigin } from '../streams/envelope.ts';
import {
  handleDiskCommand,
  handleHostCommand,
  handleStorageDomainCommand,
} from '../streams/handle-command.ts';
import type { EventStore, Position } from '../streams/store.ts';
import { hostObservation } from './host-observation.ts';
import type { Inventory, Known, StorageLookup } from './inventory.ts';
import type { Places } from './places.ts';
import { type DiskStep, planDisks } from './plan-disks.ts';
import { type DomainFinding, findDomains, mountOf } from './plan-domains.ts';

/** Disks that are recorded at once: as many as the store takes in one go, and few enough to leave it to others. */
const atOnce = 16;

/** Tells which storage gave no answer yet, on this host, to whether holes give space back. */
export type HolesTried = Set<string>;

/**
 * Records what is new of all that a host told, and how far views must be to include it; null where nothing is new.
 * Storage goes before the disks on it, and a base before those that stand on it.
 */
export async function recordInventory(parts: {
  readonly store: EventStore;
  readonly host: Host;
  readonly inventory: Inventory;
  readonly places: Places;
  readonly lookup: StorageLookup;
  readonly known: Known;
  readonly origin: EventOrigin;
  readonly triedInVain: HolesTried;
  readonly tryAgain: boolean;
  /** Whether one disk alone is looked at: what cannot be recorded of it is the asker's answer then. */
  readonly alone: boolean;
}): Promise<{ readonly position: Position | null; readonly displaced: ReadonlySet<StorageDomainId> }> {
  const { store, inventory, places, lookup, known, origin } = parts;
  const { hostId } = inventory;
  let position: Position | null = null;
  const reached = (at: Position | null | undefined) => {
    if (at && (position === null || at > position)) position = at;
  };

  const domains = findDomains(inventory, known, places, lookup);
  const before = known.host(hostId)?.observation ?? null;
  const observed = hostObservation(inventory, before, domains.problems);
  const unrecorded: HostFinding[] = [];
  /** What cannot be recorded of one disk is a problem to show, and none of the others. */
  const unlessUnreadable = async (work: () => Promise<Position | null | undefined>) => {
    try {
      return await work();
    } catch (error) {
      if (parts.alone || !(error instanceof UnreadableEvent)) throw error;
      unrecorded.push({
        what: error.message,
        remedy: 'Look at the image that it names; it stays as it was known.',
      });
      return null;
    }
  };
  const recordHost = async () => {
    const data = { ...observed, problems: [...observed.problems, ...unrecorded] };
    if (sameValue(before, data)) return;
    const command = { type: 'ObserveHost', observation: data } as const;
    reached((await handleHostCommand(store, hostId, command, origin))?.position);
  };
  // That machines are not known must be known before anything that a run could be started on.
  const hostFirst = observed.machines === 'UNKNOWN';
  if (hostFirst) await recordHost();

  const knownMount = (id: StorageDomainId) =>
    known.domains.find((domain) => domain.id === id)?.mounts.find((mount) => mount.hostId === hostId);
  const recordDomain = async (id: StorageDomainId, command: StorageDomainCommand) =>
    reached((await handleStorageDomainCommand(store, id, command, origin))?.position);
  for (const finding of domains.present) {
    const { id, name, kind } = finding.domain;
    const mount = mountOf(hostId, finding, await tryHoles(parts, finding));
    if (sameValue(knownMount(id), mount)) continue;
    await recordDomain(id, { type: 'ObserveMount', name, kind, mount });
  }
  for (const id of domains.gone) {
    await recordDomain(id, { type: 'LoseMount', hostId });
  }

  const steps = await planDisks(inventory, known, places, lookup, domains.displaced);
  for (const some of [steps.filter(({ isBase }) => isBase), steps.filter(({ isBase }) => !isBase)]) {
    const left = some.values();
    const work = async () => {
      for (const step of left) reached(await unlessUnreadable(() => recordStep(store, step, origin)));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
  if (!hostFirst || unrecorded.length > 0) await recordHost();
  return { position, displaced: domains.displaced };
}

/** A rejection is another writer's luck. That the disk was removed meanwhile the next scan sees. */
async function recordStep(store: EventStore, { diskId, command }: DiskStep, origin: EventOrigin) {
  const handled = await handleDiskCommand(store, diskId, command, origin);
  const known = handled?.outcome === 'REJECTED' && handled.rejection.type === 'DiskAlreadyRegistered';
  if (!known || command.type !== 'RegisterDisk' || command.observed === null) return handled?.position;
  // The scan of another host that has it was faster, and did not see what this one sees.
  const observe = { type: 'ObserveDisk', observed: command.observed } as const;
  return (await handleDiskCommand(store, diskId, observe, origin))?.position;
}

/** Tried once on each storage of a host, as long as it stays as it is. */
async function tryHoles(
  { host, triedInVain, tryAgain }: { host: Host; triedInVain: HolesTried; tryAgain: boolean },
  { domain, punchesHoles, tryIn }: DomainFinding,
): Promise<boolean | null> {
  const key = JSON.stringify([domain.id, domain.storage, tryIn]);
  if (tryIn === null || (!tryAgain && (punchesHoles !== null || triedInVain.has(key)))) return punchesHoles;
  const works = await host.punchesHoles(tryIn);
  if (works === null) triedInVain.add(key);
  return works ?? punchesHoles;
}
