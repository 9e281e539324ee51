import { counted } from '../../domain/counted.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import { shown } from '../../domain/plain-name.ts';
import { arrayLabel } from '../../domain/storage-domain/array.ts';
import type { WaitingJob } from '../jobs/active-job.ts';
import type { FleetState } from './fleet-state.ts';
import type { Line, Place } from './line.ts';
import type { Load } from './load.ts';
import { placesInLine } from './order.ts';
import { hasFreeSlot, isFull } from './plan.ts';
import { createStorageSlots } from './storage-slots.ts';

/** A message names no more hosts than an operator reads. */
const namedHosts = 5;

/**
 * Tells why waiting jobs do not go on, as long as the line, the load and the fleet stay as they are: what many of them ask
 * for is found out once.
 */
export function createWaitReasons(
  line: Line & { isDelayed(job: WaitingJob): boolean },
  load: Load,
  fleet: FleetState,
  now: number,
): (job: WaitingJob) => WaitReason | null {
  const lines = new Map<string, (job: WaitingJob) => number>();
  const fullStorage = createStorageSlots(load, fleet.limitOn);
  const isOpen = (place: Place): boolean => fleet.candidates(place).blocked === null;
  /** Its place among the jobs of the places that wait for the same, which `name` stands for. */
  function positionIn(name: string, job: WaitingJob, waitsToo: (place: Place) => boolean): number {
    const lanes = () => [...line.places()].filter(waitsToo).flatMap((place) => [...place.lanes]);
    const places = lines.get(name) ?? placesInLine(lanes(), load, now);
    lines.set(name, places);
    return places(job);
  }

  /** Null where its turn is next. */
  return (job) => {
    if (line.isDelayed(job)) {
      return {
        code: 'RETRY_DELAY',
        message: `Attempt ${job.nextAttempt - 1} failed and is retried: attempt ${job.nextAttempt} begins at ${job.notBefore}.`,
        position: null,
      };
    }
    const { storageDomainId, pinnedHostId } = job;
    const here = fleet.candidates(job);
    const isHere = (place: Place) =>
      place.storageDomainId === storageDomainId && place.pinnedHostId === pinnedHostId;
    if (here.blocked !== null) {
      if ('giveUp' in here.blocked) return null;
      return {
        ...here.blocked.wait,
        position: positionIn(`${storageDomainId} ${pinnedHostId}`, job, isHere),
      };
    }
    const ready = here.ready.filter(({ id }) => !load.hangs(id, storageDomainId));
    if (ready.length === 0) {
      const message = `The disk's storage domain does not answer on ${namesOf(here.ready)}: a run there waits for it, and no other is started.`;
      const position = positionIn(`${storageDomainId} ${pinnedHostId}`, job, isHere);
      return { code: 'STORAGE_CONTACT', message, position };
    }
    if (isFull(fleet.maxRuns, load)) {
      const total = load.total();
      const message = `There ${total === 1 ? 'is' : 'are'} ${counted(total, 'run')}, as many as there may be at once in all (updateLimits).`;
      return { code: 'INSTALLATION_SLOT', message, position: positionIn('all', job, isOpen) };
    }
    const full = fullStorage(storageDomainId);
    if (full?.of === 'ARRAY') {
      const { name, runs } = full;
      const message = `The storage array "${shown(name)}" (the label ${arrayLabel} of storage domains) already has ${counted(runs, 'run')}, as many as it may have at once.`;
      const isOnIt = (place: Place) => fleet.limitOn(place.storageDomainId).array === name && isOpen(place);
      return { code: 'ARRAY_SLOT', message, position: positionIn(`array ${name}`, job, isOnIt) };
    }
    if (full !== null) {
      const message = `Storage domain "${shown(full.name)}" already has ${counted(full.runs, 'run')}, as many as it may have at once.`;
      const isOnIt = (place: Place) => place.storageDomainId === storageDomainId && isOpen(place);
      return { code: 'STORAGE_DOMAIN_SLOT', message, position: positionIn(storageDomainId, job, isOnIt) };
    }
    if (ready.some((host) => hasFreeSlot(host, load))) return null;
    const needsSame = (place: Place) => fleet.candidates(place).ready.some(({ id }) => here.readyIds.has(id));
    return {
      code: 'HOST_SLOT',
      message: `Every host that can take the job already has as many runs as it may have at once: ${namesOf(ready)}.`,
      position: positionIn(`hosts ${here.readyName}`, job, needsSame),
    };
  };
}

function namesOf(hosts: readonly { readonly name: string }[]): string {
  const names = hosts.slice(0, namedHosts).map(({ name }) => name);
  return [...names, ...(hosts.length > namedHosts ? [`${hosts.length - namedHosts} more`] : [])].join(', ');
}
