import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostId } from '../../../src/domain/ids.ts';
import type { Services } from '../../../src/resolvers/context.ts';
import { requestOrigin } from '../../../src/streams/envelope.ts';
import { handleHostCommand } from '../../../src/streams/handle-command.ts';
import { aMachine, machines, nfs, putImages, root } from '../../discovery/a-host.ts';
import { createFakeHost, type FakeHost, foundImage, goodReport } from '../../support/fake-host.ts';
import { accepted, caller, openParts, type Parts } from '../../support/parts.ts';
import { follow } from '../../support/run-operation.ts';

const id: HostId = 'host_two';
let parts: Parts;
let two: FakeHost;
beforeEach(async () => {
  parts = await openParts();
  parts.fake.control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
  parts.fake.control.punchesHoles = true;
  two = createFakeHost(id);
  two.control.storage = {
    mounts: [root, nfs('/srv/nas')],
    blockDevices: [],
    volumeGroups: new Map(),
    problems: [],
  };
  two.control.punchesHoles = true;
});
afterEach(() => parts.close());

const register = (address: string, input: object = {}) =>
  parts.requests.registerHost({ address, directories: [], ...input }, caller);
const registered = (address: string, input: object = {}) => parts.ended(register(address, input));
const events = async (hostId: HostId = id) =>
  (await Array.fromAsync(parts.store.readStream(`host-${hostId}`))).map(({ type }) => type);
const because = { hostId: id, reason: 'new disks' };
const noOptions = { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: null };

