import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { registerDirectory, registerLocalHost } from '../../src/discovery/register-fleet.ts';
import { createScanner } from '../../src/discovery/scanner.ts';
import { HostBusy } from '../../src/hosts/host.ts';
import { systemOrigin } from '../../src/streams/envelope.ts';
import { handleDiskCommand } from '../../src/streams/handle-command.ts';
import { options } from '../domain/disk/given-when-then.ts';
import { createFakeHost, foundImage } from '../support/fake-host.ts';
import { accepted, caller, openParts, type Parts, storageDomainId } from '../support/parts.ts';
import { aMachine, machines, nfs, putImages, root, standsOn } from './a-host.ts';

let parts: Parts;
const hostId = 'host_fake';
const now = () => new Date();
beforeEach(async () => {
  parts = await openParts();
  parts.fake.control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
  parts.fake.control.punchesHoles = true;
});
afterEach(() => parts.close());

const scan = () => parts.scanner.scan(hostId, null);
const sparsify = (diskId: `disk_${string}`) =>
  parts.requests.sparsifyDisk({ diskId, idempotencyKey: null, options }, caller);
const domainOf = (path: string) => {
  const domain = parts.views.storageDomain(parts.disk(path).storageDomainId);
  if (domain === null) throw new Error(`No domain of ${path}.`);
  return domain;
};

