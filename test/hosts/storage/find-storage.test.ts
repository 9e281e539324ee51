import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStorageFinder } from '../../../src/hosts/storage/find-storage.ts';
import { storageOf } from '../../../src/hosts/storage/storage-of.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { patience } from '../../support/patience.ts';
import { aMountNamespace } from './mount-namespace.ts';

const tools = { sgVpd: 'sg_vpd' };
/** What hangs is waited for so long. */
const limitSeconds = patience(500) / 1000;
const oddName = `it's "odd" — 磁盘\nand \\040 long`;

/** The arguments of every process of this machine. */
function processes(): string[][] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    } catch {
      return [];
    }
  });
}

async function aHostWithMounts() {
  const namespace = await aMountNamespace();
  const { find: findStorage, hangs } = createStorageFinder(namespace.transport, tools, limitSeconds);
  const mountAt = async (path: string) => (await findStorage()).mounts.find((mount) => mount.path === path);
  return { ...namespace, findStorage, hangs, mountAt };
}

describe('the filesystems of a host', () => {
  it.each(['ext4', 'xfs', 'btrfs'])('are told with device and UUID: %s', async (type) => {
    const { filesystem, mountAt, inside, findStorage } = await aHostWithMounts();
    const path = filesystem(type, oddName);
    const uuid = inside('findmnt', '--noheadings', '--output', 'UUID', path).trim();
    expect(uuid).toMatch(/^[\da-f-]{36}$/);
    const mount = await mountAt(path);
    expect(mount).toEqual({
      ...{ path, uuid, fsType: type, nfsVersion: null, readOnly: false },
      source: expect.stringMatching(/^\/dev\/loop\d+$/),
    });
    expect(storageOf(join(path, 'a b.qcow2'), await findStorage())).toMatchObject({
      ...{ kind: 'LOCAL_FILESYSTEM', path, identity: `fs:${uuid}` },
    });
    expect((await findStorage()).blockDevices).toContainEqual(
      expect.objectContaining({ path: mount?.source, type: 'loop', bytes: 300 * 1024 ** 2 }),
    );
  });

  it.each(['tmpfs', 'ramfs'])('are told where they lie in memory: %s', async (type) => {
    const { mount, mountAt } = await aHostWithMounts();
    const path = mount(oddName, '-t', type, 'memory');
    expect(await mountAt(path)).toEqual({
      ...{ path, source: 'memory', fsType: type, uuid: null, nfsVersion: null, readOnly: false },
    });
  });

  it('are the same wherever a directory of them is bound', async () => {
    const { filesystem, mount, inside, findStorage } = await aHostWithMounts();
    const disk = filesystem('ext4', 'disk');
    const memory = mount('memory', '-t', 'tmpfs', 'tmpfs');
    for (const path of [disk, memory]) {
      inside('mkdir', join(path, 'images'));
      const bound = mount(`bound from ${path.length}`, '--bind', join(path, 'images'));
      const found = await findStorage();
      const there = storageOf(join(bound, 'a.raw'), found);
      expect(there).toMatchObject({ path: bound });
      expect(there?.identity).toBe(storageOf(join(path, 'images/a.raw'), found)?.identity);
    }
  });

  it('are read-only by their mount or as a whole', async () => {
    const { filesystem, mount, mountAt, inside } = await aHostWithMounts();
    const whole = filesystem('ext4', 'whole', 'ro');
    const memory = mount('memory', '-t', 'tmpfs', 'tmpfs');
    const bound = mount('bound', '--bind', memory);
    inside('mount', '-o', 'remount,bind,ro', bound);
    expect(await mountAt(whole)).toMatchObject({ readOnly: true });
    expect(await mountAt(bound)).toMatchObject({ readOnly: true });
    expect(await mountAt(memory)).toMatchObject({ readOnly: false });
  });

  it('are left out where another is mounted over them', async () => {
    const { mount, findStorage, directory } = await aHostWithMounts();
    mount('one', '-t', 'tmpfs', 'below');
    mount('one/deep/inside', '-t', 'tmpfs', 'covered');
    const path = mount('one', '-t', 'tmpfs', 'above');
    const { mounts } = await findStorage();
    expect(mounts.filter((one) => one.path.startsWith(directory))).toEqual([
      expect.objectContaining({ path, source: 'above' }),
    ]);
  });

  it('are left out where the kernel or a container engine keeps no images', async () => {
    const { findStorage, inside } = await aHostWithMounts();
    inside('mount', '-t', 'tmpfs', 'tmpfs', '/var/lib');
    inside('mkdir', '-p', '/var/lib/docker/containers/x/shm');
    inside('mount', '-t', 'tmpfs', 'shm', '/var/lib/docker/containers/x/shm');
    const paths = (await findStorage()).mounts.map(({ path }) => path);
    expect(paths).toContain('/');
    expect(paths).toContain('/var/lib');
    expect(paths.filter((path) => /^\/(proc|sys|dev$|dev\/pts|var\/lib\/docker)/.test(path))).toEqual([]);
  });
});

