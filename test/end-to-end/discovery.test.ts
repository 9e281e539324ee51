import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { startWinnow } from '../../src/main.ts';
import type { Caller } from '../../src/requests/requests.ts';
import { endedOperation } from '../support/ended-operation.ts';
import { fakeVirtSparsify, letGo, makeFakeImage } from '../support/fake-virt-sparsify.ts';
import { domainXml, fileDiskXml, type Libvirt, startLibvirt } from '../support/libvirt.ts';
import {
  createSite,
  type ServerProcess,
  type Site,
  sparsify,
  untilStatus,
} from '../support/server-process.ts';

let libvirt: Libvirt;
let site: Site;
beforeAll(async () => {
  libvirt = await startLibvirt();
});
afterAll(() => libvirt.stop());
beforeEach(() => {
  site = createSite();
});

const qemuImg = (...args: string[]) => execFileSync('qemu-img', args);

interface FoundDisk {
  readonly id: string;
  readonly path: string;
  readonly storageDomain: { readonly kind: string };
  readonly sparsifiability: {
    readonly obstacles: readonly { readonly code: string; readonly message: string }[];
  };
}

/** Starts a server that scans once, and again only when it is asked. */
const startServer = (environment: Parameters<Site['start']>[0] = {}) =>
  site.start({ WINNOW_LIBVIRT_URI: libvirt.uri, WINNOW_SCAN_INTERVAL_SECONDS: '3600', ...environment });

async function disksOf({ client }: Pick<ServerProcess, 'client'>): Promise<Map<string, FoundDisk>> {
  const { disks } = await client.request<{ disks: { nodes: FoundDisk[] } }, Record<string, never>>(
    {
      document:
        '{ disks(first: 100) { nodes { id path storageDomain { kind } sparsifiability { obstacles { code message } } } } }',
    },
    {},
  );
  return new Map(disks.nodes.map((disk) => [disk.path, disk]));
}

/** Waits for the end of the first scan, which records the host last, and gives a disk that it has found. */
async function found(server: ServerProcess, path: string): Promise<FoundDisk> {
  interface Scanned {
    readonly hosts: { readonly nodes: readonly { readonly inventory: object | null }[] };
  }
  await vi.waitFor(
    async () => {
      const document = '{ hosts { nodes { inventory { contact } } } }';
      const { hosts } = await server.client.request<Scanned, Record<string, never>>({ document }, {});
      expect(hosts.nodes, server.log()).toMatchObject([{ inventory: { contact: 'IN_CONTACT' } }]);
    },
    { timeout: 30_000, interval: 100 },
  );
  const disks = await disksOf(server);
  const disk = disks.get(path);
  if (disk === undefined) throw new Error(`Only ${[...disks.keys()]} were found.\n${server.log()}`);
  return disk;
}

/** A machine that has a raw image, most of which is not written. */
async function machineWith(name: string, path: string): Promise<void> {
  await libvirt.define(domainXml({ name, disks: fileDiskXml(path, { format: 'raw' }) }));
  onTestFinished(async () => {
    await libvirt.virsh('destroy', name).catch(() => undefined);
    await libvirt.virsh('undefine', name);
  });
}

function sparseImage(directory: string, name: string): string {
  const path = makeFakeImage(directory, name);
  truncateSync(path, 8 * 1024 * 1024);
  return path;
}

const codes = ({ sparsifiability }: FoundDisk) => sparsifiability.obstacles.map(({ code }) => code);

test('a server finds the disks of machines and of directories by itself, and says of each why not', async () => {
  const elsewhere = join(libvirt.directory, 'elsewhere');
  mkdirSync(elsewhere);
  await machineWith('finder-web', sparseImage(elsewhere, 'web.raw'));
  await libvirt.start('finder-web');
  qemuImg('create', '-f', 'qcow2', join(site.images, 'base.qcow2'), '64M');
  qemuImg(
    ...['create', '-f', 'qcow2', '-F', 'qcow2', '-b', join(site.images, 'base.qcow2')],
    join(site.images, 'child.qcow2'),
  );
  qemuImg('create', '-f', 'vmdk', join(site.images, 'old.vmdk'), '64M');
  const server = await startServer();
  await found(server, 'child.qcow2');
  const disks = await disksOf(server);
  const of = (path: string) => {
    const [disk] = [...disks.values()].filter((each) => each.path.endsWith(path));
    if (disk === undefined) throw new Error(`Only ${[...disks.keys()]} were found.`);
    return disk;
  };
  expect(codes(of('base.qcow2'))).toEqual(['HAS_DERIVED_DISKS']);
  expect(codes(of('child.qcow2'))).toEqual([]);
  expect(codes(of('old.vmdk'))).toEqual(['UNSUPPORTED_FORMAT']);
  expect(codes(of('web.raw'))).toEqual(['VM_NOT_DOWN']);
  expect(of('web.raw').sparsifiability.obstacles[0]?.message).toContain('VM "finder-web"');
  expect(of('child.qcow2').storageDomain.kind).toBe('DIRECTORY');
  expect(of('web.raw').storageDomain.kind).toBe('LOCAL_FILESYSTEM');
});

test('a machine that was shut down a moment ago refuses no sparsify', async () => {
  await machineWith('moment', sparseImage(site.images, 'moment.raw'));
  await libvirt.start('moment');
  const server = await startServer();
  const { id } = await found(server, 'moment.raw');
  await expect(sparsify(server, id, 'too early')).rejects.toThrow(/VM \\"moment\\" on .* is RUNNING/);
  await libvirt.virsh('destroy', 'moment');
  await untilStatus(server, await sparsify(server, id, 'now'), 'COMPLETED');
});

