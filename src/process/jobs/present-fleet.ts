import { storageAccessOf } from '../../projections/fold/storage-access.ts';
import type { Views } from '../../projections/views.ts';
import { createFleetState, type FleetState } from '../plan/fleet-state.ts';
import { hostsFor } from './preflight.ts';
import type { ProcessSettings } from './settings.ts';
import type { WatchedHosts } from './watched-hosts.ts';

/** The fleet as plans need it, by the views and the watched hosts. */
export const presentFleet = (hosts: WatchedHosts, views: Views, settings: ProcessSettings): FleetState =>
  createFleetState({
    host: hosts.standing,
    contact: (id) => void hosts.get(id),
    reaching: (id) => hostsFor(storageAccessOf(views, id)),
    maxRunsOn: (id) => views.storageDomain(id)?.maxRuns ?? settings.maxRunsPerStorageDomain,
    maxRuns: views.limits().maxRuns ?? settings.maxRuns,
  });
