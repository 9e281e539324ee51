import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { patience } from '../../support/patience.ts';
import { temporaryDirectory } from '../a-host.ts';
import { aMountNamespace } from '../storage/mount-namespace.ts';

const transport = createLocalTransport();
const sh = (script: string) => ({ program: 'sh', args: ['-c', script] });

describe('running a program', () => {
  it('gives its output and status; a failure is a result', async () => {
    expect(
      await transport.run({ ...sh('echo out; echo err >&2; exit 3'), timeoutMs: patience(5000) }),
    ).toEqual({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
      timedOut: false,
      process: expect.any(Number),
    });
  });

  it('gives it no input, unless there is some', async () => {
    expect(await transport.run({ program: 'cat', args: [], timeoutMs: patience(5000) })).toMatchObject({
      stdout: '',
    });
    expect(
      await transport.run({ program: 'cat', args: [], stdin: 'told', timeoutMs: patience(5000) }),
    ).toMatchObject({
      stdout: 'told',
    });
  });

  it('passes arguments on as they are', async () => {
    const odd = ['$(id)', '; exit 1', "'", '', ' a  b ', '-n'];
    const { stdout } = await transport.run({
      program: 'printf',
      args: ['%s|', ...odd],
      timeoutMs: patience(5000),
    });
    expect(stdout).toBe(odd.map((word) => `${word}|`).join(''));
  });

  it('knows a program that is not there, or not executable', async () => {
    expect(
      await transport.run({ program: '/nowhere/tool', args: [], timeoutMs: patience(5000) }),
    ).toMatchObject({
      exitCode: 127,
    });
    expect(
      await transport.run({ program: '/etc/passwd', args: [], timeoutMs: patience(5000) }),
    ).toMatchObject({
      exitCode: 126,
    });
  });

  it('kills what takes too long', async () => {
    expect(await transport.run({ program: 'sleep', args: ['60'], timeoutMs: 100 })).toMatchObject({
      exitCode: null,
      timedOut: true,
    });
  });

  it('does not wait for what cannot be killed', async () => {
    const { hangingFilesystem, transport: inNamespace } = await aMountNamespace();
    const { path } = await hangingFilesystem('nfs');
    expect(await inNamespace.run({ program: 'stat', args: [path], timeoutMs: 200 })).toMatchObject({
      ...{ exitCode: null, timedOut: true },
    });
  });

  it('kills its children too', async () => {
    expect(await transport.run({ ...sh('sleep 60 & sleep 60'), timeoutMs: 100 })).toMatchObject({
      timedOut: true,
    });
  });

  it('does not wait for what cannot be killed, and reads no more of it', async () => {
    const pids = join(temporaryDirectory(), 'pids');
    onTestFinished(() => {
      for (const pid of readFileSync(pids, 'utf8').trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
    });
    // In a session of its own it escapes the killing, and holds the output open.
    const escaping = `setsid sh -c 'echo $$ >>"$1"; echo begun; exec sleep 3600' sh "$1" & wait`;
    const stubborn = { program: 'sh', args: ['-c', escaping, 'sh', pids] };
    const stop = new AbortController();
    const lines: string[] = [];
    await transport.stream({ ...stubborn, signal: stop.signal }, (line) => {
      lines.push(line);
      stop.abort();
    });
    expect(lines).toEqual(['begun']);
    expect(await transport.run({ ...stubborn, timeoutMs: patience(250) })).toMatchObject({
      exitCode: null,
      timedOut: true,
    });
  });

  it('kills what writes too much', async () => {
    const { exitCode, stdout } = await transport.run({
      program: 'yes',
      args: [],
      timeoutMs: patience(10_000),
    });
    expect(exitCode).toBeNull();
    expect(stdout.length).toBeLessThanOrEqual(8 * 1024 ** 2);
  });

  it('takes no part for the whole where the program ends well before it is killed', async () => {
    const command = sh('yes 2>/dev/null | head -c 9000000 2>/dev/null; exit 0');
    expect(await transport.run({ ...command, timeoutMs: patience(10_000) })).toMatchObject({
      exitCode: null,
    });
  });
});

describe('streaming a program', () => {
  it('tells each line as soon as it is written', async () => {
    const lines: string[] = [];
    const stop = new AbortController();
    await transport.stream({ ...sh('echo one; echo two; sleep 60'), signal: stop.signal }, (line) => {
      lines.push(line);
      if (line === 'two') stop.abort();
    });
    expect(lines).toEqual(['one', 'two']);
  });

  it('keeps the input open while it listens', async () => {
    const lines: string[] = [];
    const stop = new AbortController();
    const program = {
      program: 'sh',
      args: ['-s'],
      stdin: 'echo told\ncat\necho closed\n',
      signal: stop.signal,
    };
    await transport.stream(program, (line) => {
      lines.push(line);
      stop.abort();
    });
    expect(lines).toEqual(['told']);
  });

  it('ends with the program', async () => {
    const lines: string[] = [];
    await transport.stream(sh('printf "no line end"; exit 1'), (line) => lines.push(line));
    expect(lines).toEqual(['no line end']);
  });
});
