import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { HostUnreachable } from '../../../src/hosts/host.ts';
import { aMachine, machines, putImages } from '../../discovery/a-host.ts';
import { area, contentsWith } from '../../domain/disk/some-contents.ts';
import { until } from '../../hosts/processes.ts';
import { foundImage } from '../../support/fake-host.ts';
import { accepted, caller, openParts, type Parts } from '../../support/parts.ts';

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
});
afterEach(() => parts.close());

const hibernated = contentsWith({ areas: [area({ type: 'ntfs', state: 'HIBERNATED' })] });
const encrypted = contentsWith({ areas: [area({ kind: 'ENCRYPTED', type: 'crypto_LUKS', state: null })] });
const options = { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: null };

const request = (diskId: Awaited<ReturnType<Parts['registerDisk']>>) =>
  parts.requests.sparsifyDisk({ diskId, idempotencyKey: null, options }, caller);

/** Counts the inspections of contents. */
function counted() {
  const { host } = parts.fake;
  const inspections: unknown[] = [];
  const { inspectContents } = host;
  host.inspectContents = (image, known) => {
    inspections.push(known);
    return inspectContents(image, known);
  };
  return inspections;
}

describe('before a disk is sparsified, the contents of its image are inspected', () => {
  test('at the request, which is refused for what is encrypted until that is gone', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.contents = encrypted;
    expect(await request(diskId)).toMatchObject({
      refusal: { type: 'DiskNotEligible', obstacles: [{ code: 'ENCRYPTED' }] },
    });
    expect(parts.views.disk(diskId)?.observation?.contents).toEqual(encrypted);
    parts.fake.control.contents = contentsWith();
    accepted(await request(diskId));
  });

  test('at the request, which must name that a guest is hibernated', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.contents = hibernated;
    expect(await request(diskId)).toMatchObject({
      refusal: { type: 'WarningsNotAcknowledged', warnings: [{ code: 'GUEST_HIBERNATED' }] },
    });
  });

  test('right before the run, which does not start for a guest that was hibernated meanwhile', async () => {
    const diskId = await parts.registerDisk();
    const jobId = accepted(await request(diskId));
    parts.fake.control.contents = hibernated;
    parts.startCoordinator();
    await parts.reached(jobId, 'FAILED');
    expect(parts.views.job(jobId)?.failure).toMatchObject({
      code: 'DISK_NOT_ELIGIBLE',
      message: expect.stringContaining('/dev/sda2 (ntfs'),
      remedy: expect.stringContaining('GUEST_HIBERNATED in acknowledgeWarnings'),
    });
    expect(parts.fake.starts).toEqual([]);
  });

  test('not where something else stands in the way', async () => {
    parts.fake.control.machines = machines(aMachine('web', 'RUNNING', '/images/disk-1.qcow2'));
    const diskId = await parts.registerDisk('disk-1.qcow2');
    const inspections = counted();
    expect(await request(diskId)).toMatchObject({ refusal: { obstacles: [{ code: 'VM_NOT_DOWN' }] } });
    expect(inspections).toEqual([]);
  });

  test('not again where the request was accepted before, under the same key', async () => {
    const diskId = await parts.registerDisk();
    const again = () => parts.requests.sparsifyDisk({ diskId, idempotencyKey: 'nightly', options }, caller);
    const jobId = accepted(await again());
    const inspections = counted();
    parts.fake.control.contents = hibernated;
    expect(accepted(await again())).toBe(jobId);
    expect(inspections).toEqual([]);
  });

  test('not at the request where its contents are known of it as it is', async () => {
    parts.fake.control.contents = contentsWith();
    const diskId = await parts.registerDisk();
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    const inspections = counted();
    accepted(await request(diskId));
    expect(inspections).toEqual([]);
  });

  test('at the request where it was seen changed since its contents were inspected', async () => {
    const diskId = await parts.registerDisk('web.qcow2');
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    parts.fake.control.contents = encrypted;
    putImages(parts.fake, [foundImage('/images/web.qcow2', { allocatedBytes: 1 })]);
    await parts.ended(parts.requests.scanHost({ hostId: parts.fake.host.id }, caller));
    expect(await request(diskId)).toMatchObject({ refusal: { obstacles: [{ code: 'ENCRYPTED' }] } });
  });

  test.each([
    ['encrypted', encrypted, 'ENCRYPTED'],
    ['hibernated', hibernated, 'GUEST_HIBERNATED'],
  ])('once more before what is known to be %s refuses the request', async (_, contents, code) => {
    const diskId = await parts.registerDisk();
    parts.fake.control.contents = contents;
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    const inspections = counted();
    expect(JSON.stringify(await request(diskId))).toContain(code);
    expect(inspections).toHaveLength(1);
    parts.fake.control.contents = contentsWith();
    accepted(await request(diskId));
  });

  test('not by a scan', async () => {
    await parts.registerDisk();
    const inspections = counted();
    await parts.ended(parts.requests.scanHost({ hostId: parts.fake.host.id }, caller));
    expect(inspections).toEqual([]);
  });

  test('and an inspection that fails does not refuse the request', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.host.inspectContents = () => Promise.reject(new HostUnreachable('No answer.'));
    accepted(await request(diskId));
  });
});

