import { whyNotOn } from '../../domain/disk/eligibility/obstacles-of-hosts.ts';
import type { Reach } from '../../domain/disk/eligibility/storage-access.ts';
import type { StorageDomainId } from '../../domain/ids.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import { noLabels } from '../../domain/labels.ts';
import { arrayLabel } from '../../domain/storage-domain/array.ts';
import { storageAccessOf } from '../../projections/fold/storage-access.ts';
import type { StorageDomainView, Views } from '../../projections/views.ts';
import { createFleetState, type FleetState } from '../plan/fleet-state.ts';
import type { StorageLimit } from '../plan/storage-slots.ts';
import { hostsFor } from './preflight.ts';
import { maxRunsPerVolumeGroup, type ProcessSettings } from './settings.ts';
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
    limitOn: (id) => storageLimitOf(views.storageDomain(id), id, settings),
    maxRuns: views.limits().maxRuns ?? settings.maxRuns,
  });

/** A number of its own is all that counts for a storage domain that has one. */
function storageLimitOf(
  domain: StorageDomainView | null,
  id: StorageDomainId,
  { maxRunsPerStorageDomain }: ProcessSettings,
): StorageLimit {
  const { name = id, kind, maxRuns = null, labels = noLabels } = domain ?? {};
  if (maxRuns !== null) return { name, maxRuns, array: null };
  return {
    name,
    maxRuns: kind === 'VOLUME_GROUP' ? maxRunsPerVolumeGroup : maxRunsPerStorageDomain,
    array: labels[arrayLabel] || null,
  };
}

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
