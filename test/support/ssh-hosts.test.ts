import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { type SshHost, type SshHosts, startSshHosts } from './ssh-hosts.ts';

const execute = promisify(execFile);
let hosts: SshHosts;
let one: SshHost;
beforeAll(async () => {
  hosts = await startSshHosts();
  one = await hosts.add('one');
});
afterAll(() => hosts?.stop());

/** What a command of ssh to a host wrote, and how it ended. */
async function ssh(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const asked = execute('ssh', ['-T', '-F', hosts.configFile, '-o', 'BatchMode=yes', ...args], {
    maxBuffer: 64 << 20,
  });
  asked.child.stdin?.end();
  return asked.then(
    (told) => ({ code: 0, ...told }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

const told = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await ssh(...args);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return stdout.trim();
};

/** A session that stays open, and says `ready` once it is there. */
async function session(...args: string[]) {
  const child = spawn('ssh', ['-T', '-F', hosts.configFile, ...args, 'echo ready; exec cat']);
  onTestFinished(() => void child.kill('SIGKILL'));
  let written = '';
  child.stdout.on('data', (data: Buffer) => {
    written += data.toString();
  });
  const ended = once(child, 'close');
  await vi.waitFor(() => expect(written).toBe('ready\n'));
  return { child, ended, written: () => written };
}

const impatient = ['-o', 'ServerAliveInterval=1', '-o', 'ServerAliveCountMax=2', '-o', 'ConnectTimeout=2'];

it('a host has its own name, machine id, boot id, network, processes and files, and the programs of the machine', async () => {
  const other = await hosts.add('other');
  const facts =
    'hostname; cat /etc/machine-id /proc/sys/kernel/random/boot_id; cat /proc/1/comm; echo $SSH_CONNECTION';
  for (const host of [one, other]) {
    const [name, machineId, bootId, first, connection] = (await told(host.name, facts)).split('\n');
    expect({ name, machineId, bootId, first }).toEqual({
      name: host.name,
      machineId: host.machineId,
      bootId: host.bootId(),
      first: 'sh',
    });
    expect(connection).toMatch(new RegExp(`^${hosts.ownAddress} \\d+ ${host.address} 22$`));
  }
  expect(other.machineId).not.toBe(one.machineId);

  await told(
    'one',
    'mkdir -p /var/lib/winnow && for d in /var/lib/winnow /etc /root /tmp; do echo >$d/of-one; done; rm /usr/bin/flock',
  );
  for (const directory of ['/var/lib/winnow', '/etc', '/root', '/tmp']) {
    expect((await ssh('other', `ls ${directory}/of-one`)).code).not.toBe(0);
    expect(existsSync(`${directory}/of-one`)).toBe(false);
  }
  expect((await ssh('one', 'flock --version')).code).toBe(127);
  expect(await told('other', 'flock --version')).toContain('util-linux');
  expect(await told('one', 'command -v ssh')).toBe('/usr/bin/ssh');
});

it('hosts see a directory that they share, at the same time', async () => {
  const images = mkdtempSync(join(tmpdir(), 'winnow-shared-'));
  onTestFinished(() => rmSync(images, { recursive: true }));
  for (const name of ['left', 'right']) await hosts.add(name, { shared: { images } });
  await told('left', 'echo written >/srv/images/disk');
  expect(await told('right', 'cat /srv/images/disk')).toBe('written');
  expect(readFileSync(join(images, 'disk'), 'utf8')).toBe('written\n');
  const [left, right] = [
    await told('left', 'stat -c %d:%i /srv/images/disk'),
    await told('right', 'stat -c %d:%i /srv/images/disk'),
  ];
  expect(left).toBe(right);
});

it('root, a user with sudo and one without log in, and the configuration names the one that is asked for', async () => {
  await hosts.add('of-sudoer', { login: 'sudoer' });
  expect(await told('one', 'id -un; pwd')).toBe('root\n/root');
  expect(await told('of-sudoer', 'id -un; pwd; sudo -n id -un')).toBe('sudoer\n/home/sudoer\nroot');
  expect(await told('plain@of-sudoer', 'id -un; id -Gn')).toBe('plain\nplain libvirt');
  const refused = await ssh('plain@of-sudoer', 'LC_ALL=C sudo -n id -un');
  expect(refused).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('password is required'),
  });
});

it.each([
  { shell: 'bash', profile: 'echo from the profile', version: 'echo $BASH_VERSION' },
  { shell: 'csh', profile: 'echo from the profile', version: 'echo $shell' },
  { shell: 'fish', profile: 'echo from the profile', version: 'echo $FISH_VERSION' },
] as const)(
  'the login shell is $shell, and its profile speaks first',
  async ({ shell, profile, version }) => {
    await hosts.add(`of-${shell}`, { shell, profile });
    for (const user of ['root', 'plain']) {
      const lines = (await told(`${user}@of-${shell}`, version)).split('\n');
      expect(lines, user).toHaveLength(2);
      expect(lines[0]).toBe('from the profile');
      expect(lines[1]).toMatch(/^[5-9]\.|^3\.|csh$/);
    }
  },
);

