import { posix } from 'node:path';
import { allocationOf } from '../../domain/disk/allocation.ts';
import { discoveredLabels } from '../../domain/disk/attachments.ts';
import { type DiskStatus, diskStatus } from '../../domain/disk/disk-status.ts';
import type { DiskAllocation, DiskFormat } from '../../domain/disk/facts.ts';
import { reclaimedOf } from '../../domain/disk/result.ts';
import { hasEnded, type JobStatus } from '../../domain/job/status.ts';
import { labelList, noLabels } from '../../domain/labels.ts';
import type { DiskView, JobView, LabelFilter } from '../views.ts';

/** Below every real value, as what is not known sorts as smallest. */
const unknownNumber = Number.MIN_SAFE_INTEGER;

const none: readonly string[] = [];

/** The columns that filters and orders of disks use. */
export interface DiskRow {
  readonly status: DiskStatus;
  /** In lower case: names are searched and ordered regardless of case. */
  readonly name: string;
  readonly registeredAt: string;
  readonly actualSize: number;
  readonly virtualSize: number;
  readonly reclaimable: number;
  readonly storageDomainId: string;
  readonly hasJob: 0 | 1;
  readonly path: string;
  readonly backingName: string | null;
  readonly format: DiskFormat;
  readonly allocation: DiskAllocation;
  /** Ids and names of the virtual machines that have it. */
  readonly vms: readonly string[];
  /** What filters ask for of its labels, see `labelSought`. */
  readonly labels: readonly string[];
  /** As bits, see disk-obstacles.ts. */
  readonly obstacles: number;
}

/** A disk's view with the columns of its row. */
export interface DiskEntry {
  readonly view: DiskView;
  readonly row: DiskRow;
}

/** Throws where an event gave a value of another type than its own. */
export function diskRow(view: DiskView, obstacles: number): DiskRow {
  const backing = view.observation?.backing ?? null;
  return {
    status: diskStatus(view),
    name: text(view.name, 'name').toLowerCase(),
    registeredAt: view.registeredAt,
    actualSize: size(view.observation?.allocatedBytes ?? null, 'allocatedBytes'),
    virtualSize: size(view.observation?.virtualSize ?? null, 'virtualSize'),
    reclaimable: size(view.reclaimable?.bytes ?? null, 'reclaimableBytes'),
    storageDomainId: text(view.storageDomainId, 'storageDomainId'),
    hasJob: view.activeJobId === null ? 0 : 1,
    path: text(view.path, 'path'),
    backingName: backing === null ? null : posix.basename(backing),
    format: view.format,
    allocation: allocationOf(view, view.observation),
    vms: vmsOf(view),
    labels: labelsOf(view),
    obstacles,
  };
}

function vmsOf({ observation }: DiskView): readonly string[] {
  const attachments = observation?.attachments ?? null;
  if (attachments === null || attachments.length === 0) return none;
  const names = attachments.flatMap(({ vmId, vmName }) => [text(vmId, 'vmId'), text(vmName, 'vmName')]);
  return [...new Set(names)];
}

/** What a row says of a label, and a filter asks for: its key alone, or with a value. */
export const labelSought = ({ key, value = null }: LabelFilter): string =>
  JSON.stringify(value === null ? [key] : [key, value]);

function labelsOf({ labels, observation }: DiskView): readonly string[] {
  const all = [...labelList(labels ?? noLabels), ...discoveredLabels(observation?.attachments ?? null)];
  if (all.length === 0) return none;
  return [...new Set(all.flatMap((label) => [labelSought({ key: label.key }), labelSought(label)]))];
}

/** Whether it is listed where nobody asks for removed ones. */
export const isListed = ({ status }: DiskRow): boolean => status !== 'REMOVED';

/** The columns that filters and orders of jobs use. */
export interface JobRow {
  readonly status: JobStatus;
  readonly active: 0 | 1;
  readonly requestedAt: string;
  readonly finishedAt: string;
  readonly reclaimed: number;
  readonly outcome: string | null;
  readonly requesterId: string;
}

/** A job's view with the columns of its row, and where in the history it begins. */
export interface JobEntry {
  readonly view: JobView;
  readonly row: JobRow;
  readonly firstSeq: number;
}

/** Throws where an event gave a value of another type than its own. */
export const jobRow = (view: JobView): JobRow => ({
  status: view.status,
  active: hasEnded(view.status) ? 0 : 1,
  requestedAt: view.requestedAt,
  finishedAt: view.finishedAt ?? '',
  reclaimed: size(view.result && reclaimedOf(view.result), 'reclaimed'),
  outcome: view.result?.outcome ?? null,
  requesterId: view.requestedBy.id,
});

function text(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${field} is no text.`);
}

function size(value: unknown, field: string): number {
  if (value === null) return unknownNumber;
  if (Number.isSafeInteger(value)) return value as number;
  throw new TypeError(`${field} is no whole number of bytes.`);
}

/** A number for a stream's name, the same everywhere, so that an index on streams is small. Not unique: compare the name too. */
export function streamNumber(stream: string): number {
  // FNV-1a, twice with other offsets: 32 and 21 bits, together what a JavaScript number holds exactly.
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < stream.length; index += 1) {
    const code = stream.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}
