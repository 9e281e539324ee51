import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Backoff, backoffDelay } from '../../../common/backoff.ts';
import { createSlots } from '../../../common/slots.ts';
import { type SshAddress, showSshAddress } from '../../../domain/host/ssh-address.ts';
import { HostUnreachable } from '../../host.ts';
import { createSessions } from './sessions.ts';
import { type SshSettings, usualTiming } from './ssh-command.ts';
import { permitsNoSession, SshUnreachable } from './ssh-failures.ts';
import { type MasterParts, type SessionCommand, startMaster } from './ssh-master.ts';

/** Connections that are set up at once: from 10 on an sshd, also that of a jump host, drops some (MaxStartups). */
const connecting = createSlots(8);
const reconnect: Backoff = { initialMs: 1_000, maxMs: 60_000 };
/** How often a session is tried that is refused though no other is open: sshd may take a while to end those of before. */
const mostRefusals = 20;
const refusedAgainMs = 100;

export interface SshConnectionParts {
  /** Where the host is reached now. */
  readonly address: () => SshAddress;
  readonly hostKeyOptions: MasterParts['hostKeyOptions'];
  readonly settings: SshSettings;
  /** A private directory for the socket of the connection, whose path has at most 70 bytes. */
  readonly controlDirectory: string;
  /** Called with each new connection before others use it; it is closed again where that fails. */
  readonly onOpened: (session: SessionCommand) => Promise<void>;
  /** Called with why no connection was made; gives what is thrown. */
  readonly onRefused: (error: SshUnreachable) => Promise<SshUnreachable>;
  readonly logger: Logger;
}

export type SshConnection = ReturnType<typeof createSshConnection>;

/** A session that the host did not open, since it permits no more of them at once. */
export const sessionRefused = Symbol('the host permits no more sessions at once');

/**
 * One connection to a host: made when it is first needed, again after it was lost, and shared by all sessions. Its process
 * ends with this one.
 */
export function createSshConnection(parts: SshConnectionParts) {
  const { settings, logger } = parts;
  const { idleMs } = settings.timing ?? usualTiming;
  const target = () => showSshAddress(parts.address());
  const sessions = createSessions();
  /** Aborted when the host is reached in another way, or not any more. */
  let way = new AbortController();
  let master: SessionCommand | null = null;
  let opening: Promise<SessionCommand> | null = null;
  let failures = 0;
  let failed: { readonly error: HostUnreachable; readonly until: number } | null = null;
  let idle: NodeJS.Timeout | undefined;
  let closed = false;

  function connected(): Promise<SessionCommand> {
    if (closed) throw new HostUnreachable(`The connection to ${target()} was closed.`);
    if (master !== null) return Promise.resolve(master);
    if (opening !== null) return opening;
    const { signal } = way;
    const mine = open(signal)
      .catch((error: unknown) => {
        if (signal.aborted) return connected();
        throw error;
      })
      .finally(() => {
        if (opening === mine) opening = null;
      });
    opening = mine;
    return mine;
  }

  /** One try at a time, and not at once after one that failed: an sshd shuts out who comes too often. */
  async function open(signal: AbortSignal): Promise<SessionCommand> {
    if (failed !== null && performance.now() < failed.until) throw failed.error;
    try {
      const opened = await start(signal);
      signal.throwIfAborted();
      failures = 0;
      failed = null;
      master = opened;
      sessions.reset();
      void opened.lost.then((error) => {
        if (master !== opened) return;
        master = null;
        logger.info({ host: target(), err: error }, 'the connection to the host ended');
      });
      return opened;
    } catch (error) {
      if (error instanceof HostUnreachable && !signal.aborted) {
        failures += 1;
        failed = { error, until: performance.now() + backoffDelay(reconnect, failures) };
      }
      throw error;
    }
  }

  async function start(signal: AbortSignal): Promise<SessionCommand> {
    const { address, ...ways } = parts;
    const started = await connecting
      .withOne(() => startMaster({ ...ways, address: address(), signal }))
      .catch(async (error: unknown) => {
        throw error instanceof SshUnreachable ? await parts.onRefused(error) : error;
      });
    const opened: SessionCommand = {
      ...started,
      close() {
        // Nobody is to find one that is ending.
        if (master === opened) master = null;
        started.close();
      },
    };
    await parts.onOpened(opened).catch((error: unknown) => {
      opened.close();
      throw error;
    });
    return opened;
  }

  async function session<Value>(use: (session: SessionCommand) => Promise<Value>): Promise<Value> {
    await sessions.enter();
    clearTimeout(idle);
    try {
      return await use(await connected());
    } finally {
      sessions.leave();
      if (sessions.open() === 0) idle = setTimeout(() => master?.close(), idleMs).unref();
    }
  }

  return {
    target,
    /** Whether a connection is there now. */
    isOpen: () => master !== null,
    /** The host is reached in another way from now on: what is under way is lost, and tried again there. */
    reconnect(): void {
      failed = null;
      failures = 0;
      opening = null;
      way.abort();
      way = new AbortController();
      master?.close();
    },
    /**
     * Uses one session; again, once another has ended, where the host permits no more at once.
     * @throws HostUnreachable where no connection can be made
     */
    async session<Value>(
      use: (session: SessionCommand) => Promise<Value | typeof sessionRefused>,
    ): Promise<Value> {
      for (let alone = 0; alone < mostRefusals; ) {
        const value = await session(use);
        if (value !== sessionRefused) return value as Value;
        if (sessions.refused() > 0) continue;
        alone += 1;
        await wait(refusedAgainMs);
      }
      throw new SshUnreachable(permitsNoSession(target()));
    },
    async close(): Promise<void> {
      closed = true;
      clearTimeout(idle);
      const ending = master;
      way.abort();
      master?.close();
      await opening?.catch(() => {});
      await ending?.lost;
    },
  };
}