describe('a mount that hangs', () => {
  it('is named while the others are told; nothing more waits for it at the next look', async () => {
    const { hangingFilesystem, mount, findStorage, hangs, directory } = await aHostWithMounts();
    const before = mount('before', '-t', 'tmpfs', 'tmpfs');
    const hanging = await hangingFilesystem(`nfs ${oddName}`);
    const after = mount('after', '-t', 'tmpfs', 'tmpfs');
    const problem = {
      what: expect.stringContaining(`${hanging.path} (fuse, nas:/vms) does not answer`),
      remedy: expect.stringContaining('nas:/vms'),
    };
    const waiting = () =>
      processes().filter((args) => args[0] === 'stat' && args.at(-1) === hanging.path).length;

    // Other tests set up loop devices and mounts of their own meanwhile.
    const own = (problems: typeof first.problems) => problems.filter(({ what }) => what.includes(directory));
    const ownMounts = (mounts: typeof first.mounts) =>
      mounts.filter(({ path }) => path.startsWith(directory));

    const first = await findStorage();
    expect(own(first.problems)).toEqual([problem]);
    expect(first.mounts.map(({ path }) => path)).toEqual(
      expect.arrayContaining([before, hanging.path, after]),
    );
    expect(waiting()).toBe(1);

    const second = await findStorage();
    expect(ownMounts(second.mounts)).toEqual(ownMounts(first.mounts));
    expect(own(second.problems)).toEqual([problem]);
    expect(waiting()).toBe(1);

    expect([hangs(join(hanging.path, 'images')), hangs(before)]).toEqual([true, false]);

    hanging.letGo();
    expect(own((await findStorage()).problems)).toEqual([]);
    expect(hangs(hanging.path)).toBe(false);
  });
});

describe('a host whose tools fall short', () => {
  const answering = (stdout: string, stderr = '') =>
    createStorageFinder(
      {
        ...createLocalTransport(),
        run: async ({ stdin }) => ({
          ...{ exitCode: stdin?.includes('findmnt') ? 0 : null, stderr, timedOut: false },
          stdout: stdin?.includes('findmnt') ? stdout : '',
        }),
      },
      tools,
      undefined,
      async () => ({
        report: { systemId: null, groups: [], physicalDevices: new Set<string>() },
        active: null,
        problems: [],
      }),
    ).find();
  const nothing = '== mounts\n{"filesystems":[]}\n== devices\n{"blockdevices":[]}\n';

  it('is told of with what is missing, and with all the rest', async () => {
    const missing = 'sh: 12: findmnt: not found';
    expect(await answering(nothing.replace('{"filesystems":[]}', '{}'), missing)).toEqual({
      ...{ mounts: [], blockDevices: [], volumeGroups: new Map() },
      problems: [{ what: 'findmnt is missing', remedy: expect.stringContaining('util-linux') }],
    });
  });

  it('is told of where their answer cannot be read', async () => {
    expect(await answering(nothing.replace('[]}\n== d', '[{}]}\n== d'))).toMatchObject({
      problems: [{ what: expect.stringContaining('findmnt reports could not be read') }],
    });
  });

  it('is told of where a mount could not be tried', async () => {
    const mount = {
      id: 1,
      parent: 0,
      target: '/',
      source: 'x',
      fstype: 'tmpfs',
      fsroot: '/',
      'maj:min': '0:1',
    };
    const line = JSON.stringify({ ...mount, 'vfs-options': 'rw', 'fs-options': 'rw' });
    expect(await answering(nothing.replace('[]', `[${line}]`))).toMatchObject({
      mounts: [{ path: '/' }],
      problems: [
        { what: expect.stringContaining('could not be tried'), remedy: expect.stringContaining('/tmp') },
      ],
    });
  });
});
