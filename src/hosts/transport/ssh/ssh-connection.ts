import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Logger } from 'pino';
import { type Backoff, backoffDelay } from '../../../common/backoff.ts';
import { createSlots } from '../../../common/slots.ts';
import { type SshAddress, showSshAddress } from '../../../domain/host/ssh-address.ts';
import { HostUnreachable } from '../../host.ts';
import { type SshSettings, sshCommand } from './ssh-command.ts';
import { explainSshFailure, SshUnreachable } from './ssh-failures.ts';

/** Sessions of one connection at once: sshd permits 10 where nothing else is configured (MaxSessions). */
const mostSessions = 8;
/** A connection that nobody uses is closed after so long. */
const idleMs = 600_000;
/** Connections that are set up at once: from 10 on an sshd, also that of a jump host, drops some (MaxStartups). */
const connecting = createSlots(8);
const reconnect: Backoff = { initialMs: 1_000, maxMs: 60_000 };

export interface SshConnectionParts {
  /** Where the host is reached now, and options that say which host key is accepted. */
  readonly access: () => { readonly address: SshAddress; readonly hostKeyOptions: readonly string[] };
  readonly settings: SshSettings;
  /** A private directory for the socket of the connection, whose path has at most 70 bytes. */
  readonly controlDirectory: string;
  /** Called with each new connection before others use it; it is closed again where that fails. */
  readonly onOpened: (session: SessionCommand) => Promise<void>;
  /** Called with why no connection was made; gives what is thrown. */
  readonly onRefused: (error: SshUnreachable) => Promise<SshUnreachable>;
  readonly logger: Logger;
}

/** What runs a shell on a host over a connection. */
export interface SessionCommand {
  /** The words of a program that gives its input to that shell. */
  words(shell: string): readonly [string, ...string[]];
  /** Resolves with the reason when the connection is over. */
  readonly lost: Promise<SshUnreachable>;
}

export type SshConnection = ReturnType<typeof createSshConnection>;

/** A process that holds the connection to a host. */
interface Master extends SessionCommand {
  close(): void;
}

/**
 * One connection to a host: made when it is first needed, again after it was lost, and shared by all sessions. Its process
 * ends with this one.
 */
export function createSshConnection(parts: SshConnectionParts) {
  const { logger } = parts;
  const target = () => showSshAddress(parts.access().address);
  let master: Master | null = null;
  let opening: Promise<Master> | null = null;
  let failures = 0;
  let failed: { readonly error: HostUnreachable; readonly until: number } | null = null;
  let idle: NodeJS.Timeout | null = null;
  let closed = false;
  let permitted = mostSessions;
  let sessions = 0;
  const waiting: (() => void)[] = [];

  /** One try at a time, and not at once after one that failed: an sshd shuts out who comes too often. */
  async function open(): Promise<Master> {
    if (failed !== null && performance.now() < failed.until) throw failed.error;
    try {
      const opened = await connecting
        .withOne(() => startMaster(parts))
        .catch(async (error: unknown) => {
          throw error instanceof SshUnreachable ? await parts.onRefused(error) : error;
        });
      await parts.onOpened(opened).catch((error: unknown) => {
        opened.close();
        throw error;
      });
      failures = 0;
      master = opened;
      void opened.lost.then((error) => {
        if (master === opened) master = null;
        if (!closed) logger.info({ host: target(), err: error }, 'the connection to the host ended');
      });
      return opened;
    } catch (error) {
      if (!(error instanceof HostUnreachable)) throw error;
      failures += 1;
      failed = { error, until: performance.now() + backoffDelay(reconnect, failures) };
      throw error;
    }
  }

  function connected(): Promise<Master> {
    if (master !== null) return Promise.resolve(master);
    opening ??= open().finally(() => {
      opening = null;
    });
    return opening;
  }

  async function enter(): Promise<void> {
    if (idle !== null) clearTimeout(idle);
    while (sessions >= permitted) await new Promise<void>((resolve) => waiting.push(resolve));
    sessions += 1;
  }

  function leave(): void {
    sessions -= 1;
    waiting.shift()?.();
    if (sessions > 0) return;
    idle = setTimeout(() => master?.close(), idleMs);
    idle.unref();
  }

  return {
    target,
    /** Whether a connection is there now. */
    isOpen: () => master !== null,
    /** The host is reached in another way from now on: what is under way is lost, and tried again there. */
    reconnect(): void {
      failed = null;
      master?.close();
      master = null;
    },
    /** Uses one session. @throws HostUnreachable where no connection can be made. */
    async session<Value>(use: (session: SessionCommand) => Promise<Value>): Promise<Value> {
      await enter();
      try {
        return await use(await connected());
      } finally {
        leave();
      }
    },
    /** The host refused a session beside those that are open: so many are permitted there. */
    sessionRefused(): void {
      permitted = Math.max(1, Math.min(permitted, sessions - 1));
    },
    async close(): Promise<void> {
      closed = true;
      if (idle !== null) clearTimeout(idle);
      const open = master ?? (await opening?.catch(() => null)) ?? null;
      open?.close();
      await open?.lost;
    },
  };
}

async function startMaster({ access, settings, controlDirectory }: SshConnectionParts): Promise<Master> {
  const { address, hostKeyOptions } = access();
  const socket = join(controlDirectory, randomBytes(6).toString('hex'));
  const options = [
    ...hostKeyOptions,
    `ControlPath=${socket}`,
    'ControlMaster=yes',
    'PermitLocalCommand=yes',
    'LocalCommand=echo connected',
  ];
  const [program, ...words] = sshCommand(settings, address, options);
  // `setpriv` ends it with this process, however that ends.
  const running = execa('setpriv', ['--pdeathsig', 'TERM', '--', program, '-N', ...words], {
    cwd: '/',
    env: { LC_ALL: 'C', SHELL: '/bin/sh' },
    stdin: 'ignore',
    reject: false,
    // A Ctrl-C in our terminal is not for it.
    detached: true,
  });
  const lost = running.then(({ exitCode, signal, stderr }) => {
    rmSync(socket, { force: true });
    const status = exitCode === undefined ? (signal ?? 'no status') : `status ${exitCode}`;
    return new SshUnreachable(explainSshFailure(showSshAddress(address), stderr, status));
  });
  const connected = new Promise<null>((resolve) => running.stdout.once('data', () => resolve(null)));
  const failure = await Promise.race([connected, lost]);
  if (failure !== null) throw failure;
  return {
    lost,
    // A client that finds no connection must not make one of its own.
    words: (shell) =>
      sshCommand(
        settings,
        address,
        [`ControlPath=${socket}`, 'ControlMaster=no', 'ProxyCommand=false'],
        [shell],
      ),
    close: () => void running.kill('SIGTERM'),
  };
}
