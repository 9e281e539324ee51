import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerDirectory } from '../../../src/discovery/register-fleet.ts';
import { aMachine, machines, putImages, root } from '../../discovery/a-host.ts';
import { createFakeHost, foundImage } from '../../support/fake-host.ts';
import { accepted, caller, openParts, type Parts, storageDomainId } from '../../support/parts.ts';

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
  parts.fake.control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
});
afterEach(() => parts.close());

const hostId = 'host_fake';
const reason = 'It is taken down.';
const remove = (removeDisks = false) =>
  parts.requests.removeStorageDomain({ storageDomainId, removeDisks, reason }, caller);
const scan = () => parts.ended(parts.requests.scanHost({ hostId }, caller));
const listed = () => parts.views.storageDomains({}).edges.map(({ node }) => node.id);

describe('removing a storage domain', () => {
  test('that is empty takes it from the list, and shows when', async () => {
    expect(accepted(await remove())).toBe(storageDomainId);
    expect(listed()).toEqual([]);
    expect(parts.views.storageDomain(storageDomainId)).toMatchObject({
      mounts: [],
      removedAt: expect.any(String),
    });
    const last = (await Array.fromAsync(parts.store.readStream(`storageDomain-${storageDomainId}`))).at(-1);
    expect(last).toMatchObject({
      type: 'StorageDomainRemoved',
      data: { reason },
      metadata: { actor: caller.actor, correlationId: 'request-1' },
    });
  });

  test('with disks is refused with their number, unless they are to be removed with it', async () => {
    const ids = await Promise.all(Array.from({ length: 3 }, () => parts.registerDisk()));
    expect(await remove()).toEqual({
      ok: false,
      refusal: { type: 'StorageDomainNotEmpty', storageDomainId, disks: 3 },
    });
    expect(parts.disks()).toHaveLength(3);
    accepted(await remove(true));
    expect(parts.disks()).toEqual([]);
    for (const id of ids) {
      expect(await parts.requests.refreshDisk({ diskId: id }, caller)).toMatchObject({
        refusal: { type: 'DiskNotFound' },
      });
    }
  });

  test('is refused while a job is active in it', async () => {
    const diskId = await parts.registerDisk();
    const jobId = await parts.sparsify(diskId);
    expect(await remove(true)).toEqual({
      ok: false,
      refusal: { type: 'StorageDomainBusy', storageDomainId, jobIds: [jobId] },
    });
    expect(parts.disks()).toHaveLength(1);
  });

  test('that was interrupted goes on when it is sent again, and is quiet when all is done', async () => {
    const [first] = await Promise.all([parts.registerDisk(), parts.registerDisk()]);
    accepted(await parts.requests.removeDisk({ diskId: first, reason }, caller));
    accepted(await remove(true));
    const before = await parts.events();
    accepted(await remove(true));
    expect(await parts.events()).toBe(before);
    expect(listed()).toEqual([]);
  });

  test('needs one that was registered', async () => {
    expect(
      await parts.requests.removeStorageDomain(
        { storageDomainId: 'dom_none', removeDisks: true, reason: null },
        caller,
      ),
    ).toEqual({ ok: false, refusal: { type: 'StorageDomainNotFound', storageDomainId: 'dom_none' } });
  });

  test('keeps scans from registering it or its disks again, also where a virtual machine has one', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2'), foundImage('/images/db.qcow2')]);
    await scan();
    accepted(await remove(true));
    parts.fake.control.machines = machines(aMachine('web', 'RUNNING', '/images/web.qcow2'));
    await scan();
    expect(parts.disks()).toEqual([]);
    expect(listed()).not.toContain(storageDomainId);
    expect(
      await parts.requests.registerDisk(
        {
          storageDomainId,
          path: 'web.qcow2',
          name: null,
          format: 'QCOW2',
          allocation: 'THIN',
          wipeAfterDelete: false,
        },
        caller,
      ),
    ).toMatchObject({ refusal: { type: 'StorageDomainNotFound' } });
  });

  test('is undone for its disks by registering a directory there, but for those removed by themselves', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2'), foundImage('/images/db.qcow2')]);
    await scan();
    accepted(await parts.requests.removeDisk({ diskId: parts.disk('db.qcow2').id, reason: null }, caller));
    const { id } = parts.disk('web.qcow2');
    accepted(await remove(true));
    await parts.ended(parts.requests.registerHost({ name: null, directories: ['/images'] }, caller));
    expect(parts.disks()).toMatchObject([{ id, path: 'web.qcow2', removedAt: null }]);
  });
});

