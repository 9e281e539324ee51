import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { nothingObserved } from '../../../src/domain/disk/upcast.ts';
import type { HostCapabilities, HostObservation } from '../../../src/domain/host/events.ts';
import { hostId, operationId } from '../../support/seeded-services.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

const gibibyte = 1024 ** 3;
const capabilities: HostCapabilities = {
  virtSparsify: { version: '1.48.4', features: ['in-place'] },
  qemuImg: { version: '7.2.9' },
  virtDf: true,
  acceleration: 'KVM',
  cores: 8,
  memoryBytes: 16 * gibibyte,
  lacks: [],
  libvirt: { version: '9.0.0' },
  sg3Utils: null,
  seesEveryProcess: true,
  recommends: [{ what: 'sg3-utils is missing', remedy: 'Install it: apt-get install sg3-utils.' }],
};
const inventory: HostObservation = {
  contact: 'IN_CONTACT',
  machines: 'KNOWN',
  mounts: [],
  blockDevices: [],
  problems: [{ what: '/mnt/nas does not answer', remedy: 'Mount it again.' }],
};
const running = { vmId: 'vm-1', vmName: 'web', hostId, state: 'RUNNING' } as const;
const web = { ...nothingObserved, allocatedBytes: 3 * gibibyte, attachments: [running] };

/** A server whose host was scanned: one disk may be sparsified, two may not. */
async function scannedServer(): Promise<TestServer> {
  const server = await startServer();
  const { services } = server;
  await services.putHost({ name: 'kvm1', capabilities, observation: inventory });
  await services.putDomain();
  await services.putOperation({ type: 'OperationSucceeded', data: {} });
  await services.putDisk({ id: 'disk_1', name: 'idle', observation: { ...web, attachments: [] } });
  await services.putDisk({ id: 'disk_2', name: 'web', observation: web });
  await services.putDisk({
    id: 'disk_3',
    name: 'web data',
    observation: { ...web, dirty: true, backing: 'b.raw' },
  });
  await services.given(
    `operation-${operationId}`,
    { type: 'OperationRequested', data: { kind: 'SCAN_HOST', hostId, diskId: null } },
    { type: 'OperationSucceeded', data: {} },
  );
  return server;
}

async function winnow(args: readonly string[], server: TestServer) {
  const terminal = capturedTerminal({ WINNOW_URL: server.url });
  const code = await run(args, terminal);
  return { code, out: terminal.out(), err: terminal.err(), json: () => JSON.parse(terminal.out()) };
}

describe('winnow scan', () => {
  it('tells what was found: how many can be sparsified, and how many cannot by which reasons', async () => {
    const server = await scannedServer();
    const { code, out, err } = await winnow(['scan'], server);
    expect(out).toBe(`kvm1  host_1
  storage domains           1
  virtual machines          1 with disks
  disks                     3
    can be sparsified       1, which may give back up to 3.00 GiB
    cannot be sparsified    2
      DISKS  REASON       FOR EXAMPLE
          2  VM_NOT_DOWN  Disk "web" is attached to VM "web" on host_1, which is RUNNING, not down.
          1  IMAGE_DIRTY  Disk "web data" was in use and not closed: its dirty flag is set.
  problem: /mnt/nas does not answer
    to do: Mount it again.
  better with: sg3-utils is missing
    to do: Install it: apt-get install sg3-utils.
`);
    expect(err).toBe('`winnow disks --why` lists the obstacles of each disk, and what to do.\n');
    expect(code).toBe(0);
    expect(server.services.sent).toMatchObject([{ name: 'scanHost', input: { hostId } }]);
  });

  it('prints one object for scripts', async () => {
    const { json, err } = await winnow(['scan', '--json'], await scannedServer());
    expect(json()).toMatchObject({
      ok: true,
      hosts: [
        {
          id: hostId,
          storageDomains: 1,
          vms: 1,
          disks: 3,
          sparsifiable: 1,
          reclaimableAtMost: String(3 * gibibyte),
          refused: 2,
          obstacles: [
            { code: 'VM_NOT_DOWN', disks: 2 },
            { code: 'IMAGE_DIRTY', disks: 1 },
          ],
          inventory: { problems: [{ what: '/mnt/nas does not answer' }] },
        },
      ],
    });
    expect(err).toBe('');
  });

  it('takes directories in first, from where the user stands', async () => {
    const server = await scannedServer();
    await winnow(['scan', '/srv/images', 'more'], server);
    expect(server.services.sent).toMatchObject([
      { name: 'registerHost', input: { name: null, directories: ['/srv/images', resolve('more')] } },
    ]);
  });

  it('takes the host in where the server has none', async () => {
    const server = await startServer();
    server.services.answer = async (name) => {
      await server.services.putHost();
      await server.services.putOperation({ type: 'OperationSucceeded', data: {} });
      return { ok: true, value: { hostId, operationId } as never, name };
    };
    const { code } = await winnow(['scan'], server);
    expect(server.services.sent.map(({ name }) => name)).toEqual(['registerHost']);
    expect(code).toBe(0);
  });

  it('finds out what the host can do, when asked', async () => {
    const server = await scannedServer();
    await winnow(['scan', '--probe'], server);
    expect(server.services.sent).toMatchObject([{ name: 'probeHost', input: { hostId } }]);
  });

  it('scans the host that is named', async () => {
    const server = await scannedServer();
    await winnow(['scan', '--host', 'kvm1'], server);
    expect(server.services.sent).toMatchObject([{ name: 'scanHost', input: { hostId } }]);
  });

  it('passes over hosts that only other servers can ask, unless there is no other', async () => {
    const server = await scannedServer();
    await server.services.putHost({ id: 'host_2', name: 'kvm2' });
    server.services.answer = async (_, input) =>
      JSON.stringify(input).includes('host_2')
        ? { ok: false, refusal: { type: 'HostElsewhere', hostId: 'host_2' } }
        : { ok: true, value: operationId as never };
    expect((await winnow(['scan', '--json'], server)).json().hosts).toMatchObject([{ id: hostId }]);
    const refused = await winnow(['scan', '--host', 'kvm2', '--json'], server);
    expect(refused.json()).toMatchObject({ ok: false, error: { code: 'HOST_ELSEWHERE' } });
    expect(refused.code).toBe(3);
  });

  it.each([
    [['scan', '--host', 'kvm9', '--json'], 3, 'NOT_FOUND'],
    [['scan', '--host', 'kvm1', '/srv', '--json'], 2, 'USAGE'],
  ])('%j is refused by exit code and code', async (args, code, error) => {
    const result = await winnow(args, await scannedServer());
    expect(result.json()).toMatchObject({ ok: false, error: { code: error } });
    expect(result.code).toBe(code);
  });

  it('tells of a directory that is refused', async () => {
    const server = await scannedServer();
    server.services.answer = async () => ({
      ok: false,
      refusal: { type: 'DirectoryRefused', path: '/none', message: '/none is not there.' },
    });
    const { code, err } = await winnow(['scan', '/none'], server);
    expect(err).toContain('/none is not there.');
    expect(code).toBe(3);
  });
});

