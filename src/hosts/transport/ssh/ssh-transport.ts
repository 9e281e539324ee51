import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { HostUnreachable } from '../../host.ts';
import { LineTooLong, linesOf } from '../lines-of.ts';
import {
  type BoundedCommand,
  type CommandResult,
  type HostCommand,
  type Transport,
  usualMaxOutputBytes,
} from '../transport.ts';
import { remoteProgram, resultOf, untilEnd } from './remote-program.ts';
import { type SshConnection, sessionRefused } from './ssh-connection.ts';
import {
  connectionBroken,
  explainNoAnswer,
  permitsNoSession,
  SshUnreachable,
  shellFails,
} from './ssh-failures.ts';
import type { SessionCommand } from './ssh-master.ts';

/** How a user who logs in runs programs: as that user, or as root by a rule of sudo. */
export type Become = 'LOGIN_USER' | 'ROOT_BY_SUDO';

const shells: Readonly<Record<Become, string>> = {
  LOGIN_USER: 'sh -s',
  ROOT_BY_SUDO: 'sudo -n /bin/sh -s',
};

/** To open a session and to answer, beside the time that a program has, on a busy host behind a slow network. */
const aroundMs = 30_000;
/** What login noise and our own marks may add to what a program writes. */
const noiseBytes = 256 * 1024;
/** How long after its sessions a connection that breaks may end. */
const endsWithinMs = 500;

/** Runs programs on another host, by a shell that reads everything from its input. */
export function createSshTransport(connection: SshConnection, become: () => Become): Transport {
  const target = connection.target;
  return {
    run: (command) => connection.session((session) => runOnce(target(), session, become(), command)),
    stream(command, onLine) {
      const { signal } = command;
      const ended = connection.session((session) => streamOnce(target(), session, become(), command, onLine));
      if (signal === undefined) return ended;
      // A session may have to be waited for.
      const stopped = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => stopped.resolve(), { once: true });
      if (signal.aborted) stopped.resolve();
      ended.catch(() => {});
      return Promise.race([ended, stopped.promise]);
    },
  };
}

/** A transport over a connection that was just made, before anything is known of the host. */
export const firstTransport = (target: string, session: SessionCommand): Pick<Transport, 'run'> => ({
  async run(command) {
    const result = await runOnce(target, session, 'LOGIN_USER', command);
    if (result !== sessionRefused) return result;
    throw new SshUnreachable(permitsNoSession(target));
  },
});

async function runOnce(
  target: string,
  session: SessionCommand,
  become: Become,
  command: BoundedCommand,
): Promise<CommandResult | typeof sessionRefused> {
  const nonce = randomUUID();
  const { timeoutMs, maxOutputBytes = usualMaxOutputBytes } = command;
  const began = performance.now();
  const running = startShell(session, become);
  const stdout = collect(running.stdout, nonce, maxOutputBytes + noiseBytes);
  const stderr = collect(running.stderr, nonce, maxOutputBytes + noiseBytes);
  running.stdin.write(remoteProgram(command, nonce, timeoutMs));
  const late = new AbortController();
  const deadline = setTimeout(timeoutMs + aroundMs, 'LATE' as const, { signal: late.signal });
  deadline.catch(() => {});
  try {
    const ended = await Promise.race([
      Promise.all([stdout.ended, stderr.ended]),
      Promise.race([stdout.tooMuch, stderr.tooMuch]),
      running.then(() => 'CLOSED' as const),
      deadline,
    ]);
    if (ended === 'TOO_MUCH') return { exitCode: null, stdout: '', stderr: '', timedOut: false };
    const [out, errors] = [stdout.whole(), stderr.whole()];
    const result = resultOf({ stdout: out, stderr: errors }, nonce, command, performance.now() - began);
    if (result !== null) return result;
    if (ended === 'LATE') {
      const how = `did not answer in ${(timeoutMs + aroundMs) / 1000} s`;
      if (out.includes(`begin-${nonce}`)) throw new HostUnreachable(`${target} ${how}.`);
      // The process that holds the connection may hang, or what stands before the shell reads its input.
      session.close();
      throw new SshUnreachable(shellFails(target, `its shell ${how}`));
    }
    if (errors.includes(refusal)) return sessionRefused;
    throw await whyUnanswered(target, out.includes(`begin-${nonce}`), errors.toString('utf8'), session);
  } finally {
    late.abort();
    end(running);
  }
}

