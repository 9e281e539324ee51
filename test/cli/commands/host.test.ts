import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeWait } from '../../../src/cli/output/describe-job.ts';
import { typeable } from '../../../src/cli/output/typeable.ts';
import { run } from '../../../src/cli/run.ts';
import type { HostCapabilities } from '../../../src/domain/host/events.ts';
import { outOfReach } from '../../../src/process/plan/out-of-reach.ts';
import type { Refusal } from '../../../src/requests/requests.ts';
import { aHostView } from '../../support/a-host-view.ts';
import { hostId, operationId } from '../../support/seeded-services.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { aJob } from '../a-job.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

const fingerprint = 'SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE';
const hostKey = { type: 'ssh-ed25519', key: 'AAAAC3NzaC1lZDI1NTE5AAAAIA==' };
const access = (address: string) => ({ address, hostKey, runsDirectory: '/var/lib/winnow/runs' });

/** A server with a host that is reached over SSH, and an operation that has succeeded. */
async function serverWithHost(): Promise<TestServer> {
  const server = await startServer();
  const { services } = server;
  await services.given(`host-${hostId}`, {
    type: 'HostRegistered',
    data: { name: 'kvm1', transport: 'SSH', ssh: access('root@kvm1'), labels: { site: 'a' }, maxRuns: 4 },
  });
  await services.putOperation({ type: 'OperationSucceeded', data: {} });
  return server;
}

async function winnow(
  args: readonly string[],
  { url }: { readonly url: string },
  how: { readonly interactive?: boolean; readonly input?: string } = {},
) {
  const terminal = capturedTerminal({ WINNOW_URL: url }, how);
  const code = await run(args, terminal);
  return { code, out: terminal.out(), err: terminal.err(), json: () => JSON.parse(terminal.out()) };
}

/** Refuses a host until its key is given. */
const unknownUntilAccepted = (server: TestServer): void => {
  server.services.answer = async (_, input) => {
    const { address, hostKeyFingerprint } = input as { address: string; hostKeyFingerprint: string | null };
    return hostKeyFingerprint === null
      ? { ok: false, refusal: { type: 'HostKeyUnknown', address, hostKey } satisfies Refusal }
      : { ok: true, value: { hostId, operationId } as never };
  };
};
const sentFingerprints = ({ services }: TestServer) =>
  services.sent.map(({ input }) => (input as { hostKeyFingerprint: string | null }).hostKeyFingerprint);

/** What a host without KVM can do. */
const slow: HostCapabilities = {
  ...{ virtSparsify: { version: '1.48.4', features: ['in-place'] }, qemuImg: { version: '7.2.9' } },
  ...{ virtDf: true, acceleration: 'EMULATION', cores: 2, memoryBytes: null, lacks: [] },
  ...{ libvirt: null, sg3Utils: null, seesEveryProcess: true, recommends: [] },
};

/** Of the key above. */
const shown = 'SHA256:';

