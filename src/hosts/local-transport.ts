import { execa, type ResultPromise } from 'execa';
import { HostUnreachable } from './host.ts';
import type { BoundedCommand, CommandResult, HostCommand, Transport } from './transport.ts';

const maxOutputBytes = 8 * 1024 * 1024;
/** A killed program is gone at once, unless it waits for storage that does not answer: then nothing ends it. */
const graceAfterKillMs = 1000;

/** Runs programs on this very machine. */
export function createLocalTransport(): Transport {
  return { kind: 'LOCAL', run, stream };
}

async function run({ timeoutMs, signal, ...command }: BoundedCommand): Promise<CommandResult> {
  const running = execa(command.program, command.args, {
    ...optionsFor(command),
    ...(command.stdin === undefined ? { stdin: 'ignore' } : { input: command.stdin }),
    stripFinalNewline: false,
    maxBuffer: maxOutputBytes,
  });
  let timedOut = false;
  let grace: NodeJS.Timeout | undefined;
  const leftBehind = Promise.withResolvers<null>();
  const giveUp = () => {
    killGroup(running.pid);
    grace ??= setTimeout(() => leftBehind.resolve(null), graceAfterKillMs);
  };
  const timer = setTimeout(() => {
    timedOut = true;
    giveUp();
  }, timeoutMs);
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  const result = await Promise.race([running, leftBehind.promise]);
  clearTimeout(timer);
  clearTimeout(grace);
  signal?.removeEventListener('abort', giveUp);
  if (signal?.aborted) throw new HostUnreachable(`${command.program} was given up before it answered.`);
  if (result === null) {
    letGo(running);
    return { exitCode: null, stdout: '', stderr: `${command.program} cannot be killed`, timedOut };
  }
  // A program that notices that nobody reads on may end by itself before it is killed.
  const exitCode = result.isMaxBuffer ? null : (result.exitCode ?? spawnFailure(result, command.program));
  return { exitCode, stdout: result.stdout ?? '', stderr: result.stderr ?? '', timedOut };
}

async function stream({ signal, ...command }: HostCommand, onLine: (line: string) => void): Promise<void> {
  const running = execa(command.program, command.args, {
    ...optionsFor(command),
    stdin: 'pipe',
    stderr: 'ignore',
    buffer: false,
  });
  const giveUp = () => killGroup(running.pid);
  // A program that ends before it has read its input must not end us.
  running.stdin.on('error', () => {});
  running.stdin.write(command.stdin ?? '');
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  try {
    for await (const line of running.iterable()) {
      if (!signal?.aborted) onLine(line);
    }
  } catch (error) {
    giveUp();
    throw error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
    running.stdin.destroy();
  }
  const result = await running;
  if (!signal?.aborted && result.exitCode === undefined) spawnFailure(result, command.program);
}

function optionsFor({ environment }: HostCommand) {
  return {
    cwd: '/',
    env: { LC_ALL: 'C', ...environment },
    reject: false,
    // A group of its own: it can be killed with its children, and a Ctrl-C in our terminal does not reach it.
    detached: true,
  } as const;
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Keeps nothing of a program that does not end: it must not keep this process from ending either. */
function letGo(running: ResultPromise): void {
  for (const pipe of [running.stdin, running.stdout, running.stderr]) pipe?.destroy();
  running.nodeChildProcess.unref();
}

/** What a shell would say of a program that could not be started; null when it was started, and killed. */
function spawnFailure({ code, signal, originalMessage }: SpawnResult, program: string): number | null {
  if (signal !== undefined) return null;
  if (code === 'ENOENT') return 127;
  if (code === 'EACCES') return 126;
  throw new HostUnreachable(`${program} could not be started on this machine: ${originalMessage}`);
}

type SpawnResult = { code?: string; signal?: string; originalMessage?: string };