describe('a scan', () => {
  test('finds the images of machines and of registered directories, and all they stand on', async () => {
    parts.fake.control.machines = machines(aMachine('web', 'RUNNING', '/var/lib/vm/web.qcow2'));
    putImages(parts.fake, [
      foundImage('/images/free.raw', { format: 'raw', allocatedBytes: 1 << 30 }),
      foundImage('/var/lib/vm/web.qcow2', standsOn('/var/lib/base.qcow2')),
      foundImage('/var/lib/base.qcow2'),
    ]);
    await scan();
    expect(parts.disk('free.raw')).toMatchObject({
      storageDomainId,
      format: 'RAW',
      allocation: 'UNKNOWN',
      storageType: 'IMAGE',
      observation: { attachments: [] },
    });
    const web = parts.disk('var/lib/vm/web.qcow2');
    expect(web.observation?.attachments).toEqual([
      { vmId: 'uuid-of-web', vmName: 'web', hostId, state: 'RUNNING' },
    ]);
    expect(parts.disk('var/lib/base.qcow2').observation?.children).toEqual([web.id]);
    expect(domainOf('var/lib/vm/web.qcow2')).toMatchObject({
      kind: 'LOCAL_FILESYSTEM',
      mounts: [{ hostId, path: '/', storage: { source: '/dev/sda1', punchesHoles: true } }],
    });
    expect(parts.views.host(hostId)?.observation).toMatchObject({ contact: 'IN_CONTACT', machines: 'KNOWN' });
  });

  test('records what machines say of themselves beside the labels that operators assign, and follows it', async () => {
    const titled = (title: string) =>
      machines({ ...aMachine('web', 'SHUT_OFF', '/images/web.qcow2'), labels: { 'libvirt/title': title } });
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    parts.fake.control.machines = titled('The shop');
    await scan();
    const { id } = parts.disk('web.qcow2');
    accepted(await parts.requests.updateDisk({ diskId: id, labels: { title: 'mine' } }, caller));
    const found = (key: string, value: string) =>
      parts.views.disks({ labels: [{ key, value }] }, null, {}).edges.map(({ node }) => node.id);
    expect(found('libvirt/title', 'The shop')).toEqual([id]);
    parts.fake.control.machines = titled('Another');
    await scan();
    expect(found('libvirt/title', 'The shop')).toEqual([]);
    expect(found('libvirt/title', 'Another')).toEqual([id]);
    expect(found('title', 'mine')).toEqual([id]);
    parts.fake.control.machines = machines();
    await scan();
    expect(found('libvirt/title', 'Another')).toEqual([]);
    expect(parts.disk('web.qcow2').labels).toEqual({ title: 'mine' });
  });

  test('with a probe that the host is too busy for keeps what was known, and says so', async () => {
    putImages(parts.fake, []);
    await parts.scanner.scan(hostId, null, { probe: true });
    parts.fake.host.capabilities = async () => {
      throw new HostBusy('The appliance of libguestfs did not start within 120 s.');
    };
    await parts.scanner.scan(hostId, null, { probe: true });
    expect(parts.views.host(hostId)).toMatchObject({
      capabilities: { lacks: [] },
      observation: {
        contact: 'IN_CONTACT',
        problems: [{ what: expect.stringContaining('within 120 s') }],
      },
    });
    await scan();
    expect(parts.views.host(hostId)?.observation?.problems).toEqual([]);
  });

  test('appends nothing the second time, and tries holes once', async () => {
    parts.fake.control.machines = machines(
      aMachine('web', 'RUNNING', '/images/web.qcow2', { network: { protocol: 'rbd', name: 'pool/web' } }),
    );
    putImages(parts.fake, [
      foundImage('/images/web.qcow2', standsOn('/images/base.qcow2')),
      foundImage('/images/base.qcow2'),
    ]);
    await scan();
    const before = await parts.events();
    await scan();
    expect(await parts.events()).toBe(before);
    expect(parts.fake.holes).toEqual(['/images']);
    await parts.scanner.scan(hostId, null, { probe: true });
    expect(parts.fake.holes).toEqual(['/images', '/images']);
  });

  test('takes part in what was found of a machine only when its state or its disks changed', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    parts.fake.control.machines = machines(aMachine('web', 'RUNNING', '/images/web.qcow2'));
    await scan();
    const { id } = parts.disk('web.qcow2');
    for (const [found, attachments] of [
      [machines(aMachine('web', 'SHUT_OFF', '/images/web.qcow2')), [{ state: 'SHUT_OFF' }]],
      [machines(aMachine('web', 'SHUT_OFF')), []],
    ] as const) {
      parts.fake.control.machines = found;
      await scan();
      expect(parts.views.disk(id)?.observation?.attachments).toMatchObject(attachments);
    }
    expect(await parts.eventTypes(id)).toEqual([
      'DiskRegistered',
      'DiskObserved',
      'DiskObserved',
      'DiskObserved',
    ]);
  });

  test('leaves attachments as they are, and lets nothing be sparsified, while libvirt does not answer', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    parts.fake.control.machines = machines(aMachine('web', 'SHUT_OFF', '/images/web.qcow2'));
    await scan();
    parts.fake.control.machines = {
      known: 'UNKNOWN',
      problem: { what: 'virsh hangs', remedy: 'Restart it.' },
    };
    await scan();
    const { id, observation } = parts.disk('web.qcow2');
    expect(observation?.attachments).toMatchObject([{ vmName: 'web' }]);
    expect(parts.views.host(hostId)?.observation).toMatchObject({
      machines: 'UNKNOWN',
      problems: [{ what: 'virsh hangs' }],
    });
    expect(await sparsify(id)).toMatchObject({ refusal: { obstacles: [{ code: 'ATTACHMENTS_UNKNOWN' }] } });
  });

  test('tells that an image is gone, and that it is back', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    await scan();
    putImages(parts.fake, []);
    await scan();
    expect(parts.disk('web.qcow2').observation).toMatchObject({ present: false, virtualSize: null });
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    await scan();
    expect(parts.disk('web.qcow2').observation).toMatchObject({ present: true, virtualSize: 1 << 30 });
  });

  test('takes an unmounted directory for unmounted, and its images for as they were', async () => {
    const images = nfs('/images');
    parts.fake.control.storage = {
      mounts: [root, images],
      blockDevices: [],
      volumeGroups: new Map(),
      problems: [],
    };
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    await scan();
    parts.fake.control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
    putImages(parts.fake, []);
    await scan();
    expect(parts.disk('web.qcow2').observation).toMatchObject({ present: true });
    expect(parts.views.host(hostId)?.observation?.problems).toMatchObject([
      { what: 'The directory /images is now on /dev/sda1, not on nas:/export.' },
    ]);
    expect(await parts.requests.refreshDisk({ diskId: parts.disk('web.qcow2').id }, caller)).toMatchObject({
      refusal: { failure: { code: 'NO_SUITABLE_HOST' } },
    });
    const before = await parts.events();
    await scan();
    expect(await parts.events()).toBe(before);
  });

  test('tells what could not be looked at, and goes on with the rest', async () => {
    const hangs = { what: '/mnt/dead gave no answer', remedy: 'Mount it again.' };
    const forbidden = { what: '/images/x may not be read', remedy: 'chmod.' };
    parts.fake.control.storage = {
      mounts: [root, nfs('/mnt/dead')],
      blockDevices: [],
      volumeGroups: new Map(),
      problems: [hangs],
    };
    parts.fake.control.images = () => ({
      images: [foundImage('/images/web.qcow2')],
      unanswered: [],
      missing: [],
      problems: [forbidden],
    });
    await scan();
    expect(parts.disk('web.qcow2').observation?.present).toBe(true);
    expect(parts.views.host(hostId)?.observation?.problems).toEqual([hangs, forbidden]);
  });

  test('does not overwrite what an operator said of a disk', async () => {
    putImages(parts.fake, [foundImage('/images/web.raw', { format: 'raw', formatBasis: 'HEADER' })]);
    await scan();
    const { id } = parts.disk('web.raw');
    expect(await sparsify(id)).toMatchObject({ refusal: { obstacles: [{ code: 'FORMAT_UNCONFIRMED' }] } });
    accepted(await parts.requests.updateDisk({ diskId: id, format: 'RAW', name: 'Web' }, caller));
    await scan();
    expect(parts.views.disk(id)).toMatchObject({ name: 'Web', format: 'RAW', formatBasis: 'DECLARED' });
    accepted(await sparsify(id));
  });

  test('keeps what was known of an image that cannot be read', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    await scan();
    const broken = { virtualSize: null, format: null, unreadable: 'Input/output error' };
    putImages(parts.fake, [foundImage('/images/web.qcow2', broken)]);
    await scan();
    expect(parts.disk('web.qcow2').observation).toMatchObject({
      virtualSize: 1 << 30,
      unreadable: 'Input/output error',
    });
  });

  test('tells of an image that a link has replaced', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    await scan();
    parts.fake.control.links.set('/images/web.qcow2', '/etc/shadow');
    putImages(parts.fake, [foundImage('/etc/shadow', { format: 'raw' })]);
    await scan();
    expect(parts.disk('web.qcow2').observation?.unreadable).toContain('/etc/shadow');
  });

  test('does not record sizes while a job is at work, but who uses the disk', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    parts.fake.control.machines = machines();
    await scan();
    const { id } = parts.disk('web.qcow2');
    const coordinator = parts.startCoordinator();
    const jobId = accepted(await sparsify(id));
    await parts.reached(jobId, 'RUNNING');
    putImages(parts.fake, [foundImage('/images/web.qcow2', { allocatedBytes: 7 })]);
    parts.fake.control.machines = machines(aMachine('web', 'RUNNING', '/images/web.qcow2'));
    await scan();
    expect(parts.views.disk(id)?.observation).toMatchObject({
      allocatedBytes: 300_000_000,
      attachments: [{ vmName: 'web' }],
    });
    await coordinator.stop();
  });

  test('joins the next one that begins when it is asked for while one goes on', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    await Promise.all(Array.from({ length: 20 }, scan));
    expect(parts.fake.searches).toHaveLength(2);
  });
});

