import type { Failure } from '../../domain/disk/events.ts';
import type { HostCapabilities } from '../../domain/host/events.ts';
import type { RunId } from '../../domain/ids.ts';
import { shown } from '../../domain/plain-name.ts';
import { failure } from '../failure.ts';
import { HostBusy, type ImageRef } from '../host.ts';
import { remedyWhenBusy } from '../images/usage/measure-usage.ts';
import { isApplianceFinding } from '../probe/probe-host.ts';

/** The failure of a host that is too busy to find out what it can do. */
export function busy(error: unknown): { readonly ok: false; readonly failure: Failure } {
  if (!(error instanceof HostBusy)) throw error;
  return { ok: false, failure: failure('TIMED_OUT', error.message, remedyWhenBusy) };
}

/** Why a host cannot sparsify at all; null where it can. */
export function unableToSparsify(
  { virtSparsify, lacks }: HostCapabilities,
  hostName: string,
): Failure | null {
  if (lacks.length === 0) return null;
  const what = lacks.map(({ what: missing }) => missing).join('; ');
  const remedy = [...new Set(lacks.map(({ remedy: each }) => each))].join(' ');
  return failure(codeOf(virtSparsify, lacks), `Host ${hostName} cannot sparsify: ${what}.`, remedy);
}

function codeOf(virtSparsify: HostCapabilities['virtSparsify'], lacks: HostCapabilities['lacks']) {
  if (lacks.every(isApplianceFinding)) return 'APPLIANCE_FAILED';
  return virtSparsify && !virtSparsify.features.includes('in-place') ? 'TOOL_TOO_OLD' : 'TOOL_MISSING';
}

/** Why a logical volume could not be activated, by what LVM said. */
export const notActivated = ({ directory, path }: ImageRef, why: string): Failure =>
  failure(
    'DISK_UNREADABLE',
    `The logical volume ${directory}/${path} could not be activated for the run: ${shown(why.trim().replace(/\s*\n\s*/g, '; '))}`,
    'Try `lvchange -aey` on it on that host; what keeps it from being activated there keeps a run from it as well. Where lvmlockd guards its group, another host may have it active: deactivate it there, or have that host do it (hostId of sparsifyDisk).',
  );

/** Why a run was not started, by what the host said. */
export function notStarted(why: string): Failure {
  if (/No space left|quota exceeded/i.test(why)) {
    return failure(
      'STORAGE_FULL',
      `The run was not started, since its record cannot be written: ${why}`,
      'Free some space on the filesystem of the directory that keeps the runs.',
    );
  }
  return failure(
    'RUN_NOT_STARTED',
    `The run was not started: ${why}`,
    'See that the directory that keeps the runs may be written, and that the host can make processes.',
  );
}

/** A host that was booted between the order of a run and its start: whether it had begun is not known, but nothing of it goes on. */
export const bootedSince = (runId: RunId, hostName: string): Failure =>
  failure(
    'RUN_LOST',
    `Host ${hostName} was booted anew since run ${runId} was ordered, and has no record whether it had begun.`,
    'Nothing has to be done: an image that is sparsified in place stays whole when the tool dies.',
  );
