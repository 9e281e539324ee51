import { uptime } from 'node:os';
import type { Logger } from 'pino';
import { sleep } from '../../common/sleep.ts';
import { inEnvelope, systemOrigin } from '../../streams/envelope.ts';
import { leaseStream as stream } from '../../streams/names.ts';
import type { AppendResult, EventStore, ExpectedRevision, Position } from '../../streams/store.ts';
import { WrongExpectedRevision } from '../../streams/store.ts';

/** How many events of the lease are kept: the last one says who holds it. */
const kept = 10;

/**
 * Milliseconds since this computer was booted, including those in which it was suspended, when the clock of
 * `performance.now()` stops. In steps of 10 ms.
 */
const uptimeMs = (): number => uptime() * 1000;

type LeaseEventType = 'LeaseAcquired' | 'LeaseRenewed' | 'LeaseReleased';

interface LeaseState {
  readonly revision: ExpectedRevision;
  /** Null when nobody holds it. */
  readonly holder: string | null;
}

interface LeaseOptions {
  readonly store: EventStore;
  /** The name of this server, which no other and no earlier one has. */
  readonly holder: string;
  /** How long after its last renewal a holder counts as gone, in milliseconds. */
  readonly ttlMs: number;
  /** True where only one process can use the store: whoever held the lease before is gone. */
  readonly exclusive: boolean;
  readonly logger: Logger;
  /** Milliseconds of a clock that never jumps, and continues while the process is stopped or the computer is suspended. */
  readonly monotonic?: () => number;
  /** Called with the position since which the lease is held: all that earlier holders did lies before it. */
  readonly onAcquired: (since: Position) => void;
  /** Called at once when another may hold the lease; nothing must be done under it from then on. */
  readonly onLost: () => Promise<void> | void;
}

/**
 * Competes for the right to start and follow runs: a stream whose events are appended at the revision read, so that one
 * contender wins. No clocks are compared: a contender takes over when the holder's last event has not changed for a whole
 * lease by the contender's own clock, and the holder stops before that, by its own.
 */
export function competeForLease(options: LeaseOptions) {
  const { store, holder, ttlMs, exclusive, logger, monotonic = uptimeMs } = options;
  const ending = new AbortController();
  /** The lease as this server holds it; `until` is a moment of its own clock. */
  let own: { revision: number; until: number } | null = null;
  let seen: { revision: ExpectedRevision; since: number } | null = null;

  /** Milliseconds for which it is still held, even if it is not renewed; 0 when it is not held. */
  const remainingMs = (): number => {
    if (own === null) return 0;
    return exclusive ? Number.POSITIVE_INFINITY : Math.max(0, own.until - monotonic());
  };
  const held = (): boolean => remainingMs() > 0;

  async function append(type: LeaseEventType, expected: ExpectedRevision): Promise<AppendResult> {
    const event = inEnvelope({ type, data: { holder } }, systemOrigin(new Date()));
    return store.append(stream, [event], expected);
  }

  async function tryToAcquire(): Promise<void> {
    const found = await readLease(store);
    if (seen?.revision !== found.revision) seen = { revision: found.revision, since: monotonic() };
    const free =
      exclusive || found.holder === null || found.holder === holder || monotonic() - seen.since >= ttlMs;
    if (!free) return;
    const began = monotonic();
    await store.setStreamMetadata(stream, { maxCount: kept });
    const { revision, position } = await append('LeaseAcquired', found.revision);
    own = { revision, until: began + ttlMs * 0.8 };
    logger.info({ holder, before: found.holder }, 'this server coordinates');
    options.onAcquired(position);
  }

  async function renew(revision: number): Promise<void> {
    const began = monotonic();
    const renewed = await append('LeaseRenewed', revision);
    own = { revision: renewed.revision, until: began + ttlMs * 0.8 };
  }

  async function lose(reason: unknown): Promise<void> {
    own = null;
    logger.warn({ err: reason, holder }, 'this server no longer coordinates');
    try {
      await options.onLost();
    } catch (error) {
      logger.error({ err: error, holder }, 'the coordinator did not stop cleanly');
    }
  }

  async function step(): Promise<void> {
    try {
      if (own === null) await tryToAcquire();
      else if (!held()) await lose(new Error('The lease was not renewed in time.'));
      else if (!exclusive) await renew(own.revision);
    } catch (error) {
      const anotherWasFaster = error instanceof WrongExpectedRevision;
      if (own !== null && (anotherWasFaster || !held())) await lose(error);
      else if (!anotherWasFaster) logger.warn({ err: error, holder }, 'the lease could not be requested');
    }
  }

  const competing = (async () => {
    while (!ending.signal.aborted) {
      await step();
      if (exclusive && own !== null) return;
      await sleep(own === null ? ttlMs / 8 : ttlMs / 4, ending.signal);
    }
  })();

  return {
    held,
    remainingMs,
    /** Gives the lease back, so that another server can acquire it at once. */
    async release(): Promise<void> {
      ending.abort();
      await competing;
      if (own === null) return;
      const { revision } = own;
      own = null;
      // Without this event another server takes over after a whole lease.
      await append('LeaseReleased', revision).catch((error: unknown) =>
        logger.warn({ err: error, holder }, 'the lease was not given back'),
      );
    },
  };
}

async function readLease(store: EventStore): Promise<LeaseState> {
  for await (const { revision, type, data } of store.readStream(stream, {
    direction: 'BACKWARDS',
    limit: 1,
  })) {
    return { revision, holder: type === 'LeaseReleased' ? null : (data as { holder: string }).holder };
  }
  return { revision: 'NO_STREAM', holder: null };
}