describe('a disk that was taken out', () => {
  const overlay = foundImage('/images/child.qcow2', standsOn('/images/base.qcow2'));
  const base = foundImage('/images/base.qcow2');

  test('stays out, and its image still stands on its base', async () => {
    putImages(parts.fake, [overlay, base]);
    await scan();
    const child = parts.disk('child.qcow2').id;
    accepted(await parts.requests.removeDisk({ diskId: child, reason: null }, caller));
    for (const look of [() => Promise.resolve(), scan]) {
      await look();
      expect(parts.disks().map(({ path }) => path)).toEqual(['base.qcow2']);
      expect(parts.disk('base.qcow2').observation).toMatchObject({
        children: [],
        overlays: ['/images/child.qcow2'],
      });
    }
    expect(await sparsify(parts.disk('base.qcow2').id)).toMatchObject({
      refusal: { obstacles: [{ code: 'NOT_A_LEAF' }] },
    });
  });

  test('no longer counts once its image is gone', async () => {
    putImages(parts.fake, [overlay, base]);
    await scan();
    accepted(await parts.requests.removeDisk({ diskId: parts.disk('child.qcow2').id, reason: null }, caller));
    putImages(parts.fake, [base]);
    // No scan is needed for that: the refusal is looked at again by itself.
    accepted(await sparsify(parts.disk('base.qcow2').id));
  });

  test('is a disk again when it is registered', async () => {
    putImages(parts.fake, [overlay, base]);
    await scan();
    const child = parts.disk('child.qcow2').id;
    accepted(await parts.requests.removeDisk({ diskId: child, reason: null }, caller));
    parts.fake.control.inspection = null;
    await parts.registerDisk('child.qcow2');
    await scan();
    expect(parts.disk('base.qcow2').observation).toMatchObject({ children: [child], overlays: [] });
  });
});