it('sshd says its banner, and has the settings that are asked for', async () => {
  const host = await hosts.add('with-banner', { banner: 'Beware\n', settings: { MaxSessions: 1 } });
  expect(await ssh('with-banner', 'echo answer')).toEqual({
    code: 0,
    stdout: 'answer\n',
    stderr: 'Beware\n',
  });
  const socket = join(dirname(hosts.configFile), 'master');
  const shared = ['-o', `ControlPath=${socket}`, '-o', 'ProxyCommand=false'];
  await session('-M', '-S', socket, 'with-banner');
  expect(await ssh(...shared, 'with-banner', 'true')).toMatchObject({ code: 255 });
  await host.restartSshd({ MaxSessions: 2 });
  await session('-M', '-S', `${socket}-2`, 'with-banner');
  expect(await ssh(...shared, '-S', `${socket}-2`, 'with-banner', 'true')).toMatchObject({ code: 0 });
});

it('a host that is cut off answers nothing until it is mended, and knows nothing of it', async () => {
  const { child, ended } = await session(...impatient, 'one');
  await one.cut();
  expect((await ssh(...impatient, 'one', 'true')).code).toBe(255);
  expect(await ended).toEqual([255, null]);
  expect(child.exitCode).toBe(255);
  expect(await one.run('cat', '/sys/class/net/eth0/carrier').catch(() => '1\n')).toBe('1\n');
  await one.mend();
  await vi.waitFor(async () => expect((await ssh(...impatient, 'one', 'true')).code).toBe(0));
});

