import { fingerprintOf } from '../../common/fingerprint.ts';
import { counted } from '../../domain/counted.ts';
import type { VmState } from '../../domain/disk/attachments.ts';
import type { DiskEvent, DiskEventOf, Failure, FilesystemResult } from '../../domain/disk/events.ts';
import { discardedOnly, isMeasured } from '../../domain/disk/result.ts';
import { formatBytes } from '../../domain/format-bytes.ts';
import type { HostEvent, HostObservation } from '../../domain/host/events.ts';
import type { InstallationEvent } from '../../domain/installation/events.ts';
import type { Labels } from '../../domain/labels.ts';
import { shown } from '../../domain/plain-name.ts';
import type { StorageDomainEvent } from '../../domain/storage-domain/events.ts';
import type { ActivityView } from '../../projections/views.ts';

type Known = DiskEvent | HostEvent | StorageDomainEvent | InstallationEvent;

/** What happened, in a plain sentence, sizes in binary units. */
export const summary = (activity: ActivityView): string => shown(sentence(activity as Known));

function sentence(event: Known): string {
  switch (event.type) {
    case 'DiskRegistered':
      return `Disk "${event.data.name}" was registered: ${event.data.path}, ${event.data.format}.`;
    case 'DiskUpdated':
      return updated(event.data);
    case 'DiskObserved':
      return observed(event.data);
    case 'DiskMeasured':
      return `Used space was measured: about ${formatBytes(event.data.reclaimableBytes)} can be reclaimed.`;
    case 'DiskRemoved':
      return `The disk was removed from the catalogue${because(event.data.reason)}`;
    case 'SparsifyRequested':
      return `A sparsify was requested${because(event.data.options.reason)}`;
    case 'DiskLocked':
      return `The disk was locked for attempt ${event.data.attempt}; its image takes ${formatBytes(event.data.allocatedBytes)}.${chosen(event.data)}`;
    case 'SparsifyStarted':
      return `virt-sparsify was started on ${event.data.hostId}, attempt ${event.data.attempt}.`;
    case 'SparsifyCompleted':
      return completed(event.data);
    case 'SparsifyFailed':
      return `The sparsify failed${ofAttempt(event.data.attempt)}: ${failed(event.data)}`;
    case 'SparsifyRetryScheduled':
      return `Attempt ${event.data.attempt} failed: ${failed(event.data)} The next starts at ${event.data.notBefore} or later.`;
    case 'SparsifyCancelRequested':
      return `The sparsify was asked to stop${because(event.data.reason)}`;
    case 'SparsifyCanceled':
      return canceled(event.data);
    case 'SparsifyContactLost':
      if (event.data.of === 'STORAGE') {
        return `The storage of the image stopped answering on ${event.data.hostId} during attempt ${event.data.attempt}; the run waits for it.`;
      }
      return `${event.data.hostId} stopped answering during attempt ${event.data.attempt}; the run goes on there. ${ended(event.data.message)}`;
    case 'SparsifyContactRegained':
      if (event.data.of === 'STORAGE') {
        return `The storage of the image answers again on ${event.data.hostId}, attempt ${event.data.attempt} goes on.`;
      }
      return `${event.data.hostId} answers again, attempt ${event.data.attempt} is followed.`;
    case 'HostRegistered':
      return `Host "${event.data.name}" was registered${event.data.ssh ? `, at ${event.data.ssh.address}` : ''}.`;
    case 'HostUpdated':
      return `The host is called "${event.data.name}", may have ${runs(event.data)}${event.data.allowEmulation === false ? ', none with software emulation' : ''}, and has the labels ${labelsOf(event.data.labels)}.`;
    case 'HostAccessChanged':
      return `The host is reached at ${event.data.ssh.address} from now on, ${event.data.ssh.hostKey === null ? 'with any host key that ssh trusts' : `with the ${event.data.ssh.hostKey.type} host key ${fingerprintOf(event.data.ssh.hostKey)}`}.`;
    case 'HostKeyRefused':
      return `The host showed another host key than the accepted one, ${event.data.type} ${fingerprintOf(event.data)}, and was not contacted.`;
    case 'HostDrained':
      return `The host was drained: no run is started on it any more${because(event.data.reason)}`;
    case 'HostActivated':
      return `The host was activated again${because(event.data.reason)}`;
    case 'HostRemoved':
      return `The host was removed${because(event.data.reason)}`;
    case 'HostConfirmedDown':
      return `The host was confirmed down: runs on it are taken for dead${because(event.data.reason)}`;
    case 'HostReturned':
      return event.data.runsAlive.length === 0
        ? 'The host answers again; nothing that was taken for dead runs there.'
        : `The host answers again, and was not down: ${event.data.runsAlive.join(', ')} went on there and is stopped. See whether the disk was worked on twice.`;
    case 'HostProbed':
      return event.data.lacks.length === 0
        ? `The host was probed: it can sparsify, with ${event.data.acceleration ?? 'unknown acceleration'}.`
        : `The host was probed: it lacks ${event.data.lacks.map(({ what }) => what).join(', ')}.`;
    case 'HostObserved':
      return scanned(event.data);
    case 'StorageDomainRegistered':
      return `Storage domain "${event.data.name}" was registered.`;
    case 'StorageDomainChanged':
      return `The storage domain is now at ${event.data.mounts.map(({ path, hostId }) => `${path} on ${hostId}`).join(', ')}.`;
    case 'StorageDomainUpdated':
      return `The storage domain may have ${runsOnDomain(event.data)}, and has the labels ${labelsOf(event.data.labels)}.${event.data.allHostsRegistered ? ' All hosts that can use it are registered, as an operator declared.' : ''}`;
    case 'LimitsUpdated':
      return `In all there may be ${runs(event.data)}.`;
    case 'StorageDomainRemoved':
      return `The storage domain was removed${because(event.data.reason)}`;
    default:
      event satisfies never;
      return 'Something happened that this version of Winnow does not know.';
  }
}

