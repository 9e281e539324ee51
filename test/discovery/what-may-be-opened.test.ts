import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pino } from 'pino';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { diskIdOf, storageIdOf } from '../../src/common/ids.ts';
import { loadSettings } from '../../src/config.ts';
import { eligibility } from '../../src/domain/disk/eligibility/eligibility.ts';
import type { DiskEvent } from '../../src/domain/disk/events.ts';
import type { HostId } from '../../src/domain/ids.ts';
import type { StorageDomainEvent } from '../../src/domain/storage-domain/events.ts';
import { openEventStore } from '../../src/event-store/open-event-store.ts';
import { storageOf } from '../../src/hosts/storage/storage-of.ts';
import { startWinnow } from '../../src/main.ts';
import { storageAccessOfDisk } from '../../src/projections/fold/storage-access.ts';
import type { Caller } from '../../src/requests/requests.ts';
import { inEnvelope, systemOrigin } from '../../src/streams/envelope.ts';
import { diskStream, storageDomainStream } from '../../src/streams/names.ts';
import { endedOperation } from '../support/ended-operation.ts';
import { fakeVirtSparsify } from '../support/fake-virt-sparsify.ts';

const caller: Caller = { actor: { kind: 'USER', id: 'ann' }, requestId: 'request-1' };
const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { stdio: 'pipe' });
const overlay = (file: string, base: string, format = 'raw') =>
  qemuImg('create', '-f', 'qcow2', '-u', '-b', base, '-F', format, file, '64M');

let home: string;
let images: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'winnow-judged-')));
  images = join(home, 'images');
  mkdirSync(images);
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

const settings = () =>
  loadSettings({
    WINNOW_STATE_DIR: join(home, 'state'),
    WINNOW_LIBVIRT_URI: 'none',
    WINNOW_VIRT_SPARSIFY: fakeVirtSparsify,
    WINNOW_CONFINE: 'no',
  });

async function started(directories: readonly string[]) {
  const winnow = await startWinnow(settings(), {
    directories,
    listen: false,
    coordinate: false,
    logger: pino({ level: 'silent' }),
  });
  onTestFinished(() => winnow.close());
  const { requests: catalogue, views, feed } = winnow.services;
  const hostId = [...views.hosts({}).edges].map(({ node }) => node.id)[0] as HostId;
  const disks = () => views.disks({}, { field: 'NAME', direction: 'ASC' }, {}).edges.map(({ node }) => node);
  const domains = () => views.storageDomains({}).edges.map(({ node }) => node);
  const obstacles = (path: string) => {
    const disk = disks().find((each) => each.path === path);
    if (disk === undefined) return null;
    const storageAccess = storageAccessOfDisk(views, disk.id);
    const question = { facts: disk, observation: disk.observation, hibernated: false, removed: false };
    return eligibility({ ...question, activeJobId: null, storageAccess }).obstacles.filter(
      ({ code }) => code !== 'NO_CAPABLE_HOST',
    );
  };
  const register = (path: string, domain = domains().find(({ kind }) => kind === 'DIRECTORY')) =>
    catalogue.registerDisk(
      {
        storageDomainId: domain?.id ?? 'dom_none',
        path,
        name: null,
        format: 'QCOW2',
        allocation: 'THIN',
        wipeAfterDelete: false,
      },
      caller,
    );
  return {
    ...{ catalogue, views, hostId, disks, domains, obstacles, register, close: winnow.close },
    lookIn: (directory: string) =>
      endedOperation(
        { views, feed },
        catalogue.registerHost({ name: null, directories: [directory] }, caller),
      ),
    scan: () => endedOperation({ views, feed }, catalogue.scanHost({ hostId }, caller)),
    request: (path: string) =>
      catalogue.sparsifyDisk(
        {
          diskId: disks().find((each) => each.path === path)?.id ?? 'disk_none',
          idempotencyKey: null,
          options: { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: null },
        },
        caller,
      ),
  };
}

/** Each image, whose fault a scan, a registration and a request tell alike. */
const faults: [string, (file: string) => void, string][] = [
  ['stands on a file of the system', (file) => overlay(file, '/etc/hostname'), 'BACKING_OUTSIDE_STORAGE'],
  ['stands on what is no file', (file) => overlay(file, 'nbd://127.0.0.1:1/x'), 'BACKING_NOT_A_FILE'],
  ['stands on what is gone', (file) => overlay(file, 'gone.raw'), 'BACKING_UNREADABLE'],
  [
    'keeps its data elsewhere',
    (file) => {
      mkdirSync(join(home, 'outside'));
      const data = join(home, 'outside', 'ext.raw');
      qemuImg('create', '-f', 'qcow2', '-o', `data_file=${data},data_file_raw=on`, file, '64M');
    },
    'EXTERNAL_DATA_FILE',
  ],
  [
    'says that it has 64 PiB',
    (file) => qemuImg('create', '-f', 'qcow2', '-o', 'cluster_size=2M', file, '64P'),
    'SIZE_UNSUPPORTED',
  ],
  [
    'is cut off',
    (file) => {
      qemuImg('create', '-f', 'qcow2', file, '64M');
      execFileSync('truncate', ['-s', '66000', file]);
    },
    'IMAGE_TRUNCATED',
  ],
];