describe('storage that does not answer', () => {
  test('holds up neither requests for its disks for long, nor many', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => parts.registerDisk()));
    const answers = Promise.withResolvers<null>();
    let inspected = 0;
    parts.fake.host.inspectContents = () => {
      inspected += 1;
      return answers.promise;
    };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    const outcomes = Promise.all(ids.map(request));
    await vi.waitFor(() => expect(inspected).toBe(4));
    await vi.advanceTimersByTimeAsync(10_000);
    for (const outcome of await outcomes) accepted(outcome);
    const another = await parts.registerDisk();
    accepted(await request(another));
    expect(inspected).toBe(4);
    expect(parts.views.disk(another)?.contentsCurrent).toBe(false);
    answers.resolve(null);
    await until(() => inspected === 12);
    const last = await parts.registerDisk();
    parts.fake.control.contents = encrypted;
    parts.fake.host.inspectContents = async () => encrypted;
    expect(await request(last)).toMatchObject({ refusal: { type: 'DiskNotEligible' } });
  });
});

describe('a disk that is refreshed', () => {
  test('has its contents inspected, with what is known of them', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.contents = encrypted;
    const inspections = counted();
    const refresh = () => parts.requests.refreshDisk({ diskId }, caller);
    accepted(await refresh());
    const before = await parts.events();
    accepted(await refresh());
    expect(inspections).toEqual([null, encrypted]);
    expect(await parts.events()).toBe(before);
  });

  test('keeps nothing of contents that are not known any more', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.contents = encrypted;
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    parts.fake.control.contents = null;
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    expect(parts.views.disk(diskId)?.observation?.contents).toBeNull();
  });
});

test('many requests at once have the contents of a few images inspected at a time', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => parts.registerDisk()));
  let now = 0;
  let most = 0;
  parts.fake.host.inspectContents = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise(setImmediate);
    now -= 1;
    return null;
  };
  for (const outcome of await Promise.all(ids.map(request))) accepted(outcome);
  expect(most).toBe(4);
});

describe('many disks at once', () => {
  test('are accepted or refused each by itself, in the order of the request', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => parts.registerDisk()));
    const [busy] = ids;
    if (busy === undefined) throw new Error('There is no disk.');
    const jobId = await parts.sparsify(busy);
    const inputs = [...ids, 'disk_none' as const].map((diskId) => ({
      diskId,
      idempotencyKey: null,
      options,
    }));
    const outcomes = await parts.requests.sparsifyDisks(inputs, caller);
    expect(outcomes.map((outcome) => outcome.ok || outcome.refusal.type)).toEqual([
      'DiskBusy',
      ...ids.slice(1).map(() => true),
      'DiskNotFound',
    ]);
    expect(outcomes[0]).toMatchObject({ refusal: { jobId } });
    expect(outcomes.slice(1, -1).map((outcome) => parts.views.job(accepted(outcome))?.diskId)).toEqual(
      ids.slice(1),
    );
  });

  test('that share an idempotency key are not the same request', async () => {
    const [one, other] = [await parts.registerDisk(), await parts.registerDisk()];
    const inputs = [one, other, one].map((diskId) => ({ diskId, idempotencyKey: 'nightly', options }));
    const outcomes = await parts.requests.sparsifyDisks(inputs, caller);
    expect(outcomes.filter(({ ok }) => ok)).not.toHaveLength(3);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.type]))).toContain(
      'IdempotencyKeyReused',
    );
  });
});
