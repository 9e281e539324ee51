import type { Logger } from 'pino';
import { coalesceCalls } from '../common/coalesce-calls.ts';
import type { Caller } from '../domain/actor.ts';
import type { HostFinding } from '../domain/host/events.ts';
import type { DiskId, HostId, StorageDomainId } from '../domain/ids.ts';
import type { Fleet } from '../hosts/fleet.ts';
import { type Host, HostBusy } from '../hosts/host.ts';
import type { FoundImage } from '../hosts/inventory.ts';
import type { Views } from '../projections/views.ts';
import { type EventOrigin, requestOrigin, systemOrigin } from '../streams/envelope.ts';
import type { EventStore, Position } from '../streams/store.ts';
import { asPart } from '../streams/views-behind.ts';
import { collectInventory } from './collect-inventory.ts';
import { createHostProblems } from './host-problems.ts';
import type { Inventory } from './inventory.ts';
import { knownFrom } from './known.ts';
import { createPlaces } from './places.ts';
import { recordInventory, type UntestableStorage } from './record-inventory.ts';
import { recordProbe } from './register-fleet.ts';
import { attachmentsOn, pathsOfVms, vmDisks } from './vm-disks.ts';

/** The client that requests a scan; null is Winnow itself. */
type ScanRequester = Caller | null;

/** What an inspection of one disk found. */
interface Inspection {
  /** False where it is not known whether the image is there. */
  readonly imageKnown: boolean;
  /** Whether its directory lies on other storage than before: the storage that it was registered on is not mounted. */
  readonly mountChanged: boolean;
  /** What was found at the disk's path on that host; null where no image was. */
  readonly image: FoundImage | null;
}

export type Scanner = ReturnType<typeof createScanner>;

/** What a scan or an inspection needs beside its scope. */
interface ScanRequest {
  readonly requester: ScanRequester;
  readonly probe: boolean;
  readonly thorough: boolean;
}

const nothingFound: Inspection = { imageKnown: false, mountChanged: false, image: null };

const mergeRequests = <Request extends ScanRequest>(one: Request, other: ScanRequest): Request => ({
  ...one,
  requester: one.requester ?? other.requester,
  probe: one.probe || other.probe,
  thorough: one.thorough || other.thorough,
});