it('processes are killed by name, or all, and the kernel refuses connections then', async () => {
  const host = await hosts.add('killed');
  await told(
    'killed',
    'setsid sleep 1000 </dev/null >/dev/null 2>&1 & setsid tail -f /dev/null </dev/null >/dev/null 2>&1 &',
  );
  const processes = async () =>
    (await host.run('sh', '-c', 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "')).toString();
  expect(await processes()).toContain('sleep 1000');
  await host.kill('sleep');
  await vi.waitFor(async () => expect(await processes()).not.toContain('sleep 1000'));
  expect(await processes()).toContain('tail -f');

  const { ended } = await session('killed');
  const boot = host.bootId();
  await host.killAll();
  expect(await ended).toEqual([255, null]);
  await vi.waitFor(async () => expect(await processes()).not.toContain('tail -f'));
  expect((await ssh('killed', 'true')).stderr).toContain('Connection refused');
  await host.startSshd();
  expect(await told('killed', 'cat /proc/sys/kernel/random/boot_id')).toBe(boot);
});

it('a host whose cable is pulled and put in while it is switched off and on is reached again', async () => {
  const host = await hosts.add('both');
  await Promise.all([host.reboot(), host.cut()]);
  await Promise.all([host.powerOff(), host.mend(), host.cut()]);
  await Promise.all([host.powerOn(), host.mend()]);
  expect(await told('both', 'hostname')).toBe('both');
});

it('a host without power tells nobody, and has no process of before, and another boot id, when it is back', async () => {
  const host = await hosts.add('off');
  await told('off', 'echo >/root/kept; echo >/run/lost; setsid sleep 1000 </dev/null >/dev/null 2>&1 &');
  const { child } = await session('off');
  const before = host.bootId();
  await host.powerOff();
  expect((await ssh(...impatient, 'off', 'true')).code).toBe(255);
  // Nobody has told the session of before.
  expect(child.exitCode).toBe(null);
  await host.powerOn();
  const boot = await told('off', 'cat /proc/sys/kernel/random/boot_id');
  expect(boot).toBe(host.bootId());
  expect(boot).not.toBe(before);
  expect(await told('off', 'cat /etc/machine-id')).toBe(host.machineId);
  expect(await told('off', 'ls /root /run')).toMatch(/^kept$/m);
  expect(await told('off', 'ls /run')).not.toMatch(/^lost$/m);
  expect(await told('off', 'cat /proc/[0-9]*/cmdline')).not.toContain('sleep\x001000');
  // The kernel of now does not know the connection.
  child.stdin.write('more\n');
  expect(await once(child, 'close')).toEqual([255, null]);
});

it('a restart of sshd keeps its sessions, and new keys are refused', async () => {
  const host = await hosts.add('restarted');
  const { child, ended, written } = await session('restarted');
  await host.restartSshd();
  child.stdin.write('still there\n');
  await vi.waitFor(() => expect(written()).toContain('still there'));
  await host.stopSshd();
  expect((await ssh('restarted', 'true')).stderr).toContain('Connection refused');
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
  await host.startSshd();
  expect(host.log().filter((line) => line.startsWith('Accepted publickey'))).toHaveLength(1);

  const [before] = host.keys();
  await host.changeKeys();
  expect(host.keys()).not.toContain(before);
  const refused = await ssh('restarted', 'true');
  expect(refused).toMatchObject({ code: 255, stderr: expect.stringContaining('IDENTIFICATION HAS CHANGED') });
});

it('a key that is not known is refused, unless an authority has certified it', async () => {
  await hosts.add('unknown', { known: false });
  expect((await ssh('unknown', 'true')).stderr).toContain('Host key verification failed');
  await hosts.add('certified', { known: false, certified: true });
  const trusting = ['-o', `UserKnownHostsFile=${hosts.authorityFile}`];
  expect(await told(...trusting, 'certified', 'echo in')).toBe('in');
  expect((await ssh(...trusting, 'unknown', 'true')).stderr).toContain('Host key verification failed');
});

it('a certificate lets in those whom it names, until it ends', async () => {
  const ask = async (validity: string, user: string) => {
    const identity = await hosts.certifiedIdentity(['plain'], validity);
    return (
      await ssh(
        '-F',
        'none',
        '-o',
        `UserKnownHostsFile=${hosts.knownHostsFile}`,
        '-i',
        identity,
        '-l',
        user,
        one.address,
        'id -un',
      )
    ).stdout;
  };
  expect(await ask('-1d:+1d', 'plain')).toBe('plain\n');
  expect(await ask('-1d:+1d', 'sudoer')).toBe('');
  expect(await ask('-2d:-1d', 'plain')).toBe('');
});

it('a host is reached through another', async () => {
  const inner = await hosts.add('inner', { client: ['ProxyJump one'] });
  expect(await told('inner', 'echo $SSH_CONNECTION')).toMatch(
    new RegExp(`^${one.address} \\d+ ${inner.address} 22$`),
  );
});

it('a link delays what passes, holds it up, and breaks', async () => {
  const link = await hosts.link({ roundTripMs: 300 });
  await hosts.add('far', { link });
  const { child, ended, written } = await session('far');
  expect(link.connections()).toBe(1);
  const began = performance.now();
  child.stdin.write('there and back\n');
  await vi.waitFor(() => expect(written()).toContain('there and back'));
  expect(performance.now() - began).toBeGreaterThan(299);

  link.change({ roundTripMs: 0, stalled: true });
  child.stdin.write('held up\n');
  expect((await ssh('-o', 'ConnectTimeout=1', 'far', 'true')).code).toBe(255);
  expect(written()).not.toContain('held up');
  link.change({ stalled: false });
  await vi.waitFor(() => expect(written()).toContain('held up'));

  const bytes = 3_000_000;
  link.change({ roundTripMs: 50 });
  expect(await told('far', `head -c ${bytes} /dev/zero | tr '\\0' x`)).toHaveLength(bytes);

  link.cut();
  expect(await ended).toEqual([255, null]);
  await vi.waitFor(() => expect(link.connections()).toBe(0));
});

it('nothing is left of hosts whose test was killed, once others start; and two tests at once do not meet', async () => {
  const program = `
    import { startSshHosts } from ${JSON.stringify(join(import.meta.dirname, 'ssh-hosts.ts'))};
    const hosts = await startSshHosts();
    const host = await hosts.add('one');
    console.log(JSON.stringify([hosts.configFile, hosts.ownAddress, host.address, await host.run('cat', '/proc/1/cmdline')]));
    setInterval(() => {}, 1e6);`;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', program],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  const [configFile, ownAddress, address, first] = JSON.parse(String(said));
  expect(ownAddress).not.toBe(hosts.ownAddress);
  expect(address).not.toBe(one.address);
  const there = async () => {
    const [devices, processes] = await Promise.all([
      execute('ip', ['addr']),
      execute('sh', ['-c', 'cat /proc/[0-9]*/cmdline 2>/dev/null; true']),
    ]);
    return {
      device: devices.stdout.includes(`inet ${ownAddress}/`),
      process: processes.stdout.includes(first),
    };
  };
  expect(await there()).toEqual({ device: true, process: true });

  child.kill('SIGKILL');
  await vi.waitFor(async () => expect(await there()).toEqual({ device: false, process: false }));
  expect(existsSync(configFile)).toBe(true);
  const others = await startSshHosts();
  expect(existsSync(configFile)).toBe(false);
  expect(existsSync(hosts.configFile)).toBe(true);
  await others.stop();
  expect(existsSync(others.configFile)).toBe(false);
});
