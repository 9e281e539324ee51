import type { Logger } from 'pino';
import { createHostAccess } from './discovery/host-access.ts';
import { knownFrom } from './discovery/known.ts';
import { registeredDirectory } from './discovery/register-fleet.ts';
import type { Scanner } from './discovery/scanner.ts';
import type { EventStore, Position } from './event-store/event-store.ts';
import type { Fleet } from './hosts/fleet.ts';
import type { Host } from './hosts/host.ts';
import type { DiskMarks } from './process/jobs/disk-marks.ts';
import { storageAccessOfDisk } from './projections/fold/storage-access.ts';
import type { Views } from './projections/views.ts';
import { createRequests } from './requests/create-requests.ts';

/** Requests on the parts of a server: what they read is in the views, and what they ask of hosts the scanner and the fleet answer. */
export function wireRequests(parts: {
  readonly store: EventStore;
  readonly views: Views;
  readonly fleet: Fleet;
  /** The host that the server runs on. */
  readonly own: Host;
  readonly scanner: Scanner;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly beingMeasured: DiskMarks;
  readonly logger: Logger;
  readonly now: () => Date;
}) {
  const { store, views, waitForViews, beingMeasured, logger, now } = parts;
  return createRequests({
    store,
    catalogue: {
      ...views,
      directory: (hostId, path) => registeredDirectory(views, hostId, path),
      disksIn: knownFrom(views).disksOn,
      storageAccess: (id) => storageAccessOfDisk(views, id),
    },
    hosts: createHostAccess(parts),
    waitForViews,
    holdOffRuns: beingMeasured.mark,
    logger,
    now,
  });
}
