import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { HostUnreachable } from '../../../src/hosts/host.ts';
import { askForHostKey } from '../../../src/hosts/transport/ssh/host-key.ts';
import { openSshTransport } from '../../../src/hosts/transport/ssh/open-ssh-transport.ts';
import { type SshTiming, usualTiming } from '../../../src/hosts/transport/ssh/ssh-command.ts';
import { makeSshDirectory } from '../../../src/hosts/transport/ssh/ssh-directory.ts';
import { patience } from '../../support/patience.ts';
import { type SshHost, type SshHosts, startSshHosts } from '../../support/ssh-hosts.ts';
import { addressOf, openTransport, sshParts } from './over-ssh.ts';

const execute = promisify(execFile);
const timeoutMs = patience(20_000);
let hosts: SshHosts;
let host: SshHost;
beforeAll(async () => {
  hosts = await startSshHosts();
  host = await hosts.add('one');
});
afterAll(() => hosts?.stop());

function opened(address: string, timing: Partial<SshTiming> = {}) {
  const { transport, close, ...others } = openTransport(hosts, address, {
    timing: { ...usualTiming, ...timing },
  });
  onTestFinished(close);
  const say = (word: string) => transport.run({ program: 'echo', args: [word], timeoutMs });
  /** A program that has begun and does not end; how it ends all the same. */
  async function going(): Promise<{ readonly outcome: Promise<unknown> }> {
    const began = Promise.withResolvers<void>();
    const ended = transport.stream({ program: 'sh', args: ['-c', 'echo begun; exec sleep 3600'] }, () =>
      began.resolve(),
    );
    const outcome = ended.then(
      () => null,
      (error: unknown) => error,
    );
    await Promise.race([began.promise, outcome]);
    return { outcome };
  }
  /** The processes of ssh here that hold this connection, or use it. */
  async function processes(): Promise<{
    readonly master: readonly number[];
    readonly clients: readonly number[];
  }> {
    const of = (word: string) =>
      readdirSync('/proc')
        .map(Number)
        .filter((pid) => {
          const words = pid > 0 ? commandOf(pid) : '';
          return words.includes(others.directory) && words.includes(word) && words.startsWith('ssh');
        });
    return { master: of('ControlMaster=yes'), clients: of('ControlMaster=no') };
  }
  return { transport, say, going, processes, ...others };
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

const logins = (of: SshHost) => of.log().filter((line) => line.startsWith('Accepted publickey')).length;

it.each([1, 2])(
  'is one, however many programs run at once on a host that permits %d sessions',
  async (MaxSessions) => {
    const narrow = await hosts.add(`narrow-${MaxSessions}`, { settings: { MaxSessions, MaxStartups: 1 } });
    const { say } = opened(narrow.name);
    const words = Array.from({ length: 12 }, (_, index) => `word ${index}`);
    const results = await Promise.all(words.map(say));
    expect(results.map(({ stdout }) => stdout)).toEqual(words.map((word) => `${word}\n`));
    expect(logins(narrow)).toBe(1);
  },
);

it('is made again at once when its process was killed, and what went on is told', async () => {
  const { say, going, processes } = opened('one');
  const { outcome } = await going();
  const before = logins(host);
  for (const pid of (await processes()).master) process.kill(pid, 'SIGKILL');
  expect(await outcome).toBeInstanceOf(HostUnreachable);
  expect(await say('again')).toMatchObject({ stdout: 'again\n' });
  expect(logins(host)).toBe(before + 1);
});

it('stays when the client of a session is killed, and is made again when its socket is gone', async () => {
  const { say, going, processes, directory } = opened('one');
  const { outcome } = await going();
  const before = logins(host);
  for (const pid of (await processes()).clients) process.kill(pid, 'SIGKILL');
  expect(await outcome).toBeInstanceOf(HostUnreachable);
  expect(await say('on')).toMatchObject({ stdout: 'on\n' });
  expect(logins(host)).toBe(before);

  rmSync(directory, { recursive: true });
  await expect(say('gone')).rejects.toThrow('The connection to one broke');
  expect(await say('again')).toMatchObject({ stdout: 'again\n' });
  expect(logins(host)).toBe(before + 1);
});

it('is lost with the processes of sshd, and made again when one listens', async () => {
  const restarted = await hosts.add('restarted');
  const { say, going } = opened('restarted');
  const { outcome } = await going();
  await restarted.restartSshd();
  expect(await say('still')).toMatchObject({ stdout: 'still\n' });
  await restarted.killAll();
  expect(await outcome).toMatchObject({
    name: 'SshUnreachable',
    message: expect.stringContaining('restarted'),
  });
  await expect(say('down')).rejects.toMatchObject({
    code: 'NO_ANSWER',
    message: expect.stringContaining('refused'),
  });
  await restarted.startSshd();
  await vi.waitFor(async () => expect(await say('up')).toMatchObject({ stdout: 'up\n' }));
});

it('notices that a host is cut off, by the third question without an answer', async () => {
  const cut = await hosts.add('cut');
  const { say, going } = opened('cut', { aliveSeconds: 1, connectSeconds: 2 });
  const { outcome } = await going();
  const began = performance.now();
  await cut.cut();
  expect(await outcome).toMatchObject({ code: 'CONNECTION_LOST' });
  expect(performance.now() - began).toBeGreaterThan(2_000);
  await expect(say('away')).rejects.toMatchObject({ code: 'NO_ANSWER' });
  await cut.mend();
  await vi.waitFor(async () => expect(await say('back')).toMatchObject({ stdout: 'back\n' }));
});

it('is closed when nobody uses it, and nothing is left of it here', async () => {
  const { say, processes, directory } = opened('one', { idleMs: 100 });
  const before = logins(host);
  await say('first');
  await vi.waitFor(async () => expect((await processes()).master).toEqual([]));
  await vi.waitFor(() => expect(readdirSync(directory)).toEqual([]));
  expect(await say('second')).toMatchObject({ stdout: 'second\n' });
  expect(logins(host)).toBe(before + 2);
});

it('goes the other way at once when the host is reached in another way', async () => {
  const away = await hosts.add('away');
  await away.cut();
  const parts = sshParts({ configFile: hosts.configFile });
  let address = 'away';
  const { transport, reconnect, close } = openSshTransport(parts, () => ({
    address: addressOf(address),
    hostKey: null,
  }));
  onTestFinished(async () => {
    await close();
    parts.close();
  });
  const asked = transport.run({ program: 'hostname', args: [], timeoutMs });
  await vi.waitFor(() => expect(readdirSync(parts.directory)).toEqual([]));
  address = 'one';
  reconnect();
  expect(await asked).toMatchObject({ stdout: 'one\n' });
  await close();
  await expect(transport.run({ program: 'true', args: [], timeoutMs })).rejects.toThrow('was closed');
});

it('reaches a host by an IPv6 address', async () => {
  const prefix = `fd77:${process.pid.toString(16).slice(-4)}::`;
  const { stdout } = await execute('ip', ['-o', 'addr', 'show', 'to', `${hosts.ownAddress}/32`]);
  const device = stdout.split(/\s+/)[1] ?? '';
  await execute('ip', ['-6', 'addr', 'add', `${prefix}1/64`, 'dev', device, 'nodad']);
  await host.run('ip', '-6', 'addr', 'add', `${prefix}2/64`, 'dev', 'eth0', 'nodad');
  const address = `root@[${prefix}2]:22`;
  const parts = sshParts({ configFile: hosts.configFile });
  onTestFinished(parts.close);
  const hostKey = await askForHostKey(addressOf(address), parts.settings, parts.directory);
  const { transport, close } = openTransport(hosts, address, { hostKey });
  onTestFinished(close);
  expect(await transport.run({ program: 'hostname', args: [], timeoutMs })).toMatchObject({
    stdout: 'one\n',
  });
});

it('ends with the server, however that ends, and the next one removes what it left', async () => {
  const program = `
    import { openTransport } from ${JSON.stringify(join(import.meta.dirname, 'over-ssh.ts'))};
    const { transport, directory } = openTransport(${JSON.stringify({ configFile: hosts.configFile })}, 'one');
    await transport.run({ program: 'true', args: [], timeoutMs: ${timeoutMs} });
    console.log(directory);
    setInterval(() => {}, 1e6);`;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', program],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  const directory = String(said).trim();
  const holders = () =>
    readdirSync('/proc').filter((pid) => commandOf(Number(pid)).includes(`${directory}/`));
  expect(holders()).not.toEqual([]);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  await vi.waitFor(() => expect(holders()).toEqual([]));
  expect(existsSync(directory)).toBe(true);
  const next = makeSshDirectory();
  onTestFinished(() => rmSync(next, { recursive: true }));
  expect(existsSync(directory)).toBe(false);
  makeSshDirectory();
  expect(existsSync(next)).toBe(true);
});

it('has its sockets where their paths are short enough', () => {
  const base = mkdtempSync(join(tmpdir(), 'winnow-deep-'));
  const deep = join(base, 'a'.repeat(60));
  mkdirSync(deep);
  const made = [makeSshDirectory({ XDG_RUNTIME_DIR: deep }), makeSshDirectory({ XDG_RUNTIME_DIR: base })];
  onTestFinished(() => {
    for (const path of [...made, base]) rmSync(path, { recursive: true, force: true });
  });
  expect(made.map((path) => path.startsWith(base))).toEqual([false, base.length < 40]);
  for (const path of made) expect(path.length).toBeLessThanOrEqual(70);
});
