import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../src/common/fingerprint.ts';
import { contactHost } from '../../../src/contact-host.ts';
import type { HostKey } from '../../../src/domain/host/ssh.ts';
import { patience } from '../../support/patience.ts';
import { type SshHost, type SshHosts, startSshHosts } from '../../support/ssh-hosts.ts';
import { openTransport, sshParts } from './over-ssh.ts';

let hosts: SshHosts;
beforeAll(async () => {
  hosts = await startSshHosts();
});
afterAll(() => hosts?.stop());

const keysOf = (host: SshHost): readonly HostKey[] =>
  host.keys().map((line) => {
    const [type = '', key = ''] = line.split(' ');
    return { type, key };
  });
const keyOf = (host: SshHost, type: string): HostKey =>
  keysOf(host).find((key) => key.type === type) ?? { type, key: 'none' };
const logins = (of: SshHost) => of.log().filter((line) => line.startsWith('Accepted publickey')).length;

async function contact(
  address: string,
  {
    configFile = hosts.configFile,
    runsOfServer = null,
    ...keys
  }: { fingerprint?: string; accepted?: HostKey; configFile?: string; runsOfServer?: string | null } = {},
) {
  const parts = sshParts({ configFile });
  onTestFinished(parts.close);
  return contactHost(parts, { address, fingerprint: null, accepted: null, ...keys }, [], () => runsOfServer);
}

/** The answer of a program, or why there is none. */
async function asked(address: string, hostKey: HostKey | null) {
  const { transport, close } = openTransport(hosts, address, { hostKey });
  const answer = await transport
    .run({ program: 'hostname', args: [], timeoutMs: patience(20_000) })
    .catch((error: unknown) => error);
  await close();
  return answer;
}

it('an unknown host shows its key, and nobody logs in before somebody has accepted it', async () => {
  const host = await hosts.add('unknown', { known: false });
  const ed25519 = keyOf(host, 'ssh-ed25519');
  expect(await contact('unknown')).toEqual({
    ok: false,
    refusal: { type: 'HostKeyUnknown', address: 'unknown', hostKey: ed25519 },
  });
  expect(await contact('unknown', { fingerprint: `SHA256:${'A'.repeat(43)}` })).toEqual({
    ok: false,
    refusal: { type: 'HostKeyMismatch', address: 'unknown', hostKey: ed25519 },
  });
  expect(logins(host)).toBe(0);
  const accepted = await contact('unknown', { fingerprint: fingerprintOf(ed25519) });
  expect(accepted).toMatchObject({
    ok: true,
    host: { name: 'unknown', bootId: host.bootId(), ssh: { hostKey: ed25519 } },
  });
  expect(logins(host)).toBe(1);
});

it('the runs of a host that a server works on already are followed where that keeps their records', async () => {
  await hosts.add('served');
  const runsDirectories = [null, '/srv/runs'].map(async (runsOfServer) => {
    const contacted = await contact('served', { runsOfServer });
    return contacted.ok && contacted.host.ssh.runsDirectory;
  });
  expect(await Promise.all(runsDirectories)).toEqual(['/var/lib/winnow/runs', '/srv/runs']);
});

it('any of its keys is accepted by its fingerprint, and from then on no key of another type', async () => {
  const host = await hosts.add('of-types', { known: false });
  await host.run('ssh-keygen', '-q', '-t', 'rsa', '-b', '2048', '-N', '', '-C', '', '-f', '/etc/ssh/rsa_key');
  const [type = '', key = ''] = (await host.run('cat', '/etc/ssh/rsa_key.pub')).trim().split(' ');
  await host.restartSshd({ HostKey: '/etc/ssh/rsa_key' });
  const [ecdsa, rsa] = [keyOf(host, 'ecdsa-sha2-nistp256'), { type, key }];
  for (const hostKey of [ecdsa, rsa]) {
    const contacted = await contact('of-types', { fingerprint: fingerprintOf(hostKey) });
    expect(contacted).toMatchObject({ ok: true, host: { ssh: { hostKey } } });
    expect(await asked('of-types', hostKey)).toMatchObject({ stdout: 'of-types\n' });
  }
  await host.restartSshd({ HostKeyAlgorithms: 'ssh-ed25519' });
  expect(await asked('of-types', ecdsa)).toMatchObject({
    code: 'HOST_KEY_CHANGED',
    offeredKey: keyOf(host, 'ssh-ed25519'),
  });
});

it('another key than the accepted one is refused, and shown, until it is accepted', async () => {
  const host = await hosts.add('changed', { known: false });
  const before = keyOf(host, 'ssh-ed25519');
  expect(await asked('changed', before)).toMatchObject({ stdout: 'changed\n' });
  const known = logins(host);
  await host.changeKeys();
  const after = keyOf(host, 'ssh-ed25519');
  expect(await asked('changed', before)).toMatchObject({
    code: 'HOST_KEY_CHANGED',
    offeredKey: after,
    remedy: expect.stringContaining('accept-key'),
  });
  expect(await contact('changed', { accepted: before })).toEqual({
    ok: false,
    refusal: { type: 'HostKeyMismatch', address: 'changed', hostKey: after },
  });
  expect(logins(host)).toBe(known);
  expect(await contact('changed', { fingerprint: fingerprintOf(after) })).toMatchObject({ ok: true });
  expect(await asked('changed', after)).toMatchObject({ stdout: 'changed\n' });
});

it('the keys and the authorities that a site trusts need no acceptance', async () => {
  await hosts.add('listed');
  expect(await contact('listed')).toMatchObject({ ok: true, host: { ssh: { hostKey: null } } });

  const certified = await hosts.add('certified', { known: false, certified: true });
  const configFile = join(hosts.configFile, '../of-authority');
  writeFileSync(configFile, `UserKnownHostsFile ${hosts.authorityFile}\nInclude ${hosts.configFile}\n`);
  expect(await contact('certified', { configFile })).toMatchObject({
    ok: true,
    host: { ssh: { hostKey: null } },
  });
  // Without the authority, it is the plain key that is shown and accepted.
  const plain = keyOf(certified, 'ssh-ed25519');
  expect(await contact('certified')).toMatchObject({ refusal: { type: 'HostKeyUnknown', hostKey: plain } });
  expect(await contact('certified', { fingerprint: fingerprintOf(plain) })).toMatchObject({ ok: true });
});

it('a key that was trusted by the file of known hosts and has changed is refused, and shown', async () => {
  const host = await hosts.add('listed-before');
  await host.changeKeys();
  expect(await asked('listed-before', null)).toMatchObject({
    code: 'HOST_KEY_CHANGED',
    offeredKey: keyOf(host, 'ssh-ed25519'),
  });
});
