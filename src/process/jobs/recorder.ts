import type { Logger } from 'pino';
import type { DiskCommand, DiskRejection } from '../../domain/disk/commands.ts';
import type { HostCommand } from '../../domain/host/commands.ts';
import type { DiskId, HostId, JobId } from '../../domain/ids.ts';
import { systemOrigin } from '../../streams/envelope.ts';
import { handleDiskCommand, handleHostCommand } from '../../streams/handle-command.ts';
import type { EventStore, Position } from '../../streams/store.ts';
import { untilViewsInclude } from '../../streams/until-views-include.ts';
import type { Fence } from '../coordination/fence.ts';

/** Whether a step was recorded, or refused since the disk's history has moved on without it. */
export type Recorded =
  | { readonly ok: true }
  | { readonly ok: false; readonly rejection: DiskRejection | 'CONFLICT' };

/** Records a job's steps on its disk, as Winnow itself, and returns once the local views show them. */
export type RecordStep = (job: { id: JobId; diskId: DiskId }, command: DiskCommand) => Promise<Recorded>;

interface RecorderParts {
  readonly store: EventStore;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly fence: Fence;
  /** Aborts when the coordinator stops. */
  readonly signal: AbortSignal;
}

export function createRecorder(parts: RecorderParts): RecordStep {
  const { store, logger, now, fence, signal } = parts;
  const goOn = () => !signal.aborted;
  return async ({ id, diskId }, command) => {
    fence();
    // What happened to the disk last is the cause of the next step.
    const origin = { ...systemOrigin(now(), id), causationId: null };
    const handled = await handleDiskCommand(store, diskId, command, origin);
    if (handled?.position) await untilViewsInclude(handled.position, { ...parts, goOn });
    if (handled?.outcome === 'ACCEPTED') {
      for (const { type } of handled.events) logger.info({ jobId: id, diskId, event: type }, 'step recorded');
      return { ok: true };
    }
    const rejection = handled === null ? 'CONFLICT' : handled.rejection;
    logger.warn({ jobId: id, diskId, command: command.type, rejection }, 'step not recorded');
    return { ok: false, rejection };
  };
}

/** Records what was found out of a host, as Winnow itself, and returns once the local views show it. */
export type RecordOnHost = (hostId: HostId, command: HostCommand) => Promise<void>;

export function createHostRecorder(parts: RecorderParts): RecordOnHost {
  const { store, logger, now, fence, signal } = parts;
  const goOn = () => !signal.aborted;
  return async (hostId, command) => {
    fence();
    const handled = await handleHostCommand(store, hostId, command, systemOrigin(now()));
    if (handled === null)
      throw new Error(`Others changed host ${hostId} at the same moment, again and again.`);
    if (handled.position) await untilViewsInclude(handled.position, { ...parts, goOn });
    if (handled.outcome !== 'ACCEPTED') return;
    for (const { type } of handled.events) logger.info({ hostId, event: type }, 'step recorded');
  };
}
