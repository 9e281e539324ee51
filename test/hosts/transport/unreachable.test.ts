import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hostIdOf } from '../../../src/common/ids.ts';
import { openSshHost } from '../../../src/hosts/open-ssh-host.ts';
import { joinCalls } from '../../../src/hosts/transport/join-calls.ts';
import { usualTiming } from '../../../src/hosts/transport/ssh/ssh-command.ts';
import { patience } from '../../support/patience.ts';
import { type SshHosts, startSshHosts } from '../../support/ssh-hosts.ts';
import { openTransport, sshParts } from './over-ssh.ts';

const timeoutMs = patience(20_000);
const timing = { ...usualTiming, connectSeconds: 2, aliveSeconds: 1 };
let hosts: SshHosts;
beforeAll(async () => {
  hosts = await startSshHosts();
});
afterAll(() => hosts?.stop());

function opened(address: string, configFile = hosts.configFile) {
  const { close, ...others } = openTransport({ configFile }, address, { timing });
  onTestFinished(close);
  return others;
}
const greetingOf = (...args: Parameters<typeof opened>) => opened(...args).greeting();

describe('a host is not reached', () => {
  const refusals: readonly (readonly [string, () => Promise<unknown>, string, RegExp])[] = [
    [
      'as a user that it does not know',
      async () => {
        await hosts.add('of-users', { banner: 'Connection refused to the curious.\n' });
        return greetingOf('nobody-there@of-users');
      },
      'ACCESS_DENIED',
      /authorized_keys/,
    ],
    [
      'where it takes passwords alone',
      async () => {
        await hosts.add('of-passwords', {
          settings: { PubkeyAuthentication: 'no', PasswordAuthentication: 'yes' },
        });
        return greetingOf('of-passwords');
      },
      'ACCESS_DENIED',
      /passwords are never asked for/,
    ],
    [
      'by a certificate that has expired',
      async () => {
        await hosts.add('of-certificates');
        const identity = await hosts.certifiedIdentity(['root'], '-2d:-1d');
        const configFile = join(hosts.configFile, '../expired');
        const lines = [
          `Include ${join(hosts.configFile, '../clients')}/*`,
          'Host *',
          `IdentityFile ${identity}`,
        ];
        writeFileSync(
          configFile,
          [
            ...lines,
            'IdentitiesOnly yes',
            'IdentityAgent none',
            `UserKnownHostsFile ${hosts.knownHostsFile}`,
            '',
          ].join('\n'),
        );
        return greetingOf('of-certificates', configFile);
      },
      'ACCESS_DENIED',
      /certificate has to be renewed/,
    ],
    [
      'whose profile exits',
      async () => {
        await hosts.add('of-exit', { shell: 'bash', profile: 'exit 0' });
        return greetingOf('of-exit');
      },
      'NO_SHELL',
      /profile neither exits/,
    ],
    [
      'whose profile says why it exits',
      async () => {
        await hosts.add('of-reason', {
          shell: 'bash',
          profile: 'echo "Permission denied, Connection closed"; exit 1',
        });
        return greetingOf('of-reason');
      },
      'NO_SHELL',
      /profile neither exits/,
    ],
    [
      'whose profile writes without end',
      async () => {
        await hosts.add('of-words', { shell: 'bash', profile: 'yes' });
        return greetingOf('of-words');
      },
      'NO_SHELL',
      /nor writes without end/,
    ],
    [
      'that is cut off',
      async () => {
        await (await hosts.add('of-silence')).cut();
        return greetingOf('of-silence');
      },
      'NO_ANSWER',
      /host is up/,
    ],
    [
      'on which no sshd listens',
      async () => {
        await (await hosts.add('of-nothing')).stopSshd();
        return greetingOf('of-nothing');
      },
      'NO_ANSWER',
      /sshd runs there/,
    ],
    ['whose name is not known', () => greetingOf('no-such-host.invalid'), 'NAME_UNKNOWN', /name service/],
    [
      'through a host that is cut off',
      async () => {
        const jump = await hosts.add('jump');
        await hosts.add('behind', { client: ['ProxyJump jump'] });
        const { greeting, transport } = opened('behind');
        await greeting();
        const running = transport.run({ program: 'sleep', args: ['3600'], timeoutMs: 3_600_000 });
        await jump.cut();
        return running;
      },
      'CONNECTION_LOST',
      /host is up/,
    ],
  ];
  it.each(refusals)('%s', async (_, ask, code, remedy) => {
    await expect(ask()).rejects.toMatchObject({ code, remedy: expect.stringMatching(remedy) });
  });
});

