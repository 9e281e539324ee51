import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A program of test/event-store/children in a process of its own, which is killed when the test ends. */
export function startChild(program: string, args: readonly string[], wrapper: readonly string[] = []) {
  const script = new URL(`./children/${program}`, import.meta.url).pathname;
  const [command = process.execPath, ...rest] = [...wrapper, process.execPath, script, ...args];
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid,
    /** The next line that it prints; `null` after the last. */
    line: async (): Promise<string | null> => {
      const { done, value } = await lines.next();
      return done === true ? null : value;
    },
    kill: async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}

/** What the child says, a JSON value on one line. */
export async function answerOf(child: ReturnType<typeof startChild>): Promise<unknown> {
  const line = await child.line();
  if (line === null) throw new Error('the child process said nothing');
  return JSON.parse(line);
}