describe('an image that', () => {
  test.each(faults)(
    '%s has the same obstacle by a scan and by a request, and is not registered',
    async (_, make, code) => {
      make(join(images, 'a.qcow2'));
      const { scan, obstacles, request, register, catalogue, disks, domains } = await started([images]);
      expect(await register('a.qcow2')).toMatchObject({ ok: false, refusal: { type: 'ImageRefused' } });
      expect(disks()).toEqual([]);
      await scan();
      expect(obstacles('a.qcow2')).toMatchObject([{ code }]);
      expect(domains()).toHaveLength(1);
      expect(disks()).toHaveLength(1);
      expect(await request('a.qcow2')).toMatchObject({
        ok: false,
        refusal: {
          type: 'DiskNotEligible',
          obstacles: expect.arrayContaining([expect.objectContaining({ code })]),
        },
      });
      const [disk] = disks();
      await catalogue.refreshDisk({ diskId: disk?.id ?? 'disk_' }, caller);
      expect(obstacles('a.qcow2')).toMatchObject([{ code }]);
    },
  );

  test.each(['new\nline.qcow2', 'esc\x1b[31mred.qcow2', 'txt.\u202e2wocq.qcow2'])(
    'is called %j is found and refused by one rule, and shown escaped',
    async (name) => {
      qemuImg('create', '-f', 'qcow2', join(images, 'plain'), '64M');
      renameSync(join(images, 'plain'), join(images, name));
      const { scan, obstacles, register, disks } = await started([images]);
      expect(await register(name)).toMatchObject({
        ok: false,
        refusal: { failure: { code: 'DISK_UNREADABLE', remedy: expect.stringMatching(/^Rename/) } },
      });
      await scan();
      expect(obstacles(name)).toMatchObject([
        { code: 'UNSAFE_NAME', remedy: expect.stringMatching(/^Rename/) },
      ]);
      expect(disks()[0]?.name).toMatch(/^[ -~]+$/);
      expect(obstacles(name)?.[0]?.message).toMatch(/^[ -~]+$/);
    },
  );
});

test('a linked clone is allowed once the directory of its template is registered, and the history has both', async () => {
  const templates = join(home, 'templates');
  mkdirSync(templates);
  qemuImg('create', '-f', 'qcow2', join(templates, 'base.qcow2'), '64M');
  overlay(join(images, 'clone.qcow2'), join(templates, 'base.qcow2'), 'qcow2');
  const { scan, obstacles, lookIn, disks } = await started([images]);
  await scan();
  expect(disks()).toHaveLength(1);
  expect(obstacles('clone.qcow2')).toMatchObject([
    { code: 'BACKING_OUTSIDE_STORAGE', remedy: expect.stringContaining(`winnow scan ${templates}`) },
  ]);
  await lookIn(templates);
  expect(obstacles('clone.qcow2')).toEqual([]);
  expect(obstacles('base.qcow2')).toMatchObject([{ code: 'HAS_DERIVED_DISKS' }]);
  expect(disks().find(({ path }) => path === 'clone.qcow2')?.observation).toMatchObject({
    backingChain: [{ path: join(templates, 'base.qcow2'), format: 'QCOW2' }],
    fault: null,
  });
});