describe('what is no sshd is told from a host that is down', () => {
  /** Listens at a port of this machine. */
  async function listening(server: Server): Promise<string> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    return `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  }
  it.each([
    ['that says nothing', () => createServer(), 'NO_ANSWER'],
    ['that resets the connection', () => createServer((socket) => socket.resetAndDestroy()), 'HUNG_UP'],
    ['that hangs up', () => createServer((socket) => socket.destroy()), 'HUNG_UP'],
    ['of HTTP', () => createHttpServer(), 'HUNG_UP'],
    ['that says what is not SSH', () => createServer((socket) => socket.end('SSH-9.9-other\r\n')), 'NOT_SSH'],
  ] as const)('a server %s', async (_, server, code) => {
    const sockets = new Set<Socket>();
    const made: Server = server();
    made.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
    const address = await listening(made);
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    await expect(greetingOf(address)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(address),
    });
  });
});

it('a limited key and the least rule of sudo are enough, and sudo that is not allowed any more is told', async () => {
  const host = await hosts.add('of-sudo', { login: 'sudoer' });
  const rules = ['sudoer ALL=(root) NOPASSWD: /bin/sh -s', 'Defaults:sudoer !requiretty'];
  await host.run('sh', '-euc', 'printf "%s\\n" "$@" >/etc/sudoers.d/winnow', 'sh', ...rules);
  await host.run('sed', '-i', `s/^/restrict,from="${hosts.ownAddress}" /`, '/etc/ssh/authorized_keys');
  const { greeting, transport } = opened('of-sudo');
  expect(await greeting()).toMatchObject({ user: 'sudoer', become: 'ROOT_BY_SUDO', sudoRefusal: null });
  await host.run('rm', '/etc/sudoers.d/winnow');
  const asked = transport.run({ program: 'id', args: [], timeoutMs });
  await expect(asked).rejects.toMatchObject({
    code: 'SUDO_REFUSED',
    remedy: expect.stringContaining('/etc/sudoers.d'),
  });
});

it('sudo may warn of what does not keep it from working', async () => {
  const host = await hosts.add('of-warnings', { login: 'sudoer' });
  await host.run(
    'sh',
    '-c',
    'mv /usr/bin/sudo /usr/bin/sudo.real; printf "#!/bin/sh\\necho sudo: unable to resolve host >&2\\nexec sudo.real \\"\\$@\\"\\n" >/usr/bin/sudo; chmod 755 /usr/bin/sudo',
  );
  expect(await greetingOf('of-warnings')).toMatchObject({ become: 'ROOT_BY_SUDO' });
});

it('a host on which sudo does not make the user root any more is not asked for the runs of root', async () => {
  const host = await hosts.add('of-lost-rights', { login: 'sudoer' });
  const parts = sshParts({ configFile: hosts.configFile });
  const access = { address: 'of-lost-rights', hostKey: null, runsDirectory: '/var/lib/winnow/runs' };
  const identity = { id: hostIdOf(host.machineId), name: () => 'of-lost-rights', access: () => access };
  const { host: opened, reconnect, close } = openSshHost(parts, identity, {});
  onTestFinished(async () => {
    await close();
    parts.close();
  });
  expect(await opened.runState('job_a.1')).toBe('UNKNOWN');
  await host.run('sh', '-c', 'mv /etc/sudoers.d/winnow /root');
  reconnect();
  await expect(opened.runState('job_a.1')).rejects.toThrow(
    /is not root there any more, but sudoer \(sudo says/,
  );
  await host.run('sh', '-c', 'mv /root/winnow /etc/sudoers.d');
  reconnect();
  expect(await opened.runState('job_a.1')).toBe('UNKNOWN');
});

it("a home that is read-only and a /tmp that is full, and runs nothing, are in nobody's way", async () => {
  const host = await hosts.add('of-little', { login: 'plain' });
  await host.run(
    ...['sh', '-euc', 'mount --bind /home/plain /home/plain; mount -o remount,bind,ro /home/plain'],
  );
  await host.run(
    'sh',
    '-euc',
    'mount -t tmpfs -o noexec,size=16k tmpfs /tmp; chmod 1777 /tmp; cat /dev/zero >/tmp/full || true',
  );
  const { greeting, transport } = opened('of-little');
  expect(await greeting()).toMatchObject({
    user: 'plain',
    become: 'LOGIN_USER',
    runsDirectory: expect.stringMatching('^/var/tmp/winnow-'),
  });
  const joined = joinCalls(transport);
  const text = 'x'.repeat(100_000);
  const results = await Promise.all(
    [text, 'short'].map((stdin) => joined.run({ program: 'cat', args: [], stdin, timeoutMs })),
  );
  expect(results.map(({ stdout, exitCode }) => [stdout.length, exitCode])).toEqual([
    [100_000, 0],
    [5, 0],
  ]);
});

it('the name that a host gives itself is shown as what it is', async () => {
  const host = await hosts.add('of-colours');
  await host.run('sh', '-c', "printf '\\033[31mred' >/proc/sys/kernel/hostname");
  expect((await greetingOf('of-colours')).name).toBe('\\u{1b}[31mred');
});

it('a program of ssh that is not there is named', async () => {
  const { close, greeting } = openTransport(hosts, 'any', { program: '/nowhere/ssh' });
  onTestFinished(close);
  await expect(greeting()).rejects.toThrow('/nowhere/ssh');
});
