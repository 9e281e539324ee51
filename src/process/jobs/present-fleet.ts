import { whyNotOn } from '../../domain/disk/eligibility/obstacles-of-hosts.ts';
import type { Reach } from '../../domain/disk/eligibility/storage-access.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import { storageAccessOf } from '../../projections/fold/storage-access.ts';
import type { Views } from '../../projections/views.ts';
import { createFleetState, type FleetState } from '../plan/fleet-state.ts';
import { hostsFor } from './preflight.ts';
import type { ProcessSettings } from './settings.ts';
import type { WatchedHosts } from './watched-hosts.ts';

/** The fleet as plans need it, by the views and the watched hosts. */
export const presentFleet = (
  hosts: Pick<WatchedHosts, 'get' | 'standing'>,
  views: Pick<Views, 'host' | 'storageDomain' | 'limits'>,
  settings: ProcessSettings,
): FleetState =>
  createFleetState({
    host: hosts.standing,
    contact: (id) => void hosts.get(id),
    reaching: (id) => hostsFor(storageAccessOf(views, id)),
    refusal: (hostId, id) => {
      const reach = storageAccessOf(views, id).reach.find((each) => each.hostId === hostId);
      return reach === undefined ? null : refusalOf(reach);
    },
    maxRunsOn: (id) => views.storageDomain(id)?.maxRuns ?? settings.maxRunsPerStorageDomain,
    maxRuns: views.limits().maxRuns ?? settings.maxRuns,
  });

/** What keeps runs off the host that a request asked for. */
function refusalOf(reach: Reach): WaitReason {
  const asked = `Host ${reach.hostName}, which the request asked for,`;
  if (reach.confirmedDown) {
    const message = `${asked} was confirmed down, and has not answered since.`;
    return { code: 'HOST_CONTACT', message, position: null };
  }
  if (reach.contact === 'LOST') {
    const message = `${asked} is out of contact; the query hosts tells why.`;
    return { code: 'HOST_CONTACT', message, position: null };
  }
  const why = whyNotOn(reach).map((each) => `${each.why}. ${each.remedy}`);
  return {
    code: 'NO_SUITABLE_HOST',
    message: `${asked} may not do it: ${why.join(' ')}`,
    position: null,
  };
}
