import type { Logger } from 'pino';
import { coalesceCalls } from '../common/coalesce-calls.ts';
import type { Actor } from '../domain/actor.ts';
import type { HostAttachments } from '../domain/disk/attachments.ts';
import type { HostCommand } from '../domain/host/commands.ts';
import type { HostFinding } from '../domain/host/events.ts';
import type { DiskId, HostId } from '../domain/ids.ts';
import type { Fleet } from '../hosts/fleet.ts';
import { type Host, HostBusy, HostUnreachable } from '../hosts/host.ts';
import type { FoundImage } from '../hosts/inventory.ts';
import type { Views } from '../projections/views.ts';
import { type EventOrigin, systemOrigin } from '../streams/envelope.ts';
import { handleHostCommand } from '../streams/handle-command.ts';
import type { EventStore, Position } from '../streams/store.ts';
import { asPart, ViewsBehind } from '../streams/views-behind.ts';
import { collectInventory } from './collect-inventory.ts';
import { knownFrom } from './known.ts';
import { createPlaces, type Place, type Places } from './places.ts';
import { recordInventory, type UntestableStorage } from './record-inventory.ts';
import { recordProbe } from './register-fleet.ts';
import { lookupIn } from './storage-lookup.ts';
import { attachmentsOn, pathsOfVms, vmDisks } from './vm-disks.ts';

