import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostCapabilities } from '../../../src/domain/host/events.ts';
import { aMachine, machines, putImages, root } from '../../discovery/a-host.ts';
import { capable, createFakeHost, foundImage } from '../../support/fake-host.ts';
import { accepted, caller, openParts, type Parts } from '../../support/parts.ts';

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
  parts.fake.control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
  parts.fake.control.punchesHoles = true;
});
afterEach(() => parts.close());

const hostId = 'host_fake';
const directories = () =>
  parts.views
    .storageDomains({ first: 50 })
    .edges.flatMap(({ node }) => (node.kind === 'DIRECTORY' ? [node.name] : []));
const lastEventOf = async (stream: string) => (await Array.fromAsync(parts.store.readStream(stream))).at(-1);

describe('registering the host', () => {
  test('names it, takes its directories in, and finds what lies there', async () => {
    putImages(parts.fake, [foundImage('/more/web.qcow2')]);
    parts.fake.control.directories.set('/link', { ok: true, realPath: '/more' });
    const input = { name: 'alpha', directories: ['/link', '/more'] };
    const { hostId: named, kind, status } = await parts.ended(parts.requests.registerHost(input, caller));
    expect({ named, kind, status }).toEqual({ named: hostId, kind: 'PROBE_HOST', status: 'SUCCEEDED' });
    expect(parts.views.host(hostId)).toMatchObject({
      name: 'alpha',
      capabilities: { cores: 2 },
      observation: { contact: 'IN_CONTACT' },
    });
    expect(directories()).toEqual(['/images', '/more']);
    expect(parts.disk('web.qcow2').observation?.present).toBe(true);
    expect((await lastEventOf(`disk-${parts.disk('web.qcow2').id}`))?.metadata).toMatchObject({
      actor: caller.actor,
      correlationId: 'request-1',
    });
  });

  test('may be asked again, and changes nothing then', async () => {
    const input = { name: 'alpha', directories: ['/more'] };
    await parts.ended(parts.requests.registerHost(input, caller));
    const before = await parts.events();
    await parts.ended(parts.requests.registerHost(input, caller));
    await parts.ended(parts.requests.registerHost({ name: null, directories: [] }, caller));
    const ofTwoOperations = 4;
    expect(await parts.events()).toBe(before + ofTwoOperations);
  });

  test('is answered once that is recorded, and does not wait for the probe', async () => {
    const probed = Promise.withResolvers<HostCapabilities>();
    parts.fake.host.capabilities = () => probed.promise;
    const started = parts.requests.registerHost({ name: 'alpha', directories: ['/more'] }, caller);
    const { operationId } = accepted(await started);
    expect(parts.views.host(hostId)).toMatchObject({ name: 'alpha', capabilities: null });
    expect(directories()).toEqual(['/images', '/more']);
    expect(parts.views.operation(operationId ?? 'op_')).toMatchObject({
      status: 'RUNNING',
      kind: 'PROBE_HOST',
    });
    probed.resolve(capable);
    await parts.ended(started);
    expect(parts.views.host(hostId)?.capabilities).toEqual(capable);
  });

  test('is refused as a whole for a directory that cannot be read', async () => {
    const message = '/bad is not there: make or mount it.';
    parts.fake.control.directories.set('/bad', { ok: false, message });
    const before = await parts.events();
    expect(
      await parts.requests.registerHost({ name: 'alpha', directories: ['/more', '/bad'] }, caller),
    ).toEqual({ ok: false, refusal: { type: 'DirectoryRefused', path: '/bad', message } });
    expect(await parts.events()).toBe(before);
  });
});

test('a probe finds out again what a host can do, and scans it', async () => {
  putImages(parts.fake, [foundImage('/images/web.qcow2')]);
  parts.fake.control.capabilities = { ...capable, cores: 64 };
  await parts.ended(parts.requests.probeHost({ hostId }, caller));
  expect(parts.views.host(hostId)?.capabilities?.cores).toBe(64);
  expect(parts.disks()).toHaveLength(1);
});

test('a scan is asked for of a host of this server only', async () => {
  await parts.join(createFakeHost('host_other'));
  await parts.ended(parts.requests.scanHost({ hostId }, caller));
  expect(await parts.requests.scanHost({ hostId: 'host_other' }, caller)).toEqual({
    ok: false,
    refusal: { type: 'HostElsewhere', hostId: 'host_other' },
  });
  expect(await parts.requests.probeHost({ hostId: 'host_none' }, caller)).toEqual({
    ok: false,
    refusal: { type: 'HostNotFound', hostId: 'host_none' },
  });
});

describe('a disk', () => {
  test('that a scan registered is registered already', async () => {
    putImages(parts.fake, [foundImage('/images/disk-1.qcow2')]);
    await parts.ended(parts.requests.scanHost({ hostId }, caller));
    const { id } = parts.disk('disk-1.qcow2');
    await expect(parts.registerDisk('disk-1.qcow2')).rejects.toThrow(
      JSON.stringify({ type: 'DiskAlreadyRegistered', diskId: id }),
    );
  });

  test('shows when it is registered which machines have it', async () => {
    parts.fake.control.machines = machines(aMachine('web', 'RUNNING', '/images/disk-1.qcow2'));
    const id = await parts.registerDisk('disk-1.qcow2');
    expect(parts.views.disk(id)?.observation?.attachments).toMatchObject([{ vmName: 'web' }]);
  });

  test('alone is inspected when it is refreshed', async () => {
    putImages(parts.fake, [foundImage('/images/one.qcow2'), foundImage('/images/two.qcow2')]);
    await parts.ended(parts.requests.scanHost({ hostId }, caller));
    const [one, two] = [parts.disk('one.qcow2').id, parts.disk('two.qcow2').id];
    const small = { allocatedBytes: 1 };
    putImages(parts.fake, [foundImage('/images/one.qcow2', small), foundImage('/images/two.qcow2', small)]);
    accepted(await parts.requests.refreshDisk({ diskId: one }, caller));
    expect(parts.views.disk(one)?.observation?.allocatedBytes).toBe(1);
    expect(parts.views.disk(two)?.observation?.allocatedBytes).toBe(300_000_000);
    expect(parts.fake.searches.at(-1)?.wanted.map(({ path }) => path)).toEqual(['/images/one.qcow2']);
  });
});

test('tools that were missing and are there now do not refuse a request', async () => {
  putImages(parts.fake, [foundImage('/images/web.qcow2')]);
  parts.fake.control.capabilities = {
    ...capable,
    lacks: [{ what: 'no virt-sparsify', remedy: 'Install it.' }],
  };
  await parts.ended(parts.requests.probeHost({ hostId }, caller));
  const diskId = parts.disk('web.qcow2').id;
  const request = { diskId, idempotencyKey: null, options: noOptions };
  expect(await parts.requests.sparsifyDisk(request, caller)).toMatchObject({
    refusal: { obstacles: [{ code: 'NO_CAPABLE_HOST' }] },
  });
  parts.fake.control.capabilities = capable;
  accepted(await parts.requests.sparsifyDisk(request, caller));
});

const noOptions = { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: null };
