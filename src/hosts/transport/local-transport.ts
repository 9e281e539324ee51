import type { ChildProcess } from 'node:child_process';
import { execa } from 'execa';
import { HostUnreachable } from '../host.ts';
import { linesOf } from './lines-of.ts';
import {
  type BoundedCommand,
  type CommandResult,
  type HostCommand,
  type Transport,
  usualMaxOutputBytes,
} from './transport.ts';

// A program that waits for dead storage cannot be killed. It is left behind then: it ends when the storage answers.
const graceMs = 2000;

/** Runs programs on this very host. */
export function createLocalTransport(): Transport {
  return { run, stream };
}

async function run({ timeoutMs, ...command }: BoundedCommand): Promise<CommandResult> {
  const { maxOutputBytes = usualMaxOutputBytes } = command;
  const running = execa(command.program, command.args, {
    ...optionsFor(command),
    ...(command.stdin === undefined ? { stdin: 'ignore' } : { input: command.stdin }),
    stripFinalNewline: false,
    maxBuffer: maxOutputBytes,
    encoding: command.encoding ?? 'utf8',
  });
  let timedOut = false;
  const killing = killingOf(running.nodeChildProcess);
  for (const output of [running.stdout, running.stderr]) {
    let bytes = 0;
    output.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxOutputBytes) killing.kill();
    });
  }
  const timer = setTimeout(() => {
    timedOut = true;
    killing.kill();
  }, timeoutMs);
  const result = await Promise.race([running, killing.inVain]);
  clearTimeout(timer);
  killing.over();
  if (result === leftBehind) {
    const stderr = `${command.program} cannot be killed`;
    return { exitCode: null, stdout: '', stderr, timedOut, process: running.pid };
  }
  // A program that notices that nobody reads on may end by itself before it is killed.
  const exitCode = result.isMaxBuffer ? null : (result.exitCode ?? spawnFailure(result, command.program));
  return {
    exitCode,
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? '',
    timedOut,
    process: running.pid,
  };
}

async function stream(
  { signal, ...command }: HostCommand,
  onLine: Parameters<Transport['stream']>[1],
): Promise<void> {
  const running = execa(command.program, command.args, {
    ...optionsFor(command),
    stdin: 'pipe',
    stderr: 'ignore',
    buffer: false,
  });
  const killing = killingOf(running.nodeChildProcess);
  // A program that ends before it has read its input must not end us.
  running.stdin.on('error', () => {});
  running.stdin.write(command.stdin ?? '');
  signal?.addEventListener('abort', killing.kill);
  if (signal?.aborted) killing.kill();
  const reply = (text: string) => void running.stdin.write(text);
  const listen = async () => {
    const tell = (line: string) => {
      try {
        if (!signal?.aborted) onLine(line, reply);
      } catch (error) {
        // Leaving the loop waits for its end.
        killing.kill();
        throw error;
      }
    };
    for await (const line of linesOf(running.stdout.setEncoding(command.encoding ?? 'utf8'))) tell(line);
    return running;
  };
  try {
    const result = await Promise.race([listen(), killing.inVain]);
    if (result === leftBehind) return;
    if (!signal?.aborted && result.exitCode === undefined) spawnFailure(result, command.program);
  } catch (error) {
    killing.kill();
    throw error;
  } finally {
    killing.over();
    signal?.removeEventListener('abort', killing.kill);
    running.stdin.destroy();
  }
}

const leftBehind = Symbol('left behind');

/** Kills a program with its children; `inVain` resolves when it lives on all the same, and nothing is read of it then. */
function killingOf(running: ChildProcess) {
  const { promise: inVain, resolve } = Promise.withResolvers<typeof leftBehind>();
  let timer: NodeJS.Timeout | undefined;
  return {
    inVain,
    kill(): void {
      killGroup(running.pid);
      timer ??= setTimeout(() => {
        running.stdin?.destroy();
        running.stdout?.destroy();
        running.stderr?.destroy();
        running.unref();
        resolve(leftBehind);
      }, graceMs);
    },
    over: () => clearTimeout(timer),
  };
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

/** What a shell would say of a program that could not be started; null when it was started, and killed. */
function spawnFailure({ code, signal, originalMessage }: SpawnResult, program: string): number | null {
  if (signal !== undefined) return null;
  if (code === 'ENOENT') return 127;
  if (code === 'EACCES') return 126;
  throw new HostUnreachable(`${program} could not be started on this host: ${originalMessage}`);
}

type SpawnResult = { code?: string; signal?: string; originalMessage?: string };