const runs = ({ maxRuns }: { readonly maxRuns: number | null }): string =>
  maxRuns === null ? 'as many runs at once as the servers are set to' : `${counted(maxRuns, 'run')} at once`;
const runsOnDomain = (settings: { readonly maxRuns: number | null }): string =>
  settings.maxRuns === null ? 'as many runs at once as storage of its kind' : runs(settings);
const chosen = ({ hostId, chosen }: DiskEventOf<'DiskLocked'>['data']): string =>
  chosen === undefined ? '' : ` It runs on ${hostId}: ${ended(chosen)}`;
const labelsOf = (labels: Labels): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ') || '(none)';
const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
const because = (reason: string | null): string => (reason === null ? '.' : `: ${ended(reason)}`);
const failed = ({ message }: Failure): string => ended(message);
const ofAttempt = (attempt: number | null): string => (attempt === null ? '' : ` in attempt ${attempt}`);

function scanned({ contact, problems }: HostObservation): string {
  if (contact === 'LOST') return 'The host is out of contact.';
  return problems.length === 0
    ? 'The host was scanned.'
    : `The host was scanned; some of it could not be scanned: ${problems.map(({ what }) => what).join('; ')}.`;
}

function updated(data: DiskEventOf<'DiskUpdated'>['data']): string {
  const { name, format, allocation, wipeAfterDelete, labels } = data;
  const changes = [
    name !== undefined && `its name is "${name}"`,
    format !== undefined && `its format is ${format}, as an operator says`,
    allocation !== undefined &&
      allocation !== 'UNKNOWN' &&
      `its allocation is ${allocation}, as an operator says`,
    allocation === 'UNKNOWN' && 'its allocation is what its blocks show',
    wipeAfterDelete !== undefined &&
      `its blocks are ${wipeAfterDelete ? '' : 'not '}to be wiped when it is deleted`,
    labels !== undefined && `its labels are ${labelsOf(labels)}`,
  ].filter((change) => change !== false);
  return `The disk was changed: ${changes.join(', ')}.`;
}