describe('winnow host add', () => {
  it('registers a host as it is described, and shows it once it was probed', async () => {
    const server = await serverWithHost();
    const { out, code } = await winnow(
      [
        ...[
          'host',
          'add',
          'root@kvm1:2222',
          '--name',
          'kvm1',
          '--directory',
          '/srv/a',
          '/srv/b',
          '--max-runs',
          '4',
        ],
        ...['--label', 'site=a', 'rack=', '--fingerprint', fingerprint],
      ],
      server,
    );
    expect(out).toMatch(
      /^kvm1 {2}host_1\n {2}state {6}active, runs: 0 of at most 4\n {2}address {4}root@kvm1\n {2}labels {5}site=a\n/,
    );
    expect(code).toBe(0);
    expect(server.services.sent).toMatchObject([
      {
        name: 'registerHost',
        input: {
          ...{ address: 'root@kvm1:2222', hostKeyFingerprint: fingerprint, name: 'kvm1', maxRuns: 4 },
          ...{ directories: ['/srv/a', '/srv/b'], labels: { site: 'a', rack: '' } },
        },
      },
    ]);
  });

  it('shows an unknown key at a terminal and asks; yes accepts it', async () => {
    const server = await serverWithHost();
    unknownUntilAccepted(server);
    const { code, err } = await winnow(['host', 'add', 'kvm1'], server, {
      interactive: true,
      input: 'yes\n',
    });
    expect(err).toContain('The host at kvm1 shows a key that is not known here:\n  ssh-ed25519 SHA256:');
    expect(code).toBe(0);
    expect(sentFingerprints(server)).toEqual([null, expect.stringContaining(shown)]);
  });

  it.each([['no\n'], ['\n'], ['']])('does not accept it where %j is answered', async (input) => {
    const server = await serverWithHost();
    unknownUntilAccepted(server);
    const { code, err } = await winnow(['host', 'add', 'kvm1'], server, { interactive: true, input });
    expect(err).toMatch(/add --fingerprint SHA256:\S+; --accept-new-key accepts it unseen/);
    expect(code).toBe(3);
    expect(sentFingerprints(server)).toEqual([null]);
  });

  it('asks nobody in a script, which accepts it unseen by an option', async () => {
    const server = await serverWithHost();
    unknownUntilAccepted(server);
    const refused = await winnow(['host', 'add', 'kvm1', '--json'], server, {
      interactive: true,
      input: 'yes\n',
    });
    expect(refused.json()).toMatchObject({
      ok: false,
      error: { code: 'HOST_KEY_UNKNOWN', remedy: expect.stringContaining('--fingerprint SHA256:') },
    });
    const accepted = await winnow(['host', 'add', 'kvm1', '--accept-new-key', '--json'], server);
    expect(accepted.json()).toMatchObject({ ok: true, host: { id: hostId, state: 'ACTIVE', hostKey: {} } });
    expect(accepted.code).toBe(0);
  });

  it('prints the operation instead of waiting for it', async () => {
    const { out } = await winnow(['host', 'add', 'kvm1', '--no-wait'], await serverWithHost());
    expect(out).toBe('kvm1  host_1  registered, probed by op_1\n');
  });

  it.each([
    [['host', 'add']],
    [['host', 'add', 'kvm1', '--file', 'x']],
    [['host', 'add', '--file', '-', '--name', 'x']],
    [['host', 'add', 'kvm1', '--label', 'site']],
    [['host', 'add', '--file', '/none/hosts']],
    [['host', 'update', 'kvm1']],
  ])('%j is not understood', async (args) => {
    const server = await serverWithHost();
    expect((await winnow(args, server)).code).toBe(2);
    expect(server.services.sent).toEqual([]);
  });
});

describe('winnow host add --file', () => {
  it('registers all hosts but those of bad lines, each reported by its number and reason', async () => {
    const server = await serverWithHost();
    server.services.answer = async (_, input) =>
      JSON.stringify(input).includes('nowhere')
        ? { ok: false, refusal: { type: 'HostUnreachable', message: 'nowhere does not answer.' } }
        : { ok: true, value: { hostId, operationId } as never };
    const directory = mkdtempSync(join(tmpdir(), 'winnow-hosts-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const file = join(directory, 'hosts.csv');
    writeFileSync(
      file,
      'address,name,directories,labels\nroot@kvm1,"kvm 1, old",/srv/a;/srv/b,site=a;rack=7\n-oProxyCommand=x,,,\nnowhere,,,\nkvm2,,srv,\nkvm3,,,\n',
    );
    const args = ['host', 'add', '--file', file, '--label', 'site=b'];
    const { code, out, err } = await winnow(args, server);
    expect(err.split('\n').toSorted()).toEqual([
      '',
      expect.stringMatching(/^winnow: line 3: -oProxyCommand=x: The address is not \[user@\]name\[:port\]: /),
      'winnow: line 4: nowhere: nowhere does not answer.',
      'winnow: line 5: kvm2: The directory "srv" is not absolute.',
    ]);
    expect(out).toBe('2 hosts registered, 3 refused.\n');
    expect(code).toBe(3);
    expect(server.services.sent.map(({ input }) => input)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ address: 'root@kvm1', name: 'kvm 1, old' },
          ...{ directories: ['/srv/a', '/srv/b'], labels: { site: 'a', rack: '7' } },
        }),
        expect.objectContaining({ address: 'kvm3', labels: { site: 'b' } }),
      ]),
    );
  });

  it('takes addresses from standard input, and prints one object for scripts', async () => {
    const input = '# all of them\nkvm1\n\nkvm2:99999\n';
    const { json, code, err } = await winnow(
      ['host', 'add', '--file', '-', '--json'],
      await serverWithHost(),
      { input },
    );
    expect(json()).toMatchObject({
      ok: false,
      hosts: [
        { line: 2, address: 'kvm1', host: { id: hostId }, operation: { id: operationId }, error: null },
        { line: 4, address: 'kvm2:99999', host: null, error: { code: 'INVALID_INPUT' } },
      ],
    });
    expect(err).toBe('');
    expect(code).toBe(3);
  });
});

