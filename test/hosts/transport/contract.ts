import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { BoundedCommand, HostCommand, Transport } from '../../../src/hosts/transport/transport.ts';
import { hangFilesystem } from '../../support/hanging-filesystem.ts';
import type { Namespaces } from '../../support/namespaces.ts';
import { patience } from '../../support/patience.ts';

/** A host that programs run on, and another way to look at it. */
export interface TriedHost {
  readonly transport: () => Transport;
  /** What to start for a program to run on the host as root, without the transport. */
  readonly inside: Namespaces['inside'];
  /** Runs a script on the host as root, without the transport, and gives what it prints. */
  readonly onHost: (script: string) => Promise<string>;
}

const timeoutMs = patience(20_000);
/** On a busy machine, a program may not even have begun by then. */
const shortMs = 300;
const sh = (script: string, ...args: string[]) => ({ program: 'sh', args: ['-c', script, 'sh', ...args] });

/** What holds of every transport. */
export function keepsTheContract({ transport, inside, onHost }: TriedHost): void {
  const run = (command: Omit<HostCommand, 'signal'> & Partial<BoundedCommand>) =>
    transport().run({ timeoutMs, ...command });

  let marks = 0;
  /** A number that one test sleeps for, and how many processes on the host do. */
  function aSleep() {
    marks += 1;
    const seconds = `${3600 + marks}.${process.pid}`;
    const pattern = seconds.replace('.', '[.]');
    const count = async () =>
      Number(
        await onHost(`cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -cx '${pattern}'; true`),
      );
    const kill = () =>
      onHost(
        `for p in /proc/[0-9]*; do tr '\\0' '\\n' <$p/cmdline 2>/dev/null | grep -qx '${pattern}' && kill -KILL \${p#/proc/}; done; true`,
      );
    onTestFinished(async () => void (await kill()));
    return { seconds, running: (many: number) => vi.waitFor(async () => expect(await count()).toBe(many)) };
  }

  describe('running a program', () => {
    it('gives its output and status; a failure is a result', async () => {
      expect(await run(sh('echo out; echo err >&2; exit 3'))).toEqual({
        exitCode: 3,
        stdout: 'out\n',
        stderr: 'err\n',
        timedOut: false,
        process: expect.any(Number),
      });
    });

    it('gives it no input, unless there is some', async () => {
      expect(await run({ program: 'cat', args: [] })).toMatchObject({ exitCode: 0, stdout: '' });
      expect(await run({ program: 'cat', args: [], stdin: 'told' })).toMatchObject({ stdout: 'told' });
    });

    it('passes arguments, input and output on as they are, whatever bytes they have', async () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({
          unit: fc.constantFrom(
            "'",
            '"',
            '\\',
            '!',
            '\n',
            '$',
            '`',
            '\r',
            '%',
            '~',
            '*',
            '\x1b',
            '\x7f',
            '\x80',
            '-',
            '=',
          ),
        }),
      );
      const word = text.map((each) => each.replaceAll('\0', ''));
      const every = String.fromCharCode(...Array.from({ length: 255 }, (_, index) => index + 1));
      await fc.assert(
        fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 20 }), text, async (args, stdin) => {
          const result = await run({ ...sh('printf "%s\\0" "$@"; cat; cat >&2 <&-', ...args), stdin });
          expect(result.stdout).toBe(args.map((each) => `${each}\0`).join('') + stdin);
        }),
        {
          numRuns: 4,
          examples: [[['-n', '', ' a  b ', '$(id)', '; exit 1', "it's", every, 'x=y'], `${every}\0`]],
        },
      );
      const bytes = await run({ ...sh('printf "\\377\\000\\200x"'), encoding: 'latin1' });
      expect(bytes.stdout).toBe('\xff\0\x80x');
    });

    it('takes far more than a pipe holds, in arguments and input', async () => {
      const words = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
      const { stdout, exitCode } = await run({
        ...sh('printf %s "$@" | cksum; cksum', ...words),
        stdin: 'x'.repeat(1_000_000),
      });
      expect({ stdout, exitCode }).toEqual({
        stdout: await onHost(
          `for l in a b c d; do head -c 100000 /dev/zero | tr '\\0' $l; done | cksum; head -c 1000000 /dev/zero | tr '\\0' x | cksum`,
        ),
        exitCode: 0,
      });
      // Which has no room for a word of this size.
      expect(await run({ program: 'true', args: [], stdin: 'x'.repeat(1_000_000) })).toMatchObject({
        exitCode: 0,
        stderr: '',
      });
    });

    it('adds to its environment, and gives it a plain one', async () => {
      const environment = { WINNOW_A: "it's $HOME\n", WINNOW_B: '' };
      const { stdout } = await run({
        ...sh('printf "%s|" "$WINNOW_A" "$WINNOW_B" "$LC_ALL" "$PWD"'),
        environment,
      });
      expect(stdout).toBe("it's $HOME\n||C|/|");
    });

    it('knows a program that is not there, or not executable', async () => {
      const [missing, plain] = await Promise.all([
        run({ program: '/nowhere/tool', args: [] }),
        run({ program: '/etc/passwd', args: [] }),
      ]);
      expect([missing, plain]).toMatchObject([{ exitCode: 127 }, { exitCode: 126 }]);
    });

    it('gives the status that the program ended with, also those that ssh and a shell have a meaning for', async () => {
      const statuses = [0, 1, 124, 125, 126, 127, 128, 255];
      const results = await Promise.all(statuses.map((status) => run(sh(`exit ${status}`))));
      expect(results.map(({ exitCode }) => exitCode)).toEqual(statuses);
    });

    it('gives none of a program that was killed', async () => {
      const results = await Promise.all(
        ['TERM', 'KILL', 'SEGV'].map((signal) => run(sh(`echo out; kill -${signal} $$`))),
      );
      for (const result of results)
        expect(result).toMatchObject({ exitCode: null, stdout: 'out\n', timedOut: false });
    });

    it('kills what takes too long, with its children', async () => {
      const { seconds, running } = aSleep();
      const timed = { ...sh(`sleep ${seconds} & sleep ${seconds}`), timeoutMs: shortMs };
      expect(await run(timed)).toMatchObject({ exitCode: null, timedOut: true });
      await running(0);
    });

    it('does not wait longer for what a program leaves behind, with the output in its hands', async () => {
      const { seconds, running } = aSleep();
      const began = performance.now();
      await run({ ...sh(`setsid sleep ${seconds} & echo left`), timeoutMs: patience(500) });
      expect(performance.now() - began).toBeLessThan(patience(20_000));
      await running(1);
    });

    it('does not wait for what cannot be killed', async () => {
      const path = `/srv/hangs.${process.pid}`;
      const letGo = await hangFilesystem(inside, path);
      onTestFinished(async () => {
        letGo();
        await onHost(`rmdir ${path}`);
      });
      const stat = { program: 'stat', args: [path] };
      expect(await run({ ...stat, timeoutMs: shortMs })).toMatchObject({
        exitCode: null,
        timedOut: true,
        process: expect.any(Number),
      });
    });

    it.each(['', '>&2'])('kills what writes too much %s', async (where) => {
      const { seconds, running } = aSleep();
      const command = sh(`sleep ${seconds} & yes "$1" ${where}; sleep 1`, seconds);
      const { exitCode, stdout } = await run({ ...command, maxOutputBytes: 1_000_000 });
      expect(exitCode).toBeNull();
      expect(stdout.length).toBeLessThanOrEqual(1_000_000);
      await running(0);
    });

    it('takes no part for the whole where the program ends well before it is killed', async () => {
      expect(await run(sh('yes 2>/dev/null | head -c 9000000 2>/dev/null; exit 0'))).toMatchObject({
        exitCode: null,
      });
    });
  });

  describe('streaming a program', () => {
    const linesOf = async (command: Parameters<Transport['stream']>[0]) => {
      const lines: string[] = [];
      await transport().stream(command, (line) => lines.push(line));
      return lines;
    };

    it('tells each line as soon as it is written, and ends the program and its children when nobody listens', async () => {
      const { seconds, running } = aSleep();
      const lines: string[] = [];
      const stop = new AbortController();
      const script = `echo one; echo two; sleep ${seconds} & sleep ${seconds}`;
      await transport().stream({ ...sh(script), signal: stop.signal }, (line) => {
        lines.push(line);
        if (line === 'two') stop.abort();
      });
      expect(lines).toEqual(['one', 'two']);
      await running(0);
    });

    it('keeps the input open while it listens', async () => {
      const lines: string[] = [];
      const stop = new AbortController();
      const stdin = 'echo told\ncat\necho closed\n';
      await transport().stream({ program: 'sh', args: ['-s'], stdin, signal: stop.signal }, (line) => {
        lines.push(line);
        stop.abort();
      });
      expect(lines).toEqual(['told']);
    });

    it('takes more input as it goes, and gives each byte as it is asked for', async () => {
      const lines: string[] = [];
      const program = { program: 'cat', args: [], stdin: 'first \xff\n', encoding: 'latin1' } as const;
      const stop = new AbortController();
      await transport().stream({ ...program, signal: stop.signal }, (line, reply) => {
        lines.push(line);
        if (lines.length < 4) reply(`line ${lines.length}\n`);
        else stop.abort();
      });
      expect(lines.slice(1)).toEqual(['line 1', 'line 2', 'line 3']);
      expect(lines[0]).toBe(Buffer.from('first \xff').toString('latin1'));
    });

    it('ends with the program, and gives all that it wrote', async () => {
      expect(await linesOf(sh('printf "no line end"; exit 1'))).toEqual(['no line end']);
      expect(await linesOf(sh('exit 0'))).toEqual([]);
      expect(await linesOf(sh('kill -KILL $$'))).toEqual([]);
      expect(await linesOf(sh('echo not told >&2; seq 20000'))).toEqual(
        Array.from({ length: 20_000 }, (_, index) => String(index + 1)),
      );
    });

    it('does not begin what nobody listens to', async () => {
      expect(await linesOf({ ...sh('echo told'), signal: AbortSignal.abort() })).toEqual([]);
    });

    it('throws what the listener throws, and ends the program', async () => {
      const { seconds, running } = aSleep();
      const heard = transport().stream(sh(`echo one; exec sleep ${seconds}`), () => {
        throw new Error('heard enough');
      });
      await expect(heard).rejects.toThrow('heard enough');
      await running(0);
    });

    it('does not wait for what cannot be killed, and reads no more of it', async () => {
      const { seconds, running } = aSleep();
      const stop = new AbortController();
      const lines: string[] = [];
      // In a session of its own it escapes the killing, and holds the output open.
      const escaping = sh(`setsid sh -c 'echo begun; exec sleep ${seconds}' & wait`);
      await transport().stream({ ...escaping, signal: stop.signal }, (line) => {
        lines.push(line);
        stop.abort();
      });
      expect(lines).toEqual(['begun']);
      await running(1);
    });
  });
}