describe('two hosts on one NFS export', () => {
  async function twoHosts() {
    const other = createFakeHost('host_other');
    parts.fake.control.storage = {
      mounts: [root, nfs('/mnt/nas')],
      blockDevices: [],
      volumeGroups: new Map(),
      problems: [],
    };
    other.control.storage = {
      mounts: [root, nfs('/srv/nas')],
      blockDevices: [],
      volumeGroups: new Map(),
      problems: [],
    };
    parts.fake.control.machines = machines();
    other.control.machines = machines();
    const { scanner, requests } = await parts.join(other);
    return { other, requests, scanOther: () => scanner.scan('host_other', null) };
  }

  test('have one storage domain and one disk, with the machines of both', async () => {
    const { other, scanOther } = await twoHosts();
    putImages(parts.fake, [foundImage('/mnt/nas/web.qcow2')]);
    putImages(other, [foundImage('/srv/nas/web.qcow2')]);
    parts.fake.control.machines = machines(aMachine('web', 'SHUT_OFF', '/mnt/nas/web.qcow2'));
    other.control.machines = machines(aMachine('web-there', 'RUNNING', '/srv/nas/web.qcow2'));
    await Promise.all([scan(), scanOther()]);
    expect(parts.disks()).toHaveLength(1);
    expect(parts.disk('web.qcow2').observation?.attachments).toMatchObject([
      { vmName: 'web', hostId: 'host_fake' },
      { vmName: 'web-there', hostId: 'host_other' },
    ]);
    expect(domainOf('web.qcow2')).toMatchObject({ kind: 'NFS' });
    expect(
      domainOf('web.qcow2')
        .mounts.map(({ hostId, path }) => [hostId, path])
        .toSorted(),
    ).toEqual([
      ['host_fake', '/mnt/nas'],
      ['host_other', '/srv/nas'],
    ]);
    const before = await parts.events();
    await Promise.all([scan(), scanOther()]);
    expect(await parts.events()).toBe(before);
  });

  test('keep a base from a sparsify for what only the other sees to stand on it', async () => {
    const { other, requests, scanOther } = await twoHosts();
    putImages(parts.fake, [foundImage('/mnt/nas/base.qcow2')]);
    putImages(other, [
      foundImage('/srv/nas/base.qcow2'),
      foundImage('/local/child.qcow2', standsOn('/srv/nas/base.qcow2')),
    ]);
    parts.fake.control.machines = machines(aMachine('base', 'SHUT_OFF', '/mnt/nas/base.qcow2'));
    other.control.machines = machines(aMachine('child', 'SHUT_OFF', '/local/child.qcow2'));
    await scan();
    await scanOther();
    await scan();
    const { id } = parts.disk('base.qcow2');
    expect(parts.disk('base.qcow2').observation?.children).toEqual([parts.disk('local/child.qcow2').id]);
    expect(await sparsify(id)).toMatchObject({ refusal: { obstacles: [{ code: 'HAS_DERIVED_DISKS' }] } });

    accepted(await requests.removeDisk({ diskId: parts.disk('local/child.qcow2').id, reason: null }, caller));
    await scan();
    await scanOther();
    await scan();
    expect(parts.disk('base.qcow2').observation).toMatchObject({
      children: [],
      overlays: ['host_other:/local/child.qcow2'],
    });
    putImages(other, [foundImage('/srv/nas/base.qcow2')]);
    await scanOther();
    expect(parts.disk('base.qcow2').observation?.overlays).toEqual([]);
  });

  test('have one directory there, registered on both', async () => {
    const { requests } = await twoHosts();
    await parts.ended(parts.requests.registerHost({ name: null, directories: ['/mnt/nas/images'] }, caller));
    await parts.ended(requests.registerHost({ name: 'Other', directories: ['/srv/nas/images'] }, caller));
    const all = parts.views.storageDomains({ first: 50 }).edges.map(({ node }) => node);
    expect(all.find(({ name }) => name === '/mnt/nas/images')?.mounts).toMatchObject([
      { hostId: 'host_fake', path: '/mnt/nas/images', storage: { source: 'nas:/export' } },
      { hostId: 'host_other', path: '/srv/nas/images', storage: { source: 'nas:/export' } },
    ]);
    expect(parts.views.host('host_other')?.name).toBe('Other');
  });

  test('lose it one by one', async () => {
    const { other, scanOther } = await twoHosts();
    putImages(parts.fake, [foundImage('/mnt/nas/web.qcow2')]);
    parts.fake.control.machines = machines(aMachine('web', 'SHUT_OFF', '/mnt/nas/web.qcow2'));
    await scan();
    await scanOther();
    other.control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
    await scanOther();
    expect(domainOf('web.qcow2').mounts.map((mount) => mount.hostId)).toEqual(['host_fake']);
  });
});

