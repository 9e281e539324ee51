import { execa } from 'execa';
import { HostUnreachable } from './host.ts';
import type { BoundedCommand, CommandResult, HostCommand, Transport } from './transport.ts';

const maxOutputBytes = 8 * 1024 * 1024;

/** Runs programs on this very machine. */
export function createLocalTransport(): Transport {
  return { kind: 'LOCAL', run, stream };
}

async function run({ stdin, timeoutMs, signal, ...command }: BoundedCommand): Promise<CommandResult> {
  const result = await execa(command.program, command.args, {
    ...optionsFor(command),
    ...(stdin === undefined ? { stdin: 'ignore' } : { input: stdin }),
    ...(signal && { cancelSignal: signal }),
    stripFinalNewline: false,
    timeout: timeoutMs,
    maxBuffer: maxOutputBytes,
  });
  const { exitCode, stdout, stderr, timedOut } = result;
  if (result.isCanceled) throw new HostUnreachable(`${command.program} was given up before it answered.`);
  if (exitCode === undefined && result.signal === undefined) {
    return { exitCode: exitCodeOfSpawnFailure(result, command.program), stdout: '', stderr: '', timedOut };
  }
  return { exitCode: exitCode ?? null, stdout, stderr, timedOut };
}

async function stream(
  { stdin, signal, ...command }: HostCommand,
  onLine: (line: string) => void,
): Promise<void> {
  const program = execa(command.program, command.args, {
    ...optionsFor(command),
    ...(signal && { cancelSignal: signal }),
    stdin: 'pipe',
    stderr: 'ignore',
    buffer: false,
  });
  // A program that ends before it has read its input must not end us.
  program.stdin.on('error', () => {});
  program.stdin.write(stdin ?? '');
  try {
    for await (const line of program.iterable()) onLine(line);
  } finally {
    program.stdin.destroy();
  }
  const result = await program;
  if (!result.isCanceled && result.exitCode === undefined && result.signal === undefined) {
    exitCodeOfSpawnFailure(result, command.program);
  }
}

function optionsFor({ environment }: HostCommand) {
  return {
    cwd: '/',
    env: { LC_ALL: 'C', ...environment },
    reject: false,
    killSignal: 'SIGKILL',
    forceKillAfterDelay: false,
  } as const;
}

function exitCodeOfSpawnFailure(
  result: { code?: string; originalMessage?: string },
  program: string,
): number {
  if (result.code === 'ENOENT') return 127;
  if (result.code === 'EACCES') return 126;
  throw new HostUnreachable(`${program} could not be started on this machine: ${result.originalMessage}`);
}