describe('registering a host by its address', () => {
  test('records it as it is reached, with what is said of it, and finds its images', async () => {
    parts.reachAt('root@two:22', two, { name: 'kvm2' });
    putImages(two, [foundImage('/srv/images/web.qcow2')]);
    const settings = { maxRuns: 3, labels: { site: 'a' }, directories: ['/srv/images'] };
    await registered('root@two:22', settings);
    expect(parts.views.host(id)).toMatchObject({
      ...{ name: 'kvm2', status: 'ACTIVE', maxRuns: 3, labels: { site: 'a' } },
      ...{ ssh: { address: 'root@two:22' }, observation: { contact: 'IN_CONTACT' } },
    });
    expect(parts.disk('web.qcow2').observation?.present).toBe(true);
    expect(parts.fake.searches).toEqual([]);
  });

  test('sent again, changes nothing', async () => {
    parts.reachAt('two', two);
    const settings = { name: 'kvm2', labels: { site: 'a' }, directories: ['/srv/images'] };
    await registered('two', settings);
    const before = await events();
    await registered('two', settings);
    await registered('two');
    expect(await events()).toEqual(before);
    expect(parts.views.host(id)).toMatchObject({ name: 'kvm2', labels: { site: 'a' } });
  });

  test('under another address, is the same host, reached there from now on', async () => {
    parts.reachAt('two', two);
    await registered('two', { name: 'kvm2' });
    parts.reachAt('root@10.0.0.2', two, { name: 'other' });
    await registered('root@10.0.0.2');
    expect(parts.views.host(id)).toMatchObject({ name: 'kvm2', ssh: { address: 'root@10.0.0.2' } });
    expect(await events()).toContain('HostAccessChanged');
    expect(parts.views.hosts({ first: 50 }).edges.map(({ node }) => node.id)).toEqual(['host_fake', id]);
  });

  test('is refused for a copy with the same machine id while the other answers', async () => {
    parts.reachAt('two', two);
    await registered('two');
    parts.reachAt('copy', two, { bootId: 'another' });
    const before = await events();
    const refusal = {
      type: 'HostUnreachable',
      message: expect.stringContaining('one is a copy of the other'),
    };
    expect(await register('copy')).toMatchObject({ refusal });
    expect(await events()).toEqual(before);
    // It was moved, as nobody answers where it was.
    parts.silence('two');
    await registered('copy');
    expect(parts.views.host(id)?.ssh?.address).toBe('copy');
  });

  test('is refused for what may be a copy, while the other is out of contact and has a run', async () => {
    parts.reachAt('two', two);
    putImages(two, [foundImage('/srv/images/a.qcow2')]);
    await registered('two', { directories: ['/srv/images'] });
    parts.startCoordinator();
    const job = await parts.sparsify(parts.disk('a.qcow2').id);
    await parts.reached(job, 'RUNNING');
    parts.silence('two');
    parts.reachAt('copy', two, { bootId: 'another' });
    const refusal = {
      type: 'HostUnreachable',
      message: expect.stringMatching(/of job_\S+ for one.*confirmHostDown/),
    };
    expect(await register('copy')).toMatchObject({ refusal });
    expect(await parts.requests.updateHost({ hostId: id, address: 'copy' }, caller)).toMatchObject({
      refusal,
    });
    expect(parts.views.host(id)?.ssh?.address).toBe('two');
    // In the boot in which the run was started it is the same machine.
    parts.reachAt('moved', two, { bootId: two.control.bootId });
    await registered('moved');
    expect(parts.views.host(id)?.ssh?.address).toBe('moved');
    const [run] = two.starts;
    if (run === undefined) throw new Error('No run was started.');
    two.end(run, goodReport);
    await parts.reached(job, 'COMPLETED');
  });

  test('is refused for one of two copies that are registered at once', async () => {
    parts.reachAt('two', two);
    parts.reachAt('copy', two, { bootId: 'another' });
    const answers = await Promise.all([register('two'), register('copy')]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({
      ok: false,
      refusal: { type: 'HostUnreachable', message: expect.stringContaining('one is a copy of the other') },
    });
  });

  test('is refused as a user who would look for the records of runs elsewhere, until these have ended', async () => {
    parts.reachAt('root@two', two);
    putImages(two, [foundImage('/srv/images/a.qcow2')]);
    await registered('root@two', { directories: ['/srv/images'] });
    parts.startCoordinator();
    const job = await parts.sparsify(parts.disk('a.qcow2').id);
    await parts.reached(job, 'RUNNING');
    const runsDirectory = '/home/ann/.local/state/winnow/runs';
    parts.reachAt('ann@two', two, { ssh: { address: 'ann@two', hostKey: null, runsDirectory } });
    expect(await register('ann@two')).toMatchObject({
      refusal: { message: expect.stringContaining(`would look for them in ${runsDirectory}`) },
    });
    const [run] = two.starts;
    if (run === undefined) throw new Error('No run was started.');
    two.end(run, goodReport);
    await parts.reached(job, 'COMPLETED');
    await registered('ann@two');
    expect(parts.views.host(id)?.ssh).toMatchObject({ address: 'ann@two', runsDirectory });
  });

  test('is refused for a copy of the host that the server runs on', async () => {
    parts.reachAt('copy', parts.fake, { bootId: 'another' });
    expect(await register('copy')).toMatchObject({
      refusal: { message: expect.stringContaining('as the host that this server runs on') },
    });
    expect(parts.views.host('host_fake')?.ssh).toBeNull();
  });

  test('is refused as a whole for a directory that cannot be registered there', async () => {
    const message = '/bad is not there.';
    parts.reachAt('two', two, { directories: new Map([['/bad', { ok: false, message }]]) });
    expect(await register('two', { directories: ['/srv/images', '/bad'] })).toEqual({
      ok: false,
      refusal: { type: 'DirectoryRefused', path: '/bad', message },
    });
    expect(await events()).toEqual([]);
  });

  test('is refused where nobody answers', async () => {
    expect(await register('nowhere')).toMatchObject({ refusal: { type: 'HostUnreachable' } });
  });
});

describe('updating a host', () => {
  beforeEach(async () => {
    parts.reachAt('two', two);
    await registered('two', { name: 'kvm2', maxRuns: 3, labels: { site: 'a', rack: '7' } });
  });
  const update = (input: object) => parts.requests.updateHost({ hostId: id, ...input }, caller);

  test('changes what is given, and leaves the rest', async () => {
    expect(accepted(await update({ labels: { site: 'b' } }))).toEqual({ hostId: id, operationId: null });
    expect(parts.views.host(id)).toMatchObject({ name: 'kvm2', maxRuns: 3, labels: { site: 'b' } });
    accepted(await update({ maxRuns: 0, name: 'kvm-2' }));
    expect(parts.views.host(id)).toMatchObject({ name: 'kvm-2', maxRuns: null, labels: { site: 'b' } });
    const before = await parts.events();
    accepted(await update({ name: 'kvm-2' }));
    accepted(await update({}));
    expect(await parts.events()).toBe(before);
  });

  test('at another address is accepted where the same host answers, and scans it there', async () => {
    parts.reachAt('10.0.0.2', two);
    const { kind } = await parts.ended(update({ address: '10.0.0.2', name: 'moved' }));
    expect(kind).toBe('SCAN_HOST');
    expect(parts.views.host(id)).toMatchObject({ name: 'moved', ssh: { address: '10.0.0.2' } });
    const three = createFakeHost('host_three');
    parts.reachAt('10.0.0.3', three);
    expect(await update({ address: '10.0.0.3' })).toMatchObject({
      refusal: { message: expect.stringContaining('At 10.0.0.3 another host answers') },
    });
    parts.reachAt('copy', two, { bootId: 'another' });
    expect(await update({ address: 'copy' })).toMatchObject({
      refusal: { message: expect.stringContaining('one is a copy of the other') },
    });
    expect(parts.views.host(id)?.ssh?.address).toBe('10.0.0.2');
  });

  test('is refused for one that is not registered, or is not any more', async () => {
    const notFound = { ok: false, refusal: { type: 'HostNotFound', hostId: id } };
    accepted(await parts.requests.removeHost(because, caller));
    expect(await update({ name: 'x' })).toEqual(notFound);
    expect(await parts.requests.acceptHostKey({ hostId: id, fingerprint: 'SHA256:x' }, caller)).toEqual(
      notFound,
    );
    expect(await parts.requests.scanHost({ hostId: id }, caller)).toEqual(notFound);
    expect(await parts.requests.probeHost({ hostId: id }, caller)).toEqual(notFound);
    expect(await parts.requests.drainHost(because, caller)).toEqual(notFound);
    expect(await parts.requests.activateHost(because, caller)).toEqual(notFound);
  });
});

describe('draining a host', () => {
  beforeEach(async () => {
    parts.reachAt('two', two);
    await registered('two', { directories: ['/srv/images'] });
    putImages(two, [foundImage('/srv/images/a.qcow2'), foundImage('/srv/images/b.qcow2')]);
    await parts.ended(parts.requests.scanHost({ hostId: id }, caller));
  });

  test('lets its runs end and starts no more of them until it is activated; the job that waits says so', async () => {
    const coordinator = parts.startCoordinator();
    const first = await parts.sparsify(parts.disk('a.qcow2').id);
    await parts.reached(first, 'RUNNING');
    accepted(await parts.requests.drainHost(because, caller));
    expect(parts.views.host(id)?.status).toBe('DRAINED');
    const second = await parts.sparsify(parts.disk('b.qcow2').id);
    const [run] = two.starts;
    if (run === undefined) throw new Error('No run was started.');
    two.end(run, goodReport);
    await parts.reached(first, 'COMPLETED');
    const job = parts.views.job(second);
    expect(job?.status).toBe('REQUESTED');
    expect(job && coordinator.waitingFor(job)?.message).toMatch(/drained/);
    expect(two.starts).toHaveLength(1);
    accepted(await parts.requests.activateHost(because, caller));
    await parts.reached(second, 'RUNNING');
    expect(two.starts).toHaveLength(2);
    expect((await events()).filter((type) => /Drained|Activated/.test(type))).toEqual([
      'HostDrained',
      'HostActivated',
    ]);
  });

  test('may be asked again', async () => {
    accepted(await parts.requests.drainHost(because, caller));
    const before = await parts.events();
    accepted(await parts.requests.drainHost(because, caller));
    expect(await parts.events()).toBe(before);
  });
});

describe('removing a host', () => {
  beforeEach(async () => {
    parts.reachAt('two', two);
    putImages(two, [foundImage('/srv/images/a.qcow2')]);
    two.control.machines = machines(aMachine('web', 'SHUT_OFF', '/srv/nas/web.qcow2'));
    await registered('two', { directories: ['/srv/images'] });
  });
  const remove = () => parts.requests.removeHost(because, caller);
  const mountsOfTwo = () => parts.views.storageDomains({ first: 50 }, { hostId: id }).edges;

  test('leaves its disks out of reach, and their history', async () => {
    const disk = parts.disk('a.qcow2').id;
    expect(mountsOfTwo().length).toBeGreaterThan(1);
    accepted(await remove());
    expect(parts.views.host(id)).toMatchObject({ status: 'REMOVED', removedAt: expect.any(String) });
    expect(parts.views.hosts({ first: 50 }).edges.map(({ node }) => node.id)).toEqual(['host_fake']);
    expect(mountsOfTwo()).toEqual([]);
    expect(parts.views.disk(disk)).toMatchObject({ removedAt: null });
    const request = { diskId: disk, idempotencyKey: null, options: noOptions };
    expect(await parts.requests.sparsifyDisk(request, caller)).toMatchObject({
      refusal: { obstacles: [{ code: 'NO_CAPABLE_HOST' }] },
    });
    expect(parts.views.activity({ hostId: id }, 'DESC', { first: 1 }).edges[0]?.node).toMatchObject({
      type: 'HostRemoved',
      data: { reason: 'new disks' },
    });
    expect(await remove()).toMatchObject({ refusal: { type: 'HostNotFound' } });
  });

  test('is refused while it runs a job, and for the host of the server', async () => {
    parts.startCoordinator();
    const job = await parts.sparsify(parts.disk('a.qcow2').id);
    await parts.reached(job, 'RUNNING');
    expect(await remove()).toEqual({ ok: false, refusal: { type: 'HostBusy', hostId: id, jobId: job } });
    expect(parts.views.host(id)?.status).toBe('ACTIVE');
    expect(await parts.requests.removeHost({ hostId: 'host_fake', reason: null }, caller)).toMatchObject({
      refusal: { type: 'HostNotRemovable' },
    });
  });

  test('goes on where it was interrupted, when it is sent again', async () => {
    const origin = requestOrigin(caller, new Date());
    const handled = await handleHostCommand(parts.store, id, { type: 'RemoveHost', reason: null }, origin);
    if (handled?.position) await parts.waitForViews(handled.position);
    expect(mountsOfTwo()).not.toEqual([]);
    accepted(await remove());
    expect(mountsOfTwo()).toEqual([]);
  });

  test('is not undone by a scan that began before it', async () => {
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const { findVms } = two.host;
    two.host.findVms = async () => {
      asked.resolve();
      await answered.promise;
      return findVms();
    };
    const scan = parts.scanner.scan(id, null);
    await asked.promise;
    accepted(await remove());
    answered.resolve();
    await scan;
    expect(mountsOfTwo()).toEqual([]);
    await parts.scanner.scan(id, null);
    expect(mountsOfTwo()).toEqual([]);
  });

  test('by another server is not undone by a scan whose views do not show it yet', async () => {
    accepted(await remove());
    const before = parts.views.host(id);
    const behind = {
      ...parts.views,
      host: (hostId: HostId) =>
        hostId === id ? before && { ...before, status: 'ACTIVE' as const } : parts.views.host(hostId),
    };
    await parts.scannerOn(behind).scan(id, null);
    expect(mountsOfTwo()).toEqual([]);
  });

  test('is taken back by registering it again', async () => {
    const disk = parts.disk('a.qcow2').id;
    accepted(await remove());
    await registered('two', { directories: ['/srv/images'] });
    expect(parts.views.host(id)).toMatchObject({ status: 'ACTIVE', removedAt: null });
    expect(parts.disk('a.qcow2')).toMatchObject({ id: disk, observation: { present: true } });
    expect(await events()).toEqual(expect.arrayContaining(['HostRemoved', 'HostRegistered']));
  });
});

test('the subscription to hosts shows each change as it is made', async () => {
  const services = { views: parts.views, feed: parts.feed } as unknown as Services;
  const shown = await follow(services, 'subscription { hosts { host { id name state address } } }');
  const next = async (): Promise<unknown> => {
    const { value } = await shown.next();
    return value?.data?.hosts;
  };
  expect(await next()).toMatchObject({ host: { id: 'host_fake' } });
  const until = async (wanted: object) => {
    for (;;) {
      const update = await next();
      try {
        expect(update).toMatchObject({ host: { id, ...wanted } });
        return;
      } catch {
        if (update === undefined) throw new Error(`${JSON.stringify(wanted)} was not shown.`);
      }
    }
  };
  parts.reachAt('two', two);
  await registered('two');
  await until({ name: 'fake', state: 'ACTIVE', address: 'two' });
  accepted(await parts.requests.updateHost({ hostId: id, name: 'kvm2' }, caller));
  await until({ name: 'kvm2' });
  parts.reachAt('10.0.0.2', two);
  await registered('10.0.0.2');
  await until({ address: '10.0.0.2' });
  accepted(await parts.requests.drainHost(because, caller));
  await until({ state: 'DRAINED' });
  accepted(await parts.requests.activateHost(because, caller));
  await until({ state: 'ACTIVE' });
  accepted(await parts.requests.removeHost(because, caller));
  await until({ state: 'REMOVED' });
  await shown.return();
});