describe('winnow disks', () => {
  it('tells under each disk all that stands in its way, what to do, and what to think twice about', async () => {
    const { out, code } = await winnow(['disks', '--why'], await scannedServer());
    const lines = out.trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith(' ')).map((line) => line.slice(0, 6))).toEqual([
      'DISK  ',
      'disk_1',
      'disk_2',
      'disk_3',
    ]);
    expect(lines.slice(lines.findIndex((line) => line.startsWith('disk_3')) + 1)).toEqual([
      '    VM_NOT_DOWN  Disk "web data" is attached to VM "web" on host_1, which is RUNNING, not down.',
      '      to do: Shut VM "web" down; pausing it is not enough.',
      '    IMAGE_DIRTY  Disk "web data" was in use and not closed: its dirty flag is set.',
      expect.stringMatching(
        /^ {6}to do: Start the virtual machine .* then run `winnow disk refresh disk_3`\./,
      ),
      expect.stringMatching(/^ {4}PARENT_SNAPSHOTS {2}The image has the backing file b\.raw: /),
    ]);
    expect(code).toBe(0);
  });

  it('hands its filters on as the API has them', async () => {
    const server = await scannedServer();
    const asked = vi.spyOn(server.services.views, 'disks');
    const filters = [
      ...['--obstacle', 'VM_NOT_DOWN', 'NFS_TOO_OLD', '--not-sparsifiable', '--host', 'kvm1'],
      ...['--domain', 'images', '--vm', 'web', '--format', 'raw', '--allocation', 'preallocated'],
      ...['--at-least', '1.5K', '--at-most', '2TiB', '--name', 'x', '--with-label', 'team=web', 'tier'],
      ...['--with-domain-label', 'tier=gold', '--with-host-label', 'site=berlin'],
    ];
    const { code } = await winnow(['disks', ...filters], server);
    expect(asked.mock.lastCall?.[0]).toEqual({
      obstacles: ['VM_NOT_DOWN', 'NFS_TOO_OLD'],
      sparsifiable: false,
      hostId: 'host_1',
      storageDomainId: 'dom_1',
      vm: 'web',
      format: 'RAW',
      allocation: 'PREALLOCATED',
      actualSizeAtLeast: 1536,
      actualSizeAtMost: 2 * 1024 ** 4,
      nameContains: 'x',
      labels: [{ key: 'team', value: 'web' }, { key: 'tier' }],
      storageDomainLabels: [{ key: 'tier', value: 'gold' }],
      hostLabels: [{ key: 'site', value: 'berlin' }],
    });
    expect(code).toBe(0);
  });

  it.each([
    [['--obstacle', 'TOO_OLD']],
    [['--sparsifiable', '--not-sparsifiable']],
    [['--at-least', 'much']],
    [['--format', 'vmdk']],
  ])('%j is not understood', async (filters) => {
    expect((await winnow(['disks', ...filters], await startServer())).code).toBe(2);
  });
});

describe('winnow hosts', () => {
  it('tells what each can do, and what is missing with the package that brings it', async () => {
    const server = await scannedServer();
    await server.services.putHost({ id: 'host_2', name: 'kvm2' });
    const { out, code } = await winnow(['hosts'], server);
    expect(out).toMatch(
      /^kvm1 {2}host_1\n {2}state {6}active, runs: 0\n {2}contact {4}in contact\n {2}vms {8}all known, through libvirt\n/,
    );
    expect(out).toContain('  tools      virt-sparsify 1.48.4, qemu-img 7.2.9, libvirt 9.0.0\n');
    expect(out).toContain('  runs with  KVM, 8 cores, 16.0 GiB of memory\n');
    expect(out).toContain(
      '  better with: sg3-utils is missing\n    to do: Install it: apt-get install sg3-utils.\n',
    );
    expect(out).toContain(
      '\nkvm2  host_2\n  state      active, runs: 0\n  contact    not scanned yet\n  sparsify   not probed yet\n',
    );
    expect(code).toBe(0);
  });

  it('prints one object for scripts', async () => {
    const { json } = await winnow(['hosts', '--json'], await scannedServer());
    expect(json()).toMatchObject({ ok: true, totalCount: 1, hosts: [{ name: 'kvm1' }] });
  });
});
