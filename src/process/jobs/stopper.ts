import { crashPoint } from '../../common/crash-points.ts';
import type { RunId } from '../../domain/ids.ts';
import type { Host } from '../../hosts/host.ts';

/** Why a run is stopped: somebody canceled it, it took too long, or it made no progress. */
export type StopCause = 'CANCEL' | 'TIMEOUT' | 'STALL';

export type Stopper = ReturnType<typeof createStopper>;

/** Ends one run: gracefully, so that the tool shuts its appliance down between filesystems, then by force. */
export function createStopper(host: Host, runId: RunId, graceMs: number, onError: (error: unknown) => void) {
  let cause: StopCause | null = null;
  let timer: NodeJS.Timeout | null = null;
  let asked = false;
  const send = async (how: 'GRACEFUL' | 'FORCE') => {
    try {
      await host.stopRun(runId, how);
      asked = true;
      crashPoint('after-stop-sent');
    } catch (error) {
      onError(error);
    }
  };
  return {
    /** Asks the run to end, and kills it when the grace is over. The first cause counts; later calls change nothing. */
    stop(why: StopCause): void {
      if (cause !== null) return;
      cause = why;
      // A tool that makes no progress would not react to a polite request either.
      asked = why === 'STALL';
      void send(asked ? 'FORCE' : 'GRACEFUL');
      // Repeated, since a host out of contact has to be asked once it is back; its run has its grace from then on.
      timer = setInterval(() => void send(asked ? 'FORCE' : 'GRACEFUL'), graceMs);
    },
    get cause(): StopCause | null {
      return cause;
    },
    end(): void {
      if (timer !== null) clearInterval(timer);
    },
  };
}
