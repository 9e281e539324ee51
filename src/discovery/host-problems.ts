import type { Logger } from 'pino';
import { messageOf } from '../common/message-of.ts';
import type { HostCommand } from '../domain/host/commands.ts';
import type { HostFinding } from '../domain/host/events.ts';
import type { HostId } from '../domain/ids.ts';
import { HostUnreachable } from '../hosts/host.ts';
import type { EventOrigin } from '../streams/envelope.ts';
import { handleHostCommand } from '../streams/handle-command.ts';
import type { EventStore, Position } from '../streams/store.ts';
import { ViewsBehind } from '../streams/views-behind.ts';

/** Records on a host what keeps it from being scanned. */
export function createHostProblems(parts: {
  readonly store: EventStore;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly logger: Logger;
}) {
  const { store, waitForViews, logger } = parts;

  async function record(hostId: HostId, command: HostCommand, origin: EventOrigin): Promise<void> {
    const handled = await handleHostCommand(store, hostId, command, origin);
    if (handled?.position) await waitForViews(handled.position);
  }

  async function report(hostId: HostId, problem: HostFinding, origin: EventOrigin): Promise<void> {
    await record(hostId, { type: 'ReportHostProblem', problem }, origin).catch((fault: unknown) =>
      logger.warn({ err: fault, hostId }, 'a problem of the host was not recorded'),
    );
  }

  return {
    /** Adds a problem to those of a host. */
    report,
    /**
     * Does work on a host, and records why it fails; the error is thrown again. Gives null where the host does not answer,
     * which is recorded as lost contact.
     */
    async recordingFailure<Value>(
      hostId: HostId,
      origin: EventOrigin,
      work: () => Promise<Value>,
    ): Promise<Value | null> {
      try {
        return await work();
      } catch (error) {
        // Everything was recorded; only the views do not show it yet.
        if (error instanceof ViewsBehind) throw error;
        if (error instanceof HostUnreachable) {
          logger.warn({ err: error, hostId }, 'the host does not answer');
          const problem = {
            what: error.message,
            remedy: error.remedy ?? 'Make sure that programs can be started on the host.',
          };
          await record(hostId, { type: 'LoseContact', problem }, origin);
          const { offeredKey: offered } = error;
          if (offered !== null) await record(hostId, { type: 'RefuseHostKey', offered }, origin);
          return null;
        }
        const what = `The last scan failed: ${messageOf(error)}`;
        await report(hostId, { what, remedy: 'See the log of the server.' }, origin);
        throw error;
      }
    },
  };
}