describe('winnow host', () => {
  it.each([
    ['drain', 'drainHost', 'drained'],
    ['activate', 'activateHost', 'active'],
    ['confirm-down', 'confirmHostDown', 'confirmed down'],
    ['remove', 'removeHost', 'removed'],
  ] as const)('%s asks for that by name, with a reason', async (command, name, done) => {
    const server = await serverWithHost();
    server.services.answer = async () => ({ ok: true, value: hostId as never });
    const { out, code } = await winnow(['host', command, 'kvm1', '--reason', 'new disks'], server);
    expect(out).toBe(`host_1  kvm1  ${done}\n`);
    expect(code).toBe(0);
    expect(server.services.sent).toMatchObject([{ name, input: { hostId, reason: 'new disks' } }]);
  });

  it('remove that is refused names the command to type', async () => {
    const server = await serverWithHost();
    server.services.answer = async () => ({
      ok: false,
      refusal: { type: 'HostBusy', hostId, jobId: 'job_7' },
    });
    const { err, code } = await winnow(['host', 'remove', 'kvm1'], server);
    expect(err).toContain('drain it with `winnow host drain host_1`');
    expect(code).toBe(3);
  });

  it('update sets some labels and takes others away, and the limit back', async () => {
    const server = await serverWithHost();
    server.services.answer = async () => ({ ok: true, value: { hostId, operationId: null } as never });
    const args = ['--label', 'rack=7', '--remove-label', 'site', '--max-runs', 'default'];
    expect((await winnow(['host', 'update', 'kvm1', ...args], server)).code).toBe(0);
    expect(server.services.sent).toMatchObject([
      { name: 'updateHost', input: { hostId, maxRuns: 0, labels: { rack: '7' }, name: null, address: null } },
    ]);
  });

  it('update allows software emulation on it or not, and hosts shows that', async () => {
    const server = await serverWithHost();
    server.services.answer = async () => ({ ok: true, value: { hostId, operationId: null } as never });
    for (const given of ['no', 'yes'])
      await winnow(['host', 'update', 'kvm1', '--allow-emulation', given], server);
    await winnow(['host', 'add', 'kvm2', '--allow-emulation', 'no', '--no-wait'], server);
    expect(server.services.sent).toMatchObject([
      { name: 'updateHost', input: { hostId, allowEmulation: false, maxRuns: null, labels: null } },
      { name: 'updateHost', input: { allowEmulation: true } },
      { name: 'registerHost', input: { address: 'kvm2', allowEmulation: false } },
    ]);
    await server.services.given(
      `host-${hostId}`,
      { type: 'HostUpdated', data: { name: 'kvm1', maxRuns: null, labels: {}, allowEmulation: false } },
      { type: 'HostProbed', data: slow },
    );
    expect((await winnow(['hosts'], server)).out).toContain('software emulation (not allowed here)');
    expect((await winnow(['host', 'update', 'kvm1', '--allow-emulation', 'maybe'], server)).code).toBe(2);
  });

  it('accept-key accepts the key that was refused, once somebody says so', async () => {
    const server = await serverWithHost();
    expect((await winnow(['host', 'accept-key', 'kvm1'], server)).err).toContain('no other key');
    await server.services.given(`host-${hostId}`, {
      type: 'HostKeyRefused',
      data: { ...hostKey, key: 'AAAAB3Nz' },
    });
    const asked = { interactive: true, input: 'yes\n' };
    const refused = await winnow(['host', 'accept-key', 'kvm1', '--json'], server, asked);
    expect(refused.json()).toMatchObject({ ok: false, error: { code: 'HOST_KEY_MISMATCH' } });
    expect(server.services.sent).toEqual([]);
    const { err, code } = await winnow(['host', 'accept-key', 'kvm1'], server, asked);
    expect(err).toMatch(/^Host kvm1 shows another key: ssh-ed25519 SHA256:\S+; accepted was SHA256:/);
    expect(code).toBe(0);
    expect(server.services.sent).toMatchObject([
      { name: 'acceptHostKey', input: { hostId, fingerprint: expect.stringContaining(shown) } },
    ]);
  });
});