export interface ScannerParts {
  readonly store: EventStore;
  readonly views: Views;
  readonly fleet: Fleet;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Who wants a scan: a client with its request; null is Winnow itself. */
export type Asker = { readonly actor: Actor; readonly requestId: string } | null;

export interface InspectOptions {
  readonly probe?: boolean;
  readonly thorough?: boolean;
}

/** What came of a look at one disk. */
export interface Inspection {
  /** False where neither the image was found, nor that it is missing. */
  readonly told: boolean;
  /** Whether its directory lies on other storage than it did: what it was registered on is not mounted. */
  readonly mountChanged: boolean;
  /** What was found at the disk's path on that host; null where no image was. */
  readonly image: FoundImage | null;
}

export interface WhereImage {
  readonly place: Place | null;
  /** Undefined while libvirt does not tell. */
  readonly attachments: HostAttachments | undefined;
}

export interface Scanner {
  /**
   * Looks over the whole host and records what is new. One at a time: who asks while one goes on gets the next.
   * `probe` finds out again what the host can do, and whether its storage gives space back.
   */
  scan(hostId: HostId, asker: Asker, options?: { readonly probe?: boolean }): Promise<void>;
  /**
   * Looks at one disk from one host: its image, its machines, its storage and what stands on it. `probe` finds out again
   * what the host can do; `thorough` lets the check of an image's reference counts take its time.
   */
  inspect(diskId: DiskId, hostId: HostId, asker: Asker, options?: InspectOptions): Promise<Inspection>;
  /** Which disks and storage domains the paths of a host are, by what it has mounted now. */
  placesOn(host: Host): Promise<Places>;
  /** Where an image lies (links resolved), which disk it is, and which machines have it; by asking its host. */
  whereIs(host: Host, realPath: string): Promise<WhereImage>;
  /** The same of paths without asking it, by what it had mounted when it was looked at last. */
  knownPlacesOn(hostId: HostId): Places;
}

/** Brings what hosts tell into the catalogue. A host that does not answer is known as out of contact, and no fault. */
export function createScanner(parts: ScannerParts): Scanner {
  const { store, views, fleet, waitForViews, logger, now } = parts;
  const untestable: UntestableStorage = new Set();
  /** When a host looked at a disk alone last, counted in looks: a scan that began before knows less of its machines. */
  const lookedAlone = new Map<HostId, Map<DiskId, number>>();
  let looksBegun = 0;

  const originOf = (asker: Asker): EventOrigin => {
    if (asker === null) return systemOrigin(now());
    const { actor, requestId: id } = asker;
    return { actor, correlationId: id, causationId: id, at: now().toISOString() };
  };
  const hostOf = (hostId: HostId): Host => {
    const host = fleet.get(hostId)?.host;
    if (host === undefined) throw new Error(`Host ${hostId} is not of this server.`);
    return host;
  };

  async function lookOver(
    host: Host,
    scope: DiskId | 'HOST',
    asker: Asker,
    { tryAgain = false, thorough = false },
  ): Promise<Inspection> {
    looksBegun += 1;
    const begun = looksBegun;
    const alone = lookedAlone.get(host.id) ?? new Map<DiskId, number>();
    lookedAlone.set(host.id, alone);
    const known = { ...knownFrom(views), lookedSince: (id: DiskId) => (alone.get(id) ?? 0) > begun };
    const taken = await collectInventory(host, scope, known, thorough);
    const origin = originOf(asker);
    const recorded = await recordInventory({
      ...{ store, host, known, origin, untestable, tryAgain, alone: scope !== 'HOST' },
      ...taken,
    });
    if (recorded.position !== null) await waitForViews(recorded.position);
    if (scope === 'HOST') {
      for (const [id, at] of alone) if (at < begun) alone.delete(id);
      return { told: true, mountChanged: false, image: null };
    }
    alone.set(scope, begun);
    return lookAt(scope, host.id, taken, recorded.displaced);
  }

  function lookAt(
    diskId: DiskId,
    hostId: HostId,
    { inventory, places, lookup }: Awaited<ReturnType<typeof collectInventory>>,
    displaced: Awaited<ReturnType<typeof recordInventory>>['displaced'],
  ): Inspection {
    const disk = views.disk(diskId);
    const mount = disk && views.storageDomain(disk.storageDomainId)?.mounts.find((m) => m.hostId === hostId);
    if (!disk || !mount) return { told: false, mountChanged: false, image: null };
    const { images, missing } = inventory.images;
    const path = `${mount.path}/${disk.path}`;
    const told =
      disk.storageType === 'NETWORK' ||
      missing.includes(path) ||
      (inventory.realPaths.get(path) ?? path) !== path ||
      images.some(({ realPath }) => {
        const place = places.of(lookup.lastingPath(realPath));
        return place?.diskId === diskId || place?.formerDiskId === diskId;
      });
    return {
      told,
      mountChanged: displaced.has(disk.storageDomainId),
      image: images.find(({ realPath }) => realPath === path) ?? null,
    };
  }

  async function record(hostId: HostId, asker: Asker, command: HostCommand): Promise<void> {
    const handled = await handleHostCommand(store, hostId, command, originOf(asker));
    if (handled?.position) await waitForViews(handled.position);
  }

  /** Sees to it that whatever keeps a look from its end shows on the host. */
  async function orTell<Value>(host: Host, asker: Asker, work: () => Promise<Value>): Promise<Value | null> {
    const { id: hostId } = host;
    try {
      return await work();
    } catch (error) {
      // All was recorded; only the views do not show it yet.
      if (error instanceof ViewsBehind) throw error;
      if (error instanceof HostUnreachable) {
        logger.warn({ err: error, hostId }, 'the host does not answer');
        const problem = { what: error.message, remedy: 'See that programs can be started on the host.' };
        await record(hostId, asker, { type: 'LoseContact', problem });
        return null;
      }
      await addProblem(host, asker, scanFailed(error));
      throw error;
    }
  }

  async function addProblem({ id: hostId }: Host, asker: Asker, problem: HostFinding): Promise<void> {
    await record(hostId, asker, { type: 'ReportHostProblem', problem }).catch((fault: unknown) =>
      logger.warn({ err: fault, hostId }, 'a problem of the host was not recorded'),
    );
  }

  /** What the host can do stays as it was known where that cannot be found out; then why not. */
  async function probeAgain(host: Host, asker: Asker): Promise<HostFinding | null> {
    try {
      await asPart(async () =>
        recordProbe(parts, host.id, await host.capabilities({ again: true }), originOf(asker)),
      );
      return null;
    } catch (error) {
      if (!(error instanceof HostBusy)) throw error;
      logger.warn({ err: error, hostId: host.id }, 'what the host can do was not found out anew');
      return {
        what: `What the host can do was not found out anew: ${error.message}`,
        remedy: 'The host is too busy; probe it again later, and it is given more time.',
      };
    }
  }

  const scans = coalesceCalls<HostId, { asker: Asker; probe: boolean }>(
    (one, other) => ({ asker: one.asker ?? other.asker, probe: one.probe || other.probe }),
    async (hostId, { asker, probe }) => {
      const host = hostOf(hostId);
      await orTell(host, asker, async () => {
        const problem = probe ? await probeAgain(host, asker) : null;
        await lookOver(host, 'HOST', asker, { tryAgain: probe });
        if (problem !== null) await addProblem(host, asker, problem);
      });
    },
  );
  // What one host sees of a disk answers no question to another.
  const looks = coalesceCalls<
    `${DiskId} ${HostId}`,
    { diskId: DiskId; hostId: HostId; asker: Asker } & Required<InspectOptions>,
    Inspection
  >(
    (one, other) => ({
      ...one,
      asker: one.asker ?? other.asker,
      probe: one.probe || other.probe,
      thorough: one.thorough || other.thorough,
    }),
    async (_, { diskId, hostId, asker, probe, thorough }) => {
      const host = hostOf(hostId);
      const look = await orTell(host, asker, async () => {
        if (probe) await probeAgain(host, asker);
        return lookOver(host, diskId, asker, { thorough });
      });
      return look ?? { told: false, mountChanged: false, image: null };
    },
  );
  return {
    scan: (hostId, asker, { probe = false } = {}) => scans(hostId, { asker, probe }),
    inspect: (diskId, hostId, asker, { probe = false, thorough = false } = {}) =>
      looks(`${diskId} ${hostId}`, { diskId, hostId, asker, probe, thorough }),
    placesOn: async (host) => createPlaces(host.id, lookupIn(await host.findStorage()), knownFrom(views)),
    async whereIs(host, realPath) {
      const [storage, machines] = await Promise.all([host.findStorage(), host.findVms()]);
      const lookup = lookupIn(storage);
      const places = createPlaces(host.id, lookup, knownFrom(views));
      const realPaths = await host.realPaths(pathsOfVms(machines));
      const { attachments } = vmDisks({ hostId: host.id, machines, realPaths }, places, lookup);
      const path = lookup.lastingPath(realPath);
      return {
        place: places.of(realPath),
        attachments: attachmentsOn(host.id, machines, attachments.get(path)),
      };
    },
    knownPlacesOn(hostId) {
      const { mounts = [], blockDevices = [] } = views.host(hostId)?.observation ?? {};
      return createPlaces(hostId, lookupIn({ mounts, blockDevices }), knownFrom(views));
    },
  };
}

const scanFailed = (error: unknown): HostFinding => ({
  what: `The last scan failed: ${error instanceof Error ? error.message : String(error)}`,
  remedy: 'Look at the log of the server.',
});
