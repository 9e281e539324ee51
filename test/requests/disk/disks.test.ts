import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Failure } from '../../../src/domain/disk/events.ts';
import { putImages, standsOn } from '../../discovery/a-host.ts';
import { failure, options } from '../../domain/disk/given-when-then.ts';
import { foundImage, inspectedImage } from '../../support/fake-host.ts';
import { accepted, caller, openParts, type Parts, storageDomainId } from '../../support/parts.ts';

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
});
afterEach(() => parts.close());

const input = {
  storageDomainId,
  path: 'web.qcow2',
  name: null,
  format: 'QCOW2',
  allocation: 'THIN',
  wipeAfterDelete: false,
} as const;
const image = inspectedImage('/images/web.qcow2', { allocatedBytes: 5000, provisioned: null });
const missing: Failure = { ...failure, code: 'DISK_MISSING' };

describe('registering a disk', () => {
  test('shows it at once, with what its inspection found', async () => {
    parts.fake.control.inspection = { ok: true, image };
    const diskId = accepted(await parts.requests.registerDisk(input, caller));
    expect(parts.views.disk(diskId)).toMatchObject({
      name: 'web.qcow2',
      path: 'web.qcow2',
      observation: { present: true, virtualSize: 1 << 30, allocatedBytes: 5000 },
    });
  });
  test('labels it, and changes its labels later', async () => {
    parts.fake.control.inspection = { ok: true, image };
    const diskId = accepted(await parts.requests.registerDisk({ ...input, labels: { team: 'web' } }, caller));
    expect(parts.views.disk(diskId)?.labels).toEqual({ team: 'web' });
    accepted(await parts.requests.updateDisk({ diskId, labels: { tier: 'gold' } }, caller));
    accepted(await parts.requests.updateDisk({ diskId, name: 'www' }, caller));
    expect(parts.views.disk(diskId)).toMatchObject({ name: 'www', labels: { tier: 'gold' } });
  });
  test('takes a full path inside the domain, and names the disk by its real place', async () => {
    parts.fake.control.inspection = { ok: true, image: { ...image, realPath: '/images/deep/real.qcow2' } };
    const diskId = accepted(
      await parts.requests.registerDisk({ ...input, path: '/images/link.qcow2' }, caller),
    );
    expect(parts.views.disk(diskId)).toMatchObject({ path: 'deep/real.qcow2' });
  });
  test('is refused for an image that is registered, through whatever path', async () => {
    parts.fake.control.inspection = { ok: true, image };
    const diskId = accepted(await parts.requests.registerDisk(input, caller));
    expect(await parts.requests.registerDisk({ ...input, path: 'link.qcow2' }, caller)).toEqual({
      ok: false,
      refusal: { type: 'DiskAlreadyRegistered', diskId },
    });
  });
  test.each([
    ['/images', '.'],
    ['/images/', '.'],
    ['/images/./sub//web.qcow2', 'sub/web.qcow2'],
    ['/images/sub/../web.qcow2', 'web.qcow2'],
    ['/elsewhere/web.qcow2', '/elsewhere/web.qcow2'],
    ['/images/../web.qcow2', '/images/../web.qcow2'],
    ['./web.qcow2', './web.qcow2'],
  ])('finds the path %s of the domain /images at %s', async (path, below) => {
    parts.fake.control.inspection = { ok: true, image };
    const looked = vi.spyOn(parts.fake.host, 'inspectImage');
    await parts.requests.registerDisk({ ...input, path }, caller);
    expect(looked.mock.lastCall?.[0]).toMatchObject({ path: below });
  });
  test('is refused in an unknown storage domain', async () => {
    expect(await parts.requests.registerDisk({ ...input, storageDomainId: 'dom_x' }, caller)).toMatchObject({
      refusal: { type: 'StorageDomainNotFound' },
    });
  });
  test('is refused for an image that the host refuses, and leaves nothing behind', async () => {
    parts.fake.control.inspection = { ok: false, failure: missing };
    expect(await parts.requests.registerDisk(input, caller)).toEqual({
      ok: false,
      refusal: { type: 'ImageRefused', failure: missing },
    });
    const left = parts.views.disks({}, { field: 'NAME', direction: 'ASC' }, {});
    expect(left.edges).toEqual([]);
  });
});

