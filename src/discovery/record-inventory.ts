import { eachAtOnce } from '../common/each-at-once.ts';
import type { HostFinding, HostObservation } from '../domain/host/events.ts';
import type { StorageDomainId } from '../domain/ids.ts';
import { sameValue } from '../domain/same-value.ts';
import type { StorageDomainCommand } from '../domain/storage-domain/commands.ts';
import type { Host } from '../hosts/host.ts';
import { UnreadableEvent } from '../projections/readable/assert-readable.ts';
import type { EventOrigin } from '../streams/envelope.ts';
import {
  disksAtOnce,
  handleDiskCommand,
  handleHostCommand,
  handleStorageDomainCommand,
} from '../streams/handle-command.ts';
import type { EventStore, Position } from '../streams/store.ts';
import type { Inventory } from './inventory.ts';
import type { KnownCatalogue } from './known.ts';
import { type DiskStep, planDisks } from './plan-disks.ts';
import { type DomainFinding, findDomains, mountOf } from './plan-domains.ts';

/** The storage of this host on which it could not be tested whether holes give space back. */
export type UntestableStorage = Set<string>;

/**
 * Records what is new in an inventory, and gives the position that views must reach to include it; null where nothing is
 * new. Storage is recorded before the disks on it, and a base before those that stand on it.
 */
export async function recordInventory(parts: {
  readonly store: EventStore;
  readonly host: Host;
  readonly inventory: Inventory;
  readonly known: KnownCatalogue;
  readonly origin: EventOrigin;
  readonly untestable: UntestableStorage;
  readonly tryAgain: boolean;
  /** Whether only one disk is inspected: then its caller gets the error of what cannot be recorded. */
  readonly alone: boolean;
}): Promise<{ readonly position: Position | null; readonly mountChanged: ReadonlySet<StorageDomainId> }> {
  const { store, inventory, known, origin } = parts;
  const { hostId } = inventory;
  if (known.host(hostId)?.status === 'REMOVED') return { position: null, mountChanged: new Set() };
  let position: Position | null = null;
  const reached = (at: Position | null | undefined) => {
    if (at && (position === null || at > position)) position = at;
  };

  const domains = findDomains(inventory, known);
  const before = known.host(hostId)?.observation ?? null;
  const observed = hostObservation(inventory, before, domains.problems);
  const unrecorded: HostFinding[] = [];
  /** An observation of one disk that cannot be recorded becomes a problem of the host, and the others are recorded. */
  const unlessUnreadable = async (work: () => Promise<Position | null | undefined>) => {
    try {
      return await work();
    } catch (error) {
      if (parts.alone || !(error instanceof UnreadableEvent)) throw error;
      unrecorded.push({
        what: error.message,
        remedy: 'Check the image that it names; what was known of it stays.',
      });
      return null;
    }
  };
  /** Mounts that the views did not have. */
  const mounted: StorageDomainId[] = [];
  const recordHost = async (): Promise<void> => {
    const data = { ...observed, problems: [...observed.problems, ...unrecorded] };
    if (sameValue(before, data) && mounted.length === 0) return;
    const command = { type: 'ObserveHost', observation: data } as const;
    const handled = await handleHostCommand(store, hostId, command, origin);
    reached(handled?.position);
    if (handled?.outcome !== 'REJECTED') return;
    // It was removed while the scan went on: it has no storage any more.
    for (const id of mounted) await recordDomain(id, { type: 'LoseMount', hostId });
  };
  // It must be recorded first that virtual machines are unknown: a run could start on what is recorded after it.
  const hostFirst = observed.machines === 'UNKNOWN';
  if (hostFirst) await recordHost();

  const knownMount = (id: StorageDomainId) =>
    known.domains.find((domain) => domain.id === id)?.mounts.find((mount) => mount.hostId === hostId);
  const recordDomain = async (id: StorageDomainId, command: StorageDomainCommand) =>
    reached((await handleStorageDomainCommand(store, id, command, origin))?.position);
  for (const finding of domains.present) {
    const { id, name, kind } = finding.domain;
    const mount = mountOf(hostId, finding, await testHoles(parts, finding));
    if (sameValue(knownMount(id), mount)) continue;
    await recordDomain(id, { type: 'ObserveMount', name, kind, mount });
    mounted.push(id);
  }
  for (const id of domains.gone) {
    await recordDomain(id, { type: 'LoseMount', hostId });
  }

  const steps = await planDisks(inventory, known, domains.mountChanged);
  for (const some of [steps.filter(({ isBase }) => isBase), steps.filter(({ isBase }) => !isBase)]) {
    await eachAtOnce(some, disksAtOnce, async (step) =>
      reached(await unlessUnreadable(() => recordStep(store, step, origin))),
    );
  }
  if (!hostFirst || unrecorded.length > 0 || mounted.length > 0) await recordHost();
  return { position, mountChanged: domains.mountChanged };
}

/** A rejection means that another writer was faster; the next scan sees it if the disk was removed meanwhile. */
async function recordStep(store: EventStore, { diskId, command }: DiskStep, origin: EventOrigin) {
  const handled = await handleDiskCommand(store, diskId, command, origin);
  const known = handled?.outcome === 'REJECTED' && handled.rejection.type === 'DiskAlreadyRegistered';
  if (!known || command.type !== 'RegisterDisk' || command.observed === null) return handled?.position;
  // The scan of another host that has the disk was faster, and did not see what this one sees.
  const observe = { type: 'ObserveDisk', observed: command.observed } as const;
  return (await handleDiskCommand(store, diskId, observe, origin))?.position;
}

/** Tests once on each storage of a host whether holes give space back, as long as the storage does not change. */
async function testHoles(
  { host, untestable, tryAgain }: { host: Host; untestable: UntestableStorage; tryAgain: boolean },
  { domain, punchesHoles, tryIn }: DomainFinding,
): Promise<boolean | null> {
  const key = JSON.stringify([domain.id, domain.storage, tryIn]);
  if (tryIn === null || (!tryAgain && (punchesHoles !== null || untestable.has(key)))) return punchesHoles;
  const works = await host.punchesHoles(tryIn);
  if (works === null) untestable.add(key);
  return works ?? punchesHoles;
}

/** What a scan found of a host as a whole. An inspection of one disk sees no directories, and leaves their problems as they were. */
function hostObservation(
  { storage, vms, images, scope }: Inventory,
  before: HostObservation | null,
  problems: readonly HostFinding[],
): HostObservation {
  const found = [
    ...(scope === 'HOST' || before?.contact === 'LOST' ? [] : (before?.problems ?? [])),
    ...storage.problems,
    ...(vms.known === 'UNKNOWN' ? [vms.problem] : []),
    ...images.problems,
    ...problems,
  ];
  return {
    contact: 'IN_CONTACT',
    machines: vms.known,
    mounts: storage.mounts,
    blockDevices: storage.blockDevices,
    problems: [...new Map(found.map((problem) => [problem.what, problem])).values()],
  };
}