describe('a host that does not answer', () => {
  test('is out of contact with what was known of it, and in contact again by its next scan', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    await scan();
    parts.fake.control.silent = true;
    await scan();
    await scan();
    expect(parts.views.host(hostId)?.observation).toMatchObject({ contact: 'LOST', mounts: [{ path: '/' }] });
    expect(await sparsify(parts.disk('web.qcow2').id)).toMatchObject({
      refusal: { obstacles: [{ code: 'ATTACHMENTS_UNKNOWN' }, { code: 'NO_CAPABLE_HOST' }] },
    });
    parts.fake.control.silent = false;
    accepted(await sparsify(parts.disk('web.qcow2').id));
    expect(parts.views.host(hostId)?.observation).toMatchObject({ contact: 'IN_CONTACT', problems: [] });
  });
});

describe('what stood in the way a moment ago', () => {
  test('is looked at again before a request is refused', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    parts.fake.control.machines = machines(aMachine('web', 'RUNNING', '/images/web.qcow2'));
    await scan();
    const { id } = parts.disk('web.qcow2');
    expect(await sparsify(id)).toMatchObject({ refusal: { obstacles: [{ code: 'VM_NOT_DOWN' }] } });
    parts.fake.control.machines = machines(aMachine('web', 'SHUT_OFF', '/images/web.qcow2'));
    accepted(await sparsify(id));
  });

  test('is looked for on the host again right before the run', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    parts.fake.control.machines = machines(aMachine('web', 'SHUT_OFF', '/images/web.qcow2'));
    await scan();
    const jobId = accepted(await sparsify(parts.disk('web.qcow2').id));
    parts.fake.control.machines = machines(aMachine('web', 'PAUSED', '/images/web.qcow2'));
    parts.startCoordinator();
    await parts.reached(jobId, 'FAILED');
    expect(parts.views.job(jobId)?.failure).toMatchObject({
      code: 'DISK_NOT_ELIGIBLE',
      message: expect.stringContaining('"web"'),
    });
    expect(parts.fake.starts).toEqual([]);
  });

  test('is an overlay, too, that somebody made of it meanwhile', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    parts.fake.control.machines = machines(aMachine('web', 'SHUT_OFF', '/images/web.qcow2'));
    await scan();
    const jobId = accepted(await sparsify(parts.disk('web.qcow2').id));
    putImages(parts.fake, [
      foundImage('/images/web.qcow2'),
      foundImage('/snapshots/web.1', standsOn('/images/web.qcow2')),
    ]);
    parts.fake.control.machines = machines(aMachine('web', 'SHUT_OFF', '/snapshots/web.1'));
    parts.startCoordinator();
    await parts.reached(jobId, 'FAILED');
    expect(parts.views.job(jobId)?.failure?.message).toContain('is the backing file of');
  });

  test('lets no run begin while libvirt does not answer', async () => {
    putImages(parts.fake, [foundImage('/images/web.qcow2')]);
    parts.fake.control.machines = machines();
    await scan();
    const jobId = accepted(await sparsify(parts.disk('web.qcow2').id));
    parts.fake.control.machines = {
      known: 'UNKNOWN',
      problem: { what: 'virsh hangs', remedy: 'Restart it.' },
    };
    const coordinator = parts.startCoordinator();
    await vi.waitFor(() => {
      const waiting = parts.views.job(jobId);
      expect(waiting && coordinator.waitingFor(waiting)?.message).toContain(
        'did not list its virtual machines',
      );
    });
    expect(parts.views.job(jobId)?.status).toBe('REQUESTED');
  });
});