test.each([
  ['cut off', (file: string) => truncateSync(file, 66_000)],
  ['empty', (file: string) => truncateSync(file, 0)],
  [
    'no longer regular',
    (file: string) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
])('an image stays one that another stands on while that other is %s', async (_, spoil) => {
  qemuImg('create', '-f', 'qcow2', join(images, 'base.qcow2'), '64M');
  overlay(join(images, 'child.qcow2'), 'base.qcow2', 'qcow2');
  const { scan, obstacles } = await started([images]);
  await scan();
  expect(obstacles('base.qcow2')).toMatchObject([{ code: 'HAS_DERIVED_DISKS' }]);
  spoil(join(images, 'child.qcow2'));
  await scan();
  expect(obstacles('base.qcow2')).toMatchObject([{ code: 'HAS_DERIVED_DISKS' }]);
  rmSync(join(images, 'child.qcow2'), { recursive: true });
  await scan();
  expect(obstacles('base.qcow2')).toEqual([]);
});

describe('a directory', () => {
  test.each(['/', '/var', '/home', '/run', '/etc', '/usr/share', '/dev/shm', '/proc/self'])(
    '%s is registered neither by a start nor by a request',
    async (directory) => {
      await expect(started([directory])).rejects.toThrow(/cannot be registered: \//);
      const { catalogue, domains } = await started([]);
      expect(await catalogue.registerHost({ name: null, directories: [directory] }, caller)).toMatchObject({
        refusal: { type: 'DirectoryRefused', path: directory },
      });
      expect(domains()).toEqual([]);
    },
  );

  test.each([
    ['of the state', (state: string) => state],
    ['of the runs', (state: string) => join(state, 'runs')],
    ['with the state in it', () => home],
    [
      'that links to the state',
      (state: string) => {
        const link = join(images, 'link');
        execFileSync('ln', ['-s', state, link]);
        return link;
      },
    ],
  ])('%s is registered neither by a start nor by a request', async (_, of) => {
    const { catalogue, domains } = await started([]);
    const directory = of(join(home, 'state'));
    expect(await catalogue.registerHost({ name: null, directories: [directory] }, caller)).toMatchObject({
      refusal: { type: 'DirectoryRefused', message: expect.stringContaining('keeps its own state') },
    });
    expect(domains()).toEqual([]);
    await expect(started([directory])).rejects.toThrow(/cannot be registered: \//);
  });
});

test('what an older Winnow took in from a backing name is never eligible, and nothing else there is registered', async () => {
  const outside = join(home, 'outside');
  mkdirSync(outside);
  qemuImg('create', '-f', 'qcow2', join(outside, 'a.qcow2'), '64M');
  const first = await started([images]);
  await first.scan();
  const { hostId } = first;
  const { mounts = [], blockDevices = [] } = first.views.host(hostId)?.observation ?? {};
  await first.close();
  /** What lies on the filesystem that a path lies on, as a scan by a backing name recorded it. */
  const takenIn = (path: string) => {
    const found = storageOf(path, { mounts, blockDevices });
    if (found === null) throw new Error(`Nothing is mounted at ${path}.`);
    const id = storageIdOf(found.identity, hostId);
    const domain: StorageDomainEvent = {
      type: 'StorageDomainRegistered',
      data: {
        name: found.path,
        kind: found.kind,
        mounts: [{ hostId, path: found.path, storage: { ...found.facts, punchesHoles: null } }],
      },
    };
    const below = relative(found.path, path);
    const disk: DiskEvent = {
      type: 'DiskRegistered',
      data: {
        ...{ name: below, storageDomainId: id, path: below, format: 'QCOW2', formatBasis: 'DECLARED' },
        ...{ allocation: 'THIN', allocationBasis: 'DECLARED', storageType: 'IMAGE', wipeAfterDelete: false },
      },
    };
    return { id, domain, disk, below, root: found.path, diskId: diskIdOf(hostId, path) };
  };
  const [inSystem, inNone] = [takenIn('/etc/hostname'), takenIn(join(outside, 'a.qcow2'))];
  const store = await openEventStore(settings().eventStore);
  const origin = systemOrigin(new Date());
  for (const { id, domain } of new Map([inSystem, inNone].map((each) => [each.id, each])).values()) {
    await store.append(storageDomainStream(id), [inEnvelope(domain, origin)], 'NO_STREAM');
  }
  for (const { diskId, disk } of [inSystem, inNone]) {
    await store.append(diskStream(diskId), [inEnvelope(disk, origin)], 'NO_STREAM');
  }
  await store.close();
  const before = readdirSync('/etc');
  const { scan, obstacles, register, views } = await started([]);
  await scan();
  expect(obstacles(inSystem.below)).toMatchObject([{ code: 'SYSTEM_DIRECTORY' }]);
  expect(obstacles(inNone.below)).toMatchObject([{ code: 'STORAGE_NOT_REGISTERED' }]);
  expect(readdirSync('/etc')).toEqual(before);
  writeFileSync(join(outside, 'b.qcow2'), Buffer.alloc(1024));
  for (const [{ id }, path] of [
    [inSystem, '/etc/group'],
    [inNone, join(outside, 'b.qcow2')],
  ] as const) {
    expect(await register(path, views.storageDomain(id) ?? undefined)).toMatchObject({
      refusal: { failure: { code: 'PATH_OUTSIDE_STORAGE_DOMAIN' } },
    });
  }
});
