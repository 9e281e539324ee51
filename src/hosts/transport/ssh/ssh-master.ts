import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { type SshAddress, showSshAddress } from '../../../domain/host/ssh-address.ts';
import { type SshSettings, sayingWhy, sshCommand, sshEnvironment, usualTiming } from './ssh-command.ts';
import { connectionLost, explainSshFailure, loginTookTooLong, SshUnreachable } from './ssh-failures.ts';

/** What runs a shell on a host over a connection. */
export interface SessionCommand {
  /** The words of a program that gives its input to that shell. */
  words(shell: string): readonly [string, ...string[]];
  /** Resolves with the reason when the connection is over. */
  readonly lost: Promise<SshUnreachable>;
  /** Ends the connection. */
  close(): void;
}

/** Where a host is reached, and from where. */
export interface MasterParts {
  readonly address: SshAddress;
  /** Options that say which host key is accepted; the file is there for it alone. */
  readonly hostKeyOptions: (file: string) => readonly string[];
  readonly settings: SshSettings;
  /** A private directory for the socket of the connection. */
  readonly controlDirectory: string;
  /** Ends the connection, also while it is being made. */
  readonly signal: AbortSignal;
}

/** What ssh says last is why it ended. */
const mostSaidBytes = 8192;
/** How long what ssh has said may take to arrive after its end: what it started may hold its output open. */
const saidWithinMs = 500;

/** Starts the process that holds the connection to a host, and ends with this one. @throws SshUnreachable */
export async function startMaster(parts: MasterParts): Promise<SessionCommand> {
  const { address, hostKeyOptions, settings, controlDirectory, signal } = parts;
  const { loginMs } = settings.timing ?? usualTiming;
  // What cleans /tmp may have removed it.
  mkdirSync(controlDirectory, { recursive: true, mode: 0o700 });
  const socket = join(controlDirectory, randomBytes(6).toString('hex'));
  const known = `${socket}.known`;
  const options = [
    ...hostKeyOptions(known),
    sayingWhy,
    `ControlPath=${socket}`,
    'ControlMaster=yes',
    'PermitLocalCommand=yes',
    'LocalCommand=echo connected',
  ];
  const [program, ...words] = sshCommand(settings, address, options);
  const running = execa('setpriv', ['--pdeathsig', 'TERM', '--', program, '-N', ...words], {
    cwd: '/',
    env: { ...sshEnvironment, SHELL: '/bin/sh' },
    stdin: 'ignore',
    reject: false,
    buffer: false,
    // A Ctrl-C in our terminal is not for it.
    detached: true,
  });
  const close = () => void running.kill('SIGTERM');
  signal.addEventListener('abort', close);
  if (signal.aborted) close();
  let said = '';
  let established = false;
  running.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-mostSaidBytes);
  });
  const ended = once(running.nodeChildProcess, 'exit');
  const lost = ended.then(
    async ([code, killedBy]: (number | string | null)[]) => {
      await Promise.race([running, setTimeout(saidWithinMs)]);
      signal.removeEventListener('abort', close);
      for (const file of [socket, known]) rmSync(file, { force: true });
      const status = code === null ? String(killedBy) : `status ${code}`;
      const explain = established ? connectionLost : explainSshFailure;
      return new SshUnreachable(explain(showSshAddress(address), said, status));
    },
    (error: Error) => new SshUnreachable(explainSshFailure(showSshAddress(address), error.message, '')),
  );
  const connected = once(running.stdout, 'data').then(
    () => 'CONNECTED' as const,
    () => lost,
  );
  const late = new AbortController();
  const tooLate = setTimeout(loginMs, 'LATE' as const, { signal: late.signal });
  tooLate.catch(() => {});
  const outcome = await Promise.race([connected, lost, tooLate]);
  late.abort();
  if (outcome === 'LATE') {
    close();
    throw new SshUnreachable(loginTookTooLong(showSshAddress(address), loginMs));
  }
  if (outcome !== 'CONNECTED') throw outcome;
  established = true;
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
    close,
  };
}