test('a look at a disk from one host is not answered by one from another', async () => {
  const other = createFakeHost('host_other');
  const fleet = new Map([parts.fake, other].map(({ host }) => [host.id, { host, maxRuns: 2 }]));
  const { store, views, waitForViews } = parts;
  await registerLocalHost({ store, views, now }, other.host.id, 'other');
  const at = await registerDirectory({ store, views, now }, storageDomainId, other.host.id, '/elsewhere');
  if (at !== null) await waitForViews(at);
  const diskId = await parts.registerDisk('a.qcow2');
  const scanner = createScanner({
    store,
    views,
    waitForViews,
    fleet,
    logger: pino({ level: 'silent' }),
    now,
  });
  await Promise.all([
    scanner.inspect(diskId, hostId, null),
    scanner.inspect(diskId, hostId, null),
    scanner.inspect(diskId, other.host.id, null),
  ]);
  expect(other.searches.flatMap(({ wanted }) => wanted.map(({ path }) => path))).toEqual([
    '/elsewhere/a.qcow2',
  ]);
});

test.each([3_600_000, -3_600_000])(
  'a scan does not care for the clocks of others, which may be off by %i ms',
  async (ahead) => {
    const { store, views, waitForViews } = parts;
    const fleet = new Map([[hostId, { host: parts.fake.host, maxRuns: 2 }]] as const);
    const elsewhere = createScanner({
      ...{ store, views, waitForViews, fleet, logger: pino({ level: 'silent' }) },
      now: () => new Date(Date.now() + ahead),
    });
    putImages(parts.fake, [foundImage('/images/a.qcow2', { allocatedBytes: 1000 })]);
    await elsewhere.scan(hostId, null);
    putImages(parts.fake, [foundImage('/images/a.qcow2', { allocatedBytes: 2000 })]);
    await scan();
    expect(parts.disk('a.qcow2').observation?.allocatedBytes).toBe(2000);
  },
);

test('what was recorded of a disk since a look began is newer than the look', async () => {
  putImages(parts.fake, [foundImage('/images/a.qcow2', { allocatedBytes: 1000 })]);
  await scan();
  const { findImages } = parts.fake.host;
  parts.fake.host.findImages = async (search) => {
    const found = await findImages(search);
    const image = { allocatedBytes: 3000 };
    const { position } = (await handleDiskCommand(
      parts.store,
      parts.disk('a.qcow2').id,
      { type: 'ObserveDisk', observed: { image } },
      systemOrigin(new Date(0)),
    )) ?? { position: null };
    if (position !== null) await parts.waitForViews(position);
    return found;
  };
  putImages(parts.fake, [foundImage('/images/a.qcow2', { allocatedBytes: 2000 })]);
  await scan();
  expect(parts.disk('a.qcow2').observation?.allocatedBytes).toBe(3000);
});
