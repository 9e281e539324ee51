import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { version } from './common/version.ts';
import type { Settings } from './config.ts';
import { contactHost, signOfLife } from './contact-host.ts';
import { createFleet } from './create-fleet.ts';
import { recordProbe } from './discovery/register-fleet.ts';
import { createScanner } from './discovery/scanner.ts';
import { scanBySchedule } from './discovery/schedule.ts';
import { watchHosts } from './discovery/watch-hosts.ts';
import type { HostCapabilities } from './domain/host/events.ts';
import type { DiskId, HostId } from './domain/ids.ts';
import type { ServerReport } from './domain/server-report.ts';
import type { EventStore, Position } from './event-store/event-store.ts';
import { assertAvailable, type HealthWatch } from './event-store/health-watch.ts';
import type { Host } from './hosts/host.ts';
import { coordinateUnderLease, notCoordinating } from './process/coordinate-under-lease.ts';
import { goneAfterMs, joinServerRegistry } from './process/coordination/server-registry.ts';
import { createDiskMarks } from './process/jobs/disk-marks.ts';
import { maxRunsPerVolumeGroup } from './process/jobs/settings.ts';
import type { Scans } from './process/jobs/watched-hosts.ts';
import { waitsElsewhere } from './process/waits-elsewhere.ts';
import { diskAt, jobAt, jobsAt, storageAccessAt } from './projections/fold/history.ts';
import type { Projections } from './projections/open-projections.ts';
import { refuseWhileDown } from './requests/refuse-while-down.ts';
import type { Services } from './resolvers/context.ts';
import { ViewsBehind } from './streams/views-behind.ts';
import { wireRequests } from './wire-requests.ts';

/** Waits until the local views include an event, within a bound. */
const createWait =
  ({ projector, views }: Projections, timeoutMs: number) =>
  async (position: Position): Promise<void> => {
    await projector.waitFor(position, timeoutMs);
    const included = views.checkpoint();
    if (included === null || included < position) throw new ViewsBehind(timeoutMs);
  };

/** What answers requests, and what works on jobs behind it, on parts that are open already. */
export function createServices(parts: {
  readonly settings: Settings;
  readonly store: EventStore;
  readonly health: HealthWatch;
  readonly projections: Projections;
  readonly host: Host;
  readonly logger: Logger;
  readonly coordinate: boolean;
}): { services: Services; listensAt(url: string): void; scanBySchedule(): void; stop(): Promise<void> } {
  const { settings, store, health, projections, host, logger, coordinate } = parts;
  const { views, feed, projector } = projections;
  const now = () => new Date();
  const startedAt = now().toISOString();
  const serverId = randomUUID();
  let url: string | null = null;
  const { fleet, ssh, close: closeFleet } = createFleet({ own: host, views, settings, logger });
  const waitForViews = createWait(projections, settings.viewTimeoutMs);
  const beingMeasured = createDiskMarks();
  const scanner = createScanner({ store, views, fleet, waitForViews, logger, now });
  const common = { store, views, fleet, scanner, waitForViews, beingMeasured, now };
  const shared = settings.eventStore.kind !== 'SQLITE';
  const onProbed = (hostId: HostId, found: HostCapabilities) =>
    recordProbe(common, hostId, found).catch((error: unknown) =>
      logger.warn({ err: error, hostId }, 'what the host can do was not recorded'),
    );
  const { requests, operations } = wireRequests({
    ...{ ...common, own: host, logger },
    contact: (at, directories) =>
      contactHost(
        ssh,
        at,
        directories,
        (id) => registry.servers().find(({ hostId }) => hostId === id)?.runsDirectory ?? null,
      ),
    signOfLife: (id, access) => signOfLife(ssh, id, access),
  });
  /** At the start those of the server's own host and earlier life, and those of servers that are gone when it coordinates. */
  const resumeOperations = () =>
    operations
      .resume()
      .catch((err: unknown) => logger.warn({ err }, 'operations that had not ended were not resumed'));
  if (coordinate) void resumeOperations();
  const scans: Scans = new EventEmitter();
  const inspectDisk = (diskId: DiskId, hostId: HostId) => scanner.inspect(diskId, hostId, null);
  const coordination = coordinate
    ? coordinateUnderLease(
        {
          ...common,
          inspectDisk,
          feed,
          settings: settings.process,
          logger,
          onProbed,
          scans,
          onCoordinating: resumeOperations,
        },
        { holder: serverId, exclusive: !shared },
      )
    : notCoordinating;

  const report = (): Omit<ServerReport, 'reportedAt'> => {
    const { position, lagSeconds } = projector.status();
    const { active: coordinates } = coordination.status();
    const { runsDirectory } = settings;
    const own = { id: serverId, name: hostname(), hostId: host.id, runsDirectory, url, version, startedAt };
    return { ...own, position, lagSeconds, coordinates };
  };
  const registry = shared
    ? joinServerRegistry({ store, logger, report })
    : {
        servers: () => [{ ...report(), reportedAt: now().toISOString() }],
        listenedMs: () => 0,
        stop: async () => undefined,
      };

  const watching = shared
    ? watchHosts({
        ...common,
        registry,
        goneAfterMs,
        logger,
        coordinates: () => coordination.status().active,
      })
    : null;
  let schedule: ReturnType<typeof scanBySchedule> | null = null;

  const services: Services = {
    views,
    feed,
    requests: refuseWhileDown(requests, () => assertAvailable(health)),
    diskAt: (id, moment) => diskAt(store, id, moment),
    storageAccessAt: (id, moment) => storageAccessAt(store, id, moment),
    jobAt: (id, moment) => jobAt(store, views, id, moment),
    jobsAt: (diskId, ids, moment) => jobsAt(store, diskId, ids, moment),
    waitingFor: (job) =>
      coordination.status().active
        ? coordination.waitingFor(job)
        : waitsElsewhere({ views, ...registry }, job),
    system() {
      const { maxRuns, maxRunsPerHost, maxRunsPerStorageDomain } = settings.process;
      const { position, lagSeconds } = projector.status();
      return {
        version,
        startedAt,
        eventStore: health.current(),
        projections: { position, lagSeconds },
        coordinator: coordination.status(),
        limits: {
          maxRuns: views.limits().maxRuns ?? maxRuns,
          ...{ maxRunsPerHost, maxRunsPerStorageDomain, maxRunsPerVolumeGroup },
        },
        servers: registry.servers(),
      };
    },
  };
  return {
    services,
    listensAt(address) {
      url = address;
    },
    scanBySchedule() {
      const { scanIntervalMs: intervalMs, probeIntervalMs } = settings;
      schedule = scanBySchedule({
        ...{ scanner, ownHostId: host.id, fleet, views, intervalMs, probeIntervalMs, logger },
        coordinates: () => coordination.status().active,
        onScanned: (id) => void scans.emit('scanned', id),
      });
    },
    async stop() {
      operations.stop();
      await schedule?.stop();
      await watching?.stop();
      await Promise.all([coordination.stop(), registry.stop()]);
      await closeFleet();
    },
  };
}