test('a machine that was started after the request stops the run, by name', async () => {
  const held = sparseImage(site.images, 'held.wait.raw');
  await machineWith('quick', sparseImage(site.images, 'quick.raw'));
  await machineWith('held', held);
  const server = await startServer({ WINNOW_MAX_RUNS_PER_HOST: '1' });
  const { id } = await found(server, 'quick.raw');
  const first = await sparsify(server, (await found(server, 'held.wait.raw')).id, 'first');
  await untilStatus(server, first, 'RUNNING');
  const second = await sparsify(server, id, 'second');
  await libvirt.start('quick');
  letGo(held);
  await untilStatus(server, second, 'FAILED');
  expect(await failureOf(server, second)).toMatchObject({
    code: 'DISK_IN_USE',
    message: expect.stringContaining('VM "quick" is RUNNING'),
  });
});

test('a machine that was started between the check and the run keeps the tool out, in these words', async () => {
  site = createSite({ realTool: true });
  await machineWith('late', sparseImage(site.images, 'late.raw'));
  const crashing = await startServer({ WINNOW_CRASH_AT: 'after-lock-recorded' });
  const { id } = await found(crashing, 'late.raw');
  const jobId = await sparsify(crashing, id, 'late');
  await crashing.ended;
  await libvirt.start('late');
  const server = await startServer({ WINNOW_MAX_ATTEMPTS: '1' });
  await untilStatus(server, jobId, 'FAILED');
  expect(await failureOf(server, jobId)).toMatchObject({
    code: 'DISK_IN_USE',
    message: expect.stringMatching(/is in use .* process \d+ \("qemu-system\S*"\) has it open for writing/),
  });
});

test('an image that a link out of its directory has replaced after the scan is not touched', async () => {
  const image = sparseImage(site.images, 'swapped.raw');
  await machineWith('swapped', image);
  const server = await startServer();
  const { id } = await found(server, 'swapped.raw');
  const victim = sparseImage(site.directory, 'victim.raw');
  unlinkSync(image);
  symlinkSync(victim, image);
  const jobId = await sparsify(server, id, 'swapped');
  await untilStatus(server, jobId, 'FAILED');
  expect(site.starts()).toEqual([]);
  expect(await failureOf(server, jobId)).toMatchObject({ message: expect.stringContaining('link') });
});

test('the host of a server is registered with a directory, and a scan after that appends nothing', async () => {
  await machineWith('steady', sparseImage(site.images, 'steady.raw'));
  qemuImg('create', '-f', 'qcow2', join(site.images, "it's a base.qcow2"), '64M');
  qemuImg(
    ...['create', '-f', 'qcow2', '-F', 'qcow2', '-b', "it's a base.qcow2"],
    join(site.images, 'child.qcow2'),
  );
  symlinkSync(site.images, join(site.directory, 'link'));
  const settings = loadSettings({
    WINNOW_STATE_DIR: site.stateDirectory,
    WINNOW_LIBVIRT_URI: libvirt.uri,
    WINNOW_VIRT_SPARSIFY: fakeVirtSparsify,
    WINNOW_CONFINE: 'no',
  });
  const winnow = await startWinnow(settings, {
    listen: false,
    coordinate: false,
    logger: pino({ level: 'silent' }),
  });
  onTestFinished(() => winnow.close());
  const { requests: catalogue, views, feed } = winnow.services;
  const caller: Caller = { actor: { kind: 'USER', id: 'ann' }, requestId: 'request-1' };
  const directories = [join(site.directory, 'link')];
  expect(await catalogue.registerHost({ name: 'alpha', directories: ['/none'] }, caller)).toMatchObject({
    refusal: { type: 'DirectoryRefused', path: '/none' },
  });
  const { hostId } = await endedOperation(
    { views, feed },
    catalogue.registerHost({ name: 'alpha', directories }, caller),
  );
  expect(views.host(hostId)).toMatchObject({
    name: 'alpha',
    observation: { contact: 'IN_CONTACT', machines: 'KNOWN' },
  });
  const disks = views.disks({}, { field: 'NAME', direction: 'ASC' }, {}).edges.map(({ node }) => node);
  expect(disks.map(({ path }) => path)).toEqual(['child.qcow2', "it's a base.qcow2", 'steady.raw']);
  expect(disks.map(({ observation }) => observation?.children.length)).toEqual([0, 1, 0]);
  expect(views.storageDomain(disks[0]?.storageDomainId ?? 'dom_')).toMatchObject({
    kind: 'DIRECTORY',
    mounts: [{ hostId, path: site.images, storage: { punchesHoles: expect.any(Boolean) } }],
  });
  const refreshAll = async () => {
    for (const { id } of disks) {
      expect(await catalogue.refreshDisk({ diskId: id }, caller)).toEqual({
        ok: true,
        value: id,
      });
    }
  };
  // Looks into each, which a scan does not.
  await refreshAll();
  // Other tests attach loop devices meanwhile, which are among what is told of the host.
  const lastEvent = () =>
    views.activity({}, 'DESC', { first: 500 }).edges.find(({ node }) => node.type !== 'HostObserved')?.node
      .position;
  const before = lastEvent();
  const scan = await endedOperation({ views, feed }, catalogue.scanHost({ hostId }, caller));
  expect(scan).toMatchObject({ kind: 'SCAN_HOST', hostId, status: 'SUCCEEDED' });
  await refreshAll();
  expect(lastEvent()).toBe(before);
});

async function failureOf({ client }: ServerProcess, id: string) {
  const { sparsifyJob } = await client.request<
    { sparsifyJob: { failure: { code: string; message: string } } },
    { id: string }
  >({ document: 'query ($id: ID!) { sparsifyJob(id: $id) { failure { code message } } }' }, { id });
  return sparsifyJob.failure;
}