function observed(data: DiskEventOf<'DiskObserved'>['data']): string {
  const { present, unreadable, allocatedBytes, virtualSize } = data;
  if (!present) return `The image was not found where the catalogue says.${vms(data)}`;
  const flaws = [
    data.encrypted === true && 'is encrypted as a whole',
    data.corrupt === true && 'is marked as corrupt',
    data.dirty === true && 'was not closed',
    data.refcounts === 'BROKEN' && 'has broken reference counts',
    data.refcounts === 'UNCHECKED' && 'has reference counts that nobody could check',
    data.writable === false && 'may not be written',
  ].filter((flaw) => flaw !== false);
  const what = unreadable ? `could not be read (${unreadable})` : size(allocatedBytes, virtualSize);
  return `The image ${[what, ...flaws].join(', ')}.${vms(data)}`;
}

function size(allocatedBytes: number | null, virtualSize: number | null): string {
  if (allocatedBytes === null) return 'was found';
  const of = virtualSize === null ? '' : ` of ${formatBytes(virtualSize)}`;
  return `was found to take ${formatBytes(allocatedBytes)}${of}`;
}

const stateInWords: Record<VmState, string> = {
  RUNNING: 'is running',
  PAUSED: 'is paused',
  SUSPENDED_TO_DISK: 'is suspended to disk',
  CRASHED: 'has crashed',
  SHUT_OFF: 'is shut off',
  UNKNOWN: 'is in a state that its host did not report',
};

function vms({ attachments }: DiskEventOf<'DiskObserved'>['data']): string {
  if (attachments === null) return '';
  if (attachments.length === 0) return ' No virtual machine has it.';
  const each = attachments.map(({ vmName, state }) => `"${vmName}", which ${stateInWords[state]}`);
  return ` It is attached to ${each.join('; ')}.`;
}

function completed(data: DiskEventOf<'SparsifyCompleted'>['data']): string {
  if (!isMeasured(data) && data.outcome === 'PARTIAL') {
    return `The sparsify ${discardedOnly(data)}; it ${shortcomings(data.filesystems).replace(/^and /, '')}.`;
  }
  const sizes = `${formatBytes(data.sizeBefore)} before, ${formatBytes(data.sizeAfter)} after`;
  switch (data.outcome) {
    case 'RECLAIMED':
      return `The sparsify reclaimed ${formatBytes(data.reclaimed)}: ${sizes}.`;
    case 'PARTIAL':
      return `The sparsify reclaimed ${formatBytes(data.reclaimed)}, ${shortcomings(data.filesystems)}: ${sizes}.`;
    case 'DISCARDED':
      return `The sparsify ${discardedOnly(data)}.`;
    case 'NOTHING_TO_RECLAIM':
      return `The sparsify found nothing to reclaim: ${ended(data.explanation)}`;
    default:
      data.outcome satisfies never;
      return ended(data.explanation);
  }
}

function shortcomings(filesystems: readonly FilesystemResult[]): string {
  const devicesOf = (outcome: FilesystemResult['outcome']) =>
    filesystems.filter((each) => each.outcome === outcome).map(({ device }) => device);
  const hibernated = devicesOf('TRIMMED_WHILE_HIBERNATED');
  const skipped = devicesOf('SKIPPED');
  return [
    ...(hibernated.length > 0
      ? [`trimmed ${hibernated.join(', ')} though the guest is hibernated and must not resume`]
      : []),
    ...(skipped.length > 0 || hibernated.length === 0
      ? [`and skipped ${skipped.join(', ') || 'a part'}`]
      : []),
  ].join(', ');
}

function canceled({ attempt, sizeBefore, sizeAfter }: DiskEventOf<'SparsifyCanceled'>['data']): string {
  if (attempt === null) return 'The sparsify was canceled before it began.';
  if (sizeBefore === null || sizeAfter === null) return `The sparsify was canceled in attempt ${attempt}.`;
  return `The sparsify was canceled in attempt ${attempt}: ${formatBytes(sizeBefore)} before, ${formatBytes(sizeAfter)} after.`;
}