describe('a disk that others stand on', () => {
  async function registerChild() {
    const base = await parts.registerDisk('base.qcow2');
    parts.fake.control.inspection = {
      ok: true,
      image: {
        ...image,
        realPath: '/images/child.qcow2',
        backing: { name: 'base.qcow2', realPath: '/images/base.qcow2', format: null },
      },
    };
    const child = await parts.registerDisk('child.qcow2');
    parts.fake.control.inspection = null;
    return { base, child };
  }

  test('may not be sparsified', async () => {
    const { base, child } = await registerChild();
    expect(parts.views.disk(base)?.observation?.children).toEqual([child]);
    expect(
      await parts.requests.sparsifyDisk({ diskId: base, idempotencyKey: null, options }, caller),
    ).toMatchObject({ refusal: { type: 'DiskNotEligible', obstacles: [{ code: 'HAS_DERIVED_DISKS' }] } });
  });
  test('may not be either when they were taken out of the catalogue, but when they are gone', async () => {
    const { base, child } = await registerChild();
    const images = [foundImage('/images/base.qcow2')];
    putImages(parts.fake, [...images, foundImage('/images/child.qcow2', standsOn('/images/base.qcow2'))]);
    accepted(await parts.requests.removeDisk({ diskId: child, reason: null }, caller));
    expect(parts.views.disk(base)?.observation).toMatchObject({
      children: [],
      overlays: ['/images/child.qcow2'],
    });
    expect(
      await parts.requests.sparsifyDisk({ diskId: base, idempotencyKey: null, options }, caller),
    ).toMatchObject({ refusal: { type: 'DiskNotEligible', obstacles: [{ code: 'NOT_A_LEAF' }] } });
    putImages(parts.fake, images);
    await parts.sparsify(base);
  });
});

describe('refreshing a disk', () => {
  test('records what is new, and nothing when nothing is', async () => {
    const diskId = await parts.registerDisk();
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    expect(await parts.eventTypes(diskId)).toEqual(['DiskRegistered', 'DiskObserved']);
    parts.fake.control.inspection = { ok: true, image };
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    expect(parts.views.disk(diskId)?.observation?.allocatedBytes).toBe(5000);
    expect(await parts.eventTypes(diskId)).toHaveLength(3);
  });
  test('records that the image is gone', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.inspection = { ok: false, failure: missing };
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    expect(parts.views.disk(diskId)?.observation).toMatchObject({ present: false, allocatedBytes: null });
  });
  test('is refused, and changes nothing, when the inspection finds nothing', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.inspection = { ok: false, failure };
    expect(await parts.requests.refreshDisk({ diskId }, caller)).toMatchObject({
      refusal: { type: 'ImageRefused' },
    });
    expect(await parts.eventTypes(diskId)).toHaveLength(2);
  });
  test('measures what could be given back, as allocated less used', async () => {
    parts.fake.control.inspection = { ok: true, image };
    const diskId = await parts.registerDisk();
    const operation = await parts.ended(parts.requests.measureDisk({ diskId }, caller));
    expect(operation).toMatchObject({ kind: 'REFRESH_DISK', diskId, status: 'SUCCEEDED', failure: null });
    expect(parts.views.disk(diskId)?.reclaimable).toMatchObject({ bytes: 4000, basis: 'MEASURED' });
    expect(parts.beingMeasured.has(diskId)).toBe(false);
  });
  test('keeps runs off a disk until the last of several measurements of it has ended', async () => {
    const diskId = await parts.registerDisk();
    const { measureUsage } = parts.fake.host;
    const holds = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let measuring = 0;
    parts.fake.host.measureUsage = async (ref) => {
      const hold = holds[measuring];
      measuring += 1;
      await hold?.promise;
      return measureUsage(ref);
    };
    const refresh = () => parts.ended(parts.requests.measureDisk({ diskId }, caller));
    const both = [refresh(), refresh()];
    await vi.waitFor(() => expect(measuring).toBe(2));
    holds[0]?.resolve();
    await Promise.race(both);
    expect(parts.beingMeasured.has(diskId)).toBe(true);
    holds[1]?.resolve();
    await Promise.all(both);
    expect(parts.beingMeasured.has(diskId)).toBe(false);
  });
  test('does not measure while a job is on its way', async () => {
    const diskId = await parts.registerDisk();
    const jobId = await parts.sparsify(diskId);
    expect(await parts.requests.measureDisk({ diskId }, caller)).toEqual({
      ok: false,
      refusal: { type: 'DiskBusy', jobId },
    });
  });
  test('needs a disk that is in the catalogue', async () => {
    const diskId = await parts.registerDisk();
    accepted(await parts.requests.removeDisk({ diskId, reason: null }, caller));
    expect(await parts.requests.refreshDisk({ diskId }, caller)).toMatchObject({
      refusal: { type: 'DiskNotFound', diskId },
    });
  });
});