/** Scans hosts and records what is new. A host that does not answer is recorded as out of contact; that is no error. */
export function createScanner(parts: {
  readonly store: EventStore;
  readonly views: Views;
  readonly fleet: Fleet;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly logger: Logger;
  readonly now: () => Date;
}) {
  const { store, views, fleet, waitForViews, logger, now } = parts;
  const problems = createHostProblems(parts);
  const untestable: UntestableStorage = new Set();
  /**
   * The newest inspection of a disk alone by each host, as a count of inspections: a scan that began before it has older
   * attachments.
   */
  const inspectedAlone = new Map<HostId, Map<DiskId, number>>();
  let inspectionsBegun = 0;

  const originOf = (requester: ScanRequester): EventOrigin =>
    requester === null ? systemOrigin(now()) : requestOrigin(requester, now());
  const hostOf = (hostId: HostId): Host => {
    const host = fleet.get(hostId)?.host;
    if (host === undefined) throw new Error(`Host ${hostId} is not of this server.`);
    return host;
  };

  async function inspect(
    host: Host,
    scope: DiskId | 'HOST',
    { requester, probe, thorough }: ScanRequest,
  ): Promise<Inspection> {
    inspectionsBegun += 1;
    const begun = inspectionsBegun;
    const alone = inspectedAlone.get(host.id) ?? new Map<DiskId, number>();
    inspectedAlone.set(host.id, alone);
    const known = {
      ...knownFrom(views, host.id),
      inspectedSince: (id: DiskId) => (alone.get(id) ?? 0) > begun,
    };
    const inventory = await collectInventory(host, scope, known, thorough);
    const recorded = await recordInventory({
      ...{ store, host, known, untestable, inventory },
      origin: originOf(requester),
      tryAgain: probe && scope === 'HOST',
      alone: scope !== 'HOST',
    });
    if (recorded.position !== null) await waitForViews(recorded.position);
    if (scope !== 'HOST') {
      alone.set(scope, begun);
      return inspectionOf(scope, inventory, recorded.mountChanged);
    }
    for (const [id, at] of alone) if (at < begun) alone.delete(id);
    return nothingFound;
  }

  function inspectionOf(
    diskId: DiskId,
    { hostId, images: { images, missing, realPaths }, places }: Inventory,
    mountChanged: ReadonlySet<StorageDomainId>,
  ): Inspection {
    const disk = views.disk(diskId);
    const mount = disk && views.storageDomain(disk.storageDomainId)?.mounts.find((m) => m.hostId === hostId);
    if (!disk || !mount) return nothingFound;
    const path = `${mount.path}/${disk.path}`;
    const imageKnown =
      disk.storageType === 'NETWORK' ||
      missing.includes(path) ||
      (realPaths.get(path) ?? path) !== path ||
      images.some(({ realPath }) => {
        const place = places.of(realPath);
        return place?.diskId === diskId || place?.formerDiskId === diskId;
      });
    return {
      imageKnown,
      mountChanged: mountChanged.has(disk.storageDomainId),
      image: images.find(({ realPath }) => places.lastingPath(realPath) === path) ?? null,
    };
  }

  /** Probes a host and records what it found; gives why that was not possible, and then what was known stays. */
  async function probeAgain(host: Host, requester: ScanRequester): Promise<HostFinding | null> {
    try {
      await asPart(async () =>
        recordProbe(parts, host.id, await host.capabilities({ again: true }), originOf(requester)),
      );
      return null;
    } catch (error) {
      if (!(error instanceof HostBusy)) throw error;
      logger.warn({ err: error, hostId: host.id }, 'the probe of the host did not finish');
      return {
        what: `What the host can do could not be probed: ${error.message}`,
        remedy: 'The host is too busy; probe it again later, and the probe gets more time.',
      };
    }
  }

  // Each host sees a disk for itself, so only calls for the same host are coalesced.
  const inspections = coalesceCalls<
    string,
    ScanRequest & { readonly scope: DiskId | 'HOST'; readonly hostId: HostId },
    Inspection
  >(mergeRequests, async (_, { scope, hostId, ...request }) => {
    const host = hostOf(hostId);
    const origin = originOf(request.requester);
    const found = await problems.recordingFailure(hostId, origin, async () => {
      const problem = request.probe ? await probeAgain(host, request.requester) : null;
      const inspection = await inspect(host, scope, request);
      if (problem !== null && scope === 'HOST') await problems.report(hostId, problem, origin);
      return inspection;
    });
    return found ?? nothingFound;
  });
  return {
    /**
     * Scans a whole host and records what is new, one scan at a time; calls during a scan share the next. `probe` also
     * probes what the host can do, and tests again whether its storage gives space back.
     */
    scan: async (
      hostId: HostId,
      requester: ScanRequester,
      { probe = false }: Partial<Pick<ScanRequest, 'probe'>> = {},
    ): Promise<void> => {
      await inspections(hostId, { scope: 'HOST', hostId, requester, probe, thorough: false });
    },
    /**
     * Inspects one disk from one host: its image, its virtual machines, its storage and what stands on it. `probe` also
     * probes what the host can do; `thorough` gives the check of reference counts more time.
     */
    inspect: (
      diskId: DiskId,
      hostId: HostId,
      requester: ScanRequester,
      { probe = false, thorough = false }: Partial<Pick<ScanRequest, 'probe' | 'thorough'>> = {},
    ) => inspections(`${diskId} ${hostId}`, { scope: diskId, hostId, requester, probe, thorough }),
    /** The storage domains and disks of the paths of a host, by what it has mounted now. */
    currentPlacesOn: async (host: Host) =>
      createPlaces(host.id, await host.findStorage(), knownFrom(views, host.id)),
    /**
     * Asks a host in which storage domain an image lies (links resolved), which disk it is, and which virtual machines
     * have it; these are undefined while libvirt does not answer.
     */
    async locateImage(host: Host, realPath: string) {
      const [storage, vms] = await Promise.all([host.findStorage(), host.findVms()]);
      const places = createPlaces(host.id, storage, knownFrom(views, host.id));
      const named = { directories: [], files: [] };
      const alsoLocate = pathsOfVms(vms);
      const { realPaths } = await host.findImages({ wanted: [], directories: [], named, alsoLocate });
      const { attachments } = vmDisks({ hostId: host.id, vms, realPaths, places });
      const path = places.lastingPath(realPath);
      return {
        place: places.of(realPath),
        attachments: attachmentsOn(host.id, vms, attachments.get(path)),
      };
    },
    /** The storage domains and disks of the paths of a host, by what it had mounted at its last scan. */
    knownPlacesOn(hostId: HostId) {
      const { mounts = [], blockDevices = [] } = views.host(hostId)?.observation ?? {};
      return createPlaces(hostId, { mounts, blockDevices }, knownFrom(views, hostId));
    },
  };
}