describe('taking a directory back', () => {
  const unregister = (directory = '/images') =>
    parts.requests.unregisterDirectory({ hostId, directory }, caller);

  test('removes its storage domain with the last host that has it', async () => {
    expect(accepted(await unregister())).toBe(storageDomainId);
    expect(listed()).toEqual([]);
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    await scan();
    expect(listed()).not.toContain(storageDomainId);
    await parts.ended(parts.requests.registerHost({ name: null, directories: ['/images'] }, caller));
    expect(parts.disk('web.qcow2').removedAt).toBeNull();
  });

  test.each(['/images/', '/link'])('takes %s as it was registered', async (directory) => {
    parts.fake.control.directories.set(directory, { ok: true, realPath: '/images' });
    await parts.ended(parts.requests.registerHost({ name: null, directories: [directory] }, caller));
    expect(accepted(await unregister(directory))).toBe(storageDomainId);
    expect(listed()).toEqual([]);
  });

  test('works where it is no longer there', async () => {
    parts.fake.control.directories.set('/images/', { ok: false, message: '/images/ is not there.' });
    expect(accepted(await unregister('/images/'))).toBe(storageDomainId);
  });

  test('is refused while disks are reached through it alone, with their number', async () => {
    await parts.registerDisk();
    expect(await unregister()).toEqual({
      ok: false,
      refusal: { type: 'DirectoryHoldsDisks', storageDomainId, path: '/images', disks: 1 },
    });
    expect(listed()).toEqual([storageDomainId]);
  });

  test('that another host has too leaves the disks to that one, and no scan brings it back', async () => {
    const diskId = await parts.registerDisk();
    const other = createFakeHost('host_other');
    const { store, views, waitForViews } = parts;
    await parts.join(other);
    const registering = { store, views, now: () => new Date() };
    const at = await registerDirectory(registering, storageDomainId, other.host.id, '/srv');
    if (at !== null) await waitForViews(at);
    accepted(await unregister());
    await scan();
    expect(parts.views.storageDomain(storageDomainId)?.mounts).toMatchObject([{ hostId: 'host_other' }]);
    expect(parts.views.disk(diskId)?.removedAt).toBeNull();
  });

  test('is refused while a job is active in it, and where nothing of that name is registered', async () => {
    expect(await unregister('/none')).toEqual({
      ok: false,
      refusal: { type: 'DirectoryNotRegistered', hostId, path: '/none' },
    });
    const jobId = await parts.sparsify(await parts.registerDisk());
    expect(await unregister()).toMatchObject({ refusal: { type: 'StorageDomainBusy', jobIds: [jobId] } });
  });
});

test('a host is not removed: the refusal says why', async () => {
  await parts.join(createFakeHost('host_other'));
  const removeHost = (id: `host_${string}`) =>
    parts.requests.removeHost({ hostId: id, reason: null }, caller);
  expect(await removeHost(hostId)).toMatchObject({
    refusal: { type: 'HostNotRemovable', message: expect.stringContaining('This server runs on host') },
  });
  expect(await removeHost('host_other')).toMatchObject({
    refusal: { type: 'HostNotRemovable', message: expect.stringContaining('a server of its own') },
  });
  expect(await removeHost('host_none')).toMatchObject({ refusal: { type: 'HostNotFound' } });
});
