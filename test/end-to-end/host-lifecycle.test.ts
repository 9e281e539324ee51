import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { capturedTerminal } from '../cli/output/captured-terminal.ts';
import { createSite, type ServerProcess } from '../support/server-process.ts';
import { type SshHost, type SshHosts, startSshHosts } from '../support/ssh-hosts.ts';

let hosts: SshHosts;
beforeAll(async () => {
  hosts = await startSshHosts();
});
afterAll(() => hosts.stop());

/** Runs a command line for scripts against a server. */
async function winnow({ url }: ServerProcess, ...args: string[]) {
  const terminal = capturedTerminal({ WINNOW_URL: url });
  const code = await run([...args, '--json'], terminal);
  return { code, ...JSON.parse(terminal.out()) };
}

/** The fingerprint of its key as the host itself shows it. */
async function fingerprintOn(host: SshHost): Promise<string> {
  const shown = await host.run('ssh-keygen', '-lf', '/etc/ssh/ssh_host_ed25519_key.pub');
  return /SHA256:\S+/.exec(String(shown))?.[0] ?? '';
}

test('a host is registered with the key that it shows, moves, changes its key, and goes and comes back', async () => {
  const host = await hosts.add('hv1', { known: false });
  await host.run('mkdir', '-p', '/srv/images');
  const fingerprint = await fingerprintOn(host);
  const server = await createSite().start({ WINNOW_SSH_CONFIG: hosts.configFile });
  const add = (...args: string[]) => winnow(server, 'host', 'add', ...args);

  expect(await add('hv1')).toMatchObject({
    code: 3,
    error: { code: 'HOST_KEY_UNKNOWN', remedy: expect.stringContaining(`--fingerprint ${fingerprint}`) },
  });
  const other = `SHA256:${'A'.repeat(43)}`;
  expect(await add('hv1', '--fingerprint', other)).toMatchObject({ error: { code: 'HOST_KEY_MISMATCH' } });
  const registered = await add('hv1', '--accept-new-key', '--directory', '/srv/images', '--label', 'site=a');
  expect(registered).toMatchObject({
    code: 0,
    host: {
      ...{ name: 'hv1', address: 'hv1', state: 'ACTIVE', hostKey: { fingerprint } },
      ...{ labels: [{ key: 'site', value: 'a' }], capabilities: { canSparsify: true } },
      ...{ inventory: { contact: 'IN_CONTACT' }, storageDomains: { totalCount: expect.any(Number) } },
    },
  });
  const { id } = registered.host;

  // The same machine under another name.
  const moved = await add(`root@${host.address}`, '--fingerprint', fingerprint);
  expect(moved).toMatchObject({ code: 0, host: { id, name: 'hv1', address: `root@${host.address}` } });

  // Another machine that was copied from it.
  const copy = await hosts.add('copy');
  await copy.run('sh', '-c', 'echo "$1" >/etc/machine-id', 'sh', host.machineId);
  expect(await add('copy')).toMatchObject({
    code: 3,
    error: { code: 'HOST_UNREACHABLE', message: expect.stringContaining('one is a copy of the other') },
  });
  expect(await winnow(server, 'host', 'update', id, '--address', 'copy')).toMatchObject({ code: 3 });
  expect(await winnow(server, 'hosts')).toMatchObject({
    hosts: expect.arrayContaining([expect.objectContaining({ id, address: `root@${host.address}` })]),
  });

  await host.changeKeys();
  const changed = await fingerprintOn(host);
  // The connection that it has was made with the old key.
  await host.kill('sshd');
  await host.startSshd().catch(() => undefined);
  const doctor = await winnow(server, 'doctor', '--host', 'hv1');
  expect(doctor).toMatchObject({ code: 1, ok: false });
  expect(doctor.findings).toContainEqual(
    expect.objectContaining({
      status: 'PROBLEM',
      what: expect.stringContaining(changed),
      remedy: expect.stringContaining(`winnow host accept-key ${id}`),
    }),
  );
  expect(await winnow(server, 'host', 'accept-key', 'hv1', '--fingerprint', fingerprint)).toMatchObject({
    error: { code: 'HOST_KEY_MISMATCH' },
  });
  expect(await winnow(server, 'host', 'accept-key', 'hv1', '--fingerprint', changed)).toMatchObject({
    code: 0,
    host: { hostKey: { fingerprint: changed }, refusedHostKey: null, inventory: { contact: 'IN_CONTACT' } },
  });
  const well = await winnow(server, 'doctor', '--host', 'hv1');
  expect(well).toMatchObject({ code: 0, ok: true });
  expect(well.findings).toContainEqual(
    expect.objectContaining({ status: 'OK', what: `it answers at root@${host.address}` }),
  );

  expect(await winnow(server, 'host', 'drain', 'hv1')).toMatchObject({ host: { state: 'DRAINED' } });
  expect(await winnow(server, 'host', 'remove', 'hv1')).toMatchObject({ host: { state: 'REMOVED' } });
  expect((await winnow(server, 'hosts')).hosts.map((listed: { id: string }) => listed.id)).not.toContain(id);
  expect(await add('hv1', '--fingerprint', changed)).toMatchObject({
    code: 0,
    host: { id, state: 'ACTIVE' },
  });
});

test('of a file of hosts each bad line is reported, and the others are registered', async () => {
  await hosts.add('hv2');
  await hosts.add('hv3', { known: false });
  const off = await hosts.add('hv4');
  await off.stopSshd();
  const server = await createSite().start({ WINNOW_SSH_CONFIG: hosts.configFile });
  const terminal = capturedTerminal({ WINNOW_URL: server.url }, { input: 'hv2\nhv3\nhv 5\nhv4\n' });
  expect(await run(['host', 'add', '--file', '-', '--json'], terminal)).toBe(3);
  expect(JSON.parse(terminal.out()).hosts).toMatchObject([
    { line: 1, address: 'hv2', host: { name: 'hv2' }, error: null },
    { line: 2, address: 'hv3', host: null, error: { code: 'HOST_KEY_UNKNOWN' } },
    { line: 3, address: 'hv 5', host: null, error: { code: 'INVALID_INPUT' } },
    { line: 4, address: 'hv4', host: null, error: { code: 'HOST_UNREACHABLE' } },
  ]);
});