describe('an idempotency key', () => {
  const request = (diskId: `disk_${string}`, changes: Partial<typeof options> = {}, who = caller) =>
    parts.requests.sparsifyDisk(
      { diskId, idempotencyKey: 'nightly', options: { ...options, ...changes } },
      who,
    );

  test('gives the same job for the same input, however often and at once', async () => {
    const diskId = await parts.registerDisk();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => request(diskId)));
    expect(new Set(outcomes.map((outcome) => accepted(outcome))).size).toBe(1);
    const types = await parts.eventTypes(diskId);
    expect(types.filter((type) => type === 'SparsifyRequested')).toHaveLength(1);
  });
  test('gives the same job after that has ended', async () => {
    const diskId = await parts.registerDisk();
    const jobId = accepted(await request(diskId));
    accepted(await parts.requests.cancelSparsifyJob({ jobId, reason: null }, caller));
    expect(accepted(await request(diskId))).toBe(jobId);
    expect(parts.views.job(jobId)?.status).toBe('CANCELED');
  });
  test('is refused with other input for the same disk', async () => {
    const diskId = await parts.registerDisk();
    const jobId = accepted(await request(diskId));
    expect(await request(diskId, { timeoutSeconds: 9 })).toEqual({
      ok: false,
      refusal: { type: 'IdempotencyKeyReused', jobId },
    });
  });
  test('is taken by exactly one of many disks that race for it', async () => {
    const disks = await Promise.all(Array.from({ length: 8 }, () => parts.registerDisk()));
    const outcomes = await Promise.all(disks.map((diskId) => request(diskId)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.type]));
    expect(new Set(refusals)).toEqual(new Set(['IdempotencyKeyReused']));
  });
  test('of another author is another key', async () => {
    const [one, other] = [await parts.registerDisk(), await parts.registerDisk()];
    const bob = { ...caller, actor: { kind: 'USER', id: 'bob' } } as const;
    expect(accepted(await request(one))).not.toBe(accepted(await request(other, {}, bob)));
  });
  test('may come again after a refusal whose cause is gone', async () => {
    const diskId = await parts.registerDisk();
    accepted(await parts.requests.updateDisk({ diskId, allocation: 'PREALLOCATED' }, caller));
    expect(await request(diskId)).toMatchObject({ refusal: { type: 'DiskNotEligible' } });
    accepted(await parts.requests.updateDisk({ diskId, allocation: 'THIN' }, caller));
    accepted(await request(diskId));
  });
});

test('of twenty requests without a key, at once, for one disk, one is accepted', async () => {
  const diskId = await parts.registerDisk();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      parts.requests.sparsifyDisk({ diskId, idempotencyKey: null, options }, caller),
    ),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a request names its author, its request and its job in every event', async () => {
  const diskId = await parts.registerDisk();
  const jobId = await parts.sparsify(diskId);
  const events = await Array.fromAsync(parts.store.readStream(`disk-${diskId}`, { from: 2 }));
  expect(events).toMatchObject([
    {
      type: 'SparsifyRequested',
      metadata: { actor: caller.actor, correlationId: jobId, causationId: 'request-1', schemaVersion: 3 },
    },
  ]);
});

test('a job that is unknown cannot be canceled, nor asked of a host that is', async () => {
  expect(await parts.requests.cancelSparsifyJob({ jobId: 'job_x', reason: null }, caller)).toMatchObject({
    refusal: { type: 'JobNotFound', jobId: 'job_x' },
  });
  const diskId = await parts.registerDisk();
  const elsewhere = { ...options, hostId: 'host_x' } as const;
  expect(
    await parts.requests.sparsifyDisk({ diskId, idempotencyKey: null, options: elsewhere }, caller),
  ).toMatchObject({ refusal: { type: 'HostNotFound', hostId: 'host_x' } });
});
