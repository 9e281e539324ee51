import { readFileSync } from 'node:fs';
import { type Answer, runScript } from './run-script.ts';
import { exitCodeOf } from './shell-status.ts';
import { quoted } from './shell-words.ts';
import type { BoundedCommand, CommandResult, Transport } from './transport.ts';
import { usualMaxOutputBytes } from './transport.ts';

const functions = readFileSync(new URL('run-together.sh', import.meta.url), 'utf8');

// What may take longer goes by itself: whoever joined it would wait for it.
const longestJoinedMs = 130_000;
const mostJoined = 50;
// To start them all and to write the answer, on a busy host.
const aroundMs = 20_000;

/**
 * A transport that makes one call of those that are made at the same moment: each call of a remote host is a round trip.
 * Whoever asks together waits for the slowest of them.
 */
export function joinCalls(transport: Transport): Transport {
  let waiting: { readonly command: BoundedCommand; readonly done: PromiseWithResolvers<CommandResult> }[] =
    [];

  function flush(): void {
    const batch = waiting;
    waiting = [];
    for (let from = 0; from < batch.length; from += mostJoined)
      void send(batch.slice(from, from + mostJoined));
  }

  async function send(batch: typeof waiting): Promise<void> {
    try {
      const commands = batch.map(({ command }) => command);
      const results = batch.length > 1 ? await runTogether(transport, commands) : null;
      for (const [index, { command, done }] of batch.entries()) {
        done.resolve(results?.[index] ?? transport.run(command));
      }
    } catch (error) {
      for (const { done } of batch) done.reject(error);
    }
  }

  return {
    ...transport,
    run(command) {
      if (command.environment || command.timeoutMs > longestJoinedMs) {
        return transport.run(command);
      }
      const done = Promise.withResolvers<CommandResult>();
      if (waiting.push({ command, done }) === 1) setImmediate(flush);
      return done.promise;
    },
  };
}

/** Runs programs in one call; null where the host cannot do that, for want of a program or of room in its /tmp. */
async function runTogether(
  transport: Transport,
  commands: readonly BoundedCommand[],
): Promise<readonly CommandResult[] | null> {
  const mark = 'end of the input';
  const starts = commands.map((command) => {
    const { program, args, stdin = '', timeoutMs, maxOutputBytes = usualMaxOutputBytes } = command;
    const blocks = Math.ceil(maxOutputBytes / 512) + 1;
    const words = [String(timeoutMs / 1000), String(blocks), program, ...args].map(quoted).join(' ');
    return `start ${words} <<'${mark}'\n${Buffer.from(stdin).toString('base64')}\n${mark}`;
  });
  const began = performance.now();
  const answer = await runScript(transport, {
    script: [functions, ...starts, 'finish', 'exit 0'].join('\n'),
    args: [],
    timeoutMs: Math.max(...commands.map(({ timeoutMs }) => timeoutMs)) + aroundMs,
    maxOutputBytes: commands.reduce(
      (sum, { maxOutputBytes = usualMaxOutputBytes }) => sum + maxOutputBytes,
      0,
    ),
  });
  const ms = performance.now() - began;
  if (answer.heard) return answer.exitCode === 0 ? resultsIn(answer, commands, ms) : null;
  const hung = { exitCode: null, stdout: '', stderr: answer.why, timedOut: true };
  return answer.timedOut ? commands.map(() => hung) : null;
}

function resultsIn(
  answer: Answer,
  commands: readonly BoundedCommand[],
  ms: number,
): readonly CommandResult[] | null {
  const [statuses, processes] = [answer.all('status'), answer.all('process')];
  const sizes = (answer.text('sizes') ?? '').split('\n').map(Number);
  const written = answer.bytes('written');
  if (statuses.length !== commands.length || sizes.length !== 2 * commands.length) return null;
  const ends = sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0));
  const part = (index: number) => written.subarray(ends[index - 1] ?? 0, ends[index]);
  return commands.map(({ encoding = 'utf8', timeoutMs, maxOutputBytes = usualMaxOutputBytes }, index) => {
    const [stdout, stderr] = [part(2 * index), part(2 * index + 1)];
    const status = Number(statuses[index]);
    const tooMuch = stdout.length > maxOutputBytes;
    return {
      exitCode: tooMuch ? null : exitCodeOf(status),
      stdout: tooMuch ? '' : stdout.toString(encoding),
      stderr: stderr.toString('utf8'),
      timedOut: status === 137 && ms >= timeoutMs,
      process: Number(processes[index]),
    };
  });
}