describe('a remedy of the API', () => {
  it.each([
    ['drain it with drainHost, and wait', 'drain it with `winnow host drain kvm1`, and wait'],
    [
      'or give the host an address with updateHost.',
      'or give it an address with `winnow host update kvm1 --address ADDRESS`.',
    ],
    [
      'or give the host its new address with updateHost;',
      'or give the host its new address with `winnow host update kvm1 --address ADDRESS`;',
    ],
    ['and send it as hostKeyFingerprint.', 'and give it as --fingerprint.'],
    [
      'which is not allowed there (updateHost, allowEmulation).',
      'which is not allowed there (`winnow host update kvm1 --allow-emulation yes`).',
    ],
    ['Then call scanHost.', 'Then run `winnow scan`.'],
    ['at once in all (updateLimits).', 'at once in all (`winnow limits --max-runs NUMBER`).'],
    ['acceptHostKey accepts it', '`winnow host accept-key kvm1` accepts it'],
    ['say so by confirmHostDown.', 'say so by `winnow host confirm-down kvm1`.'],
  ])('%j names the command to type', (message, typed) => {
    expect(typeable(message, null, 'kvm1')).toBe(typed);
  });

  it('of a job that waits names the host that it waits for', () => {
    const message = 'Host kvm1 is drained: no run is started on it until it is activated (activateHost).';
    const job = aJob({ waitingFor: { code: 'NO_SUITABLE_HOST', message, position: null } });
    expect(describeWait(job)).toContain('(`winnow host activate kvm1`)');
    const outside = outOfReach(aHostView({ id: hostId, name: 'kvm1' }))?.why ?? '';
    const waits = aJob({ waitingFor: { code: 'NO_SUITABLE_HOST', message: outside, position: null } });
    expect(describeWait(waits)).toContain(
      'give it an address with `winnow host update kvm1 --address ADDRESS`',
    );
  });
});

describe('winnow hosts', () => {
  it('lists those with labels alone', async () => {
    const server = await serverWithHost();
    expect((await winnow(['hosts', '--with-label', 'site=a', 'site'], server)).out).toMatch(/^kvm1 /);
    expect((await winnow(['hosts', '--with-label', 'site=b'], server)).out).toBe('');
  });

  it('shows a drained host, its refused key and what to type', async () => {
    const server = await serverWithHost();
    const refusedKey = { ...hostKey, key: 'AAAAB3Nz' };
    await server.services.given(
      `host-${hostId}`,
      { type: 'HostDrained', data: { reason: null } },
      { type: 'HostKeyRefused', data: refusedKey },
    );
    const { out } = await winnow(['hosts'], server);
    expect(out).toContain('  state      drained, runs: 0 of at most 4\n');
    expect(out).toContain('with `winnow host accept-key host_1`');
  });
});