async function streamOnce(
  target: string,
  session: SessionCommand,
  become: Become,
  { signal, ...command }: HostCommand,
  onLine: Parameters<Transport['stream']>[1],
): Promise<undefined | typeof sessionRefused> {
  if (signal?.aborted) return;
  const nonce = randomUUID();
  const running = startShell(session, become);
  let errors = '';
  running.stderr.on('data', (chunk: Buffer) => {
    if (errors.length < noiseBytes) errors += chunk.toString('utf8');
  });
  running.stdin.write(remoteProgram(command, nonce, null));
  const stop = () => end(running);
  signal?.addEventListener('abort', stop);
  // The shell has read all of its own input by then.
  const reply = (text: string) => void running.stdin.write(text);
  let begun = false;
  const last = new RegExp(`^(.*)end-${nonce} \\d+$`, 's');
  const texts = running.stdout.setEncoding(command.encoding ?? 'utf8');
  // Leaving the loop waits for its end.
  const tell = (line: string) => {
    try {
      onLine(line, reply);
    } catch (error) {
      stop();
      throw error;
    }
  };
  try {
    for await (const line of linesOf(texts, usualMaxOutputBytes)) {
      if (signal?.aborted) return;
      const [, rest] = last.exec(line) ?? [];
      if (!begun) begun = line.endsWith(`begin-${nonce}`);
      else if (rest === undefined) tell(line);
      else {
        if (rest !== '') tell(rest);
        return;
      }
    }
    if (signal?.aborted) return;
    if (errors.includes(refusal)) return sessionRefused;
    throw await whyUnanswered(target, begun, errors, session);
  } catch (error) {
    if (!(error instanceof LineTooLong)) throw error;
    throw new SshUnreachable(shellFails(target, 'writes without end'));
  } finally {
    signal?.removeEventListener('abort', stop);
    end(running);
  }
}

function startShell(session: SessionCommand, become: Become) {
  const [program, ...words] = session.words(shells[become]);
  const running = execa(program, words, {
    cwd: '/',
    env: { LC_ALL: 'C' },
    stdin: 'pipe',
    reject: false,
    buffer: false,
    // A Ctrl-C in our terminal is not for it.
    detached: true,
  });
  // A shell that ends before it has read its input must not end us.
  running.stdin.on('error', () => {});
  return running;
}

/** What the client of a connection says when the host does not open a session. */
const refusal = 'Session open refused by peer';

/** Gathers what a stream gives; tells when its end mark has come, or more than so many bytes. */
function collect(stream: Readable, nonce: string, mostBytes: number) {
  const chunks: Buffer[] = [];
  const [ended, tooMuch] = [Promise.withResolvers<void>(), Promise.withResolvers<'TOO_MUCH'>()];
  const isEnd = untilEnd(nonce);
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (bytes > mostBytes) return;
    chunks.push(chunk);
    bytes += chunk.length;
    if (isEnd(chunk)) ended.resolve();
    else if (bytes > mostBytes) tooMuch.resolve('TOO_MUCH');
  });
  return { ended: ended.promise, tooMuch: tooMuch.promise, whole: () => Buffer.concat(chunks) };
}

/** Ends a client of the connection; what it ran on the host ends with its input. */
function end(running: { readonly stdin: { destroy(): void }; kill(signal: 'SIGTERM'): boolean }): void {
  running.stdin.destroy();
  running.kill('SIGTERM');
}

/** What a client says when the process that holds the connection is not to be found; it must not make one of its own. */
const noConnection = /^(kex_exchange_identification|Connection closed by UNKNOWN|mux_client_)/m;

async function whyUnanswered(
  target: string,
  begun: boolean,
  stderr: string,
  session: SessionCommand,
): Promise<HostUnreachable> {
  // The connection may just be ending, with a reason of its own.
  const broken = await Promise.race([session.lost, setTimeout(endsWithinMs, null)]);
  if (broken !== null) return broken;
  if (begun) return new HostUnreachable(`${target} closed the session before it answered.`);
  if (!noConnection.test(stderr)) return new SshUnreachable(explainNoAnswer(target, stderr));
  session.close();
  return new SshUnreachable(connectionBroken(target));
}
