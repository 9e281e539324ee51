import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HostUnreachable } from '../../src/hosts/host.ts';
import { aMachine, machines } from '../discovery/a-host.ts';
import { area, contentsWith } from '../domain/disk/some-contents.ts';
import { accepted, caller, openParts, type Parts } from '../support/parts.ts';

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

/** Counts the looks into images. */
function counted() {
  const { host } = parts.fake;
  const looks: unknown[] = [];
  const { inspectContents: lookInside } = host;
  host.inspectContents = (image, known) => {
    looks.push(known);
    return lookInside(image, known);
  };
  return looks;
}

describe('before a disk is sparsified, its image is looked into', () => {
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
    const looks = counted();
    expect(await request(diskId)).toMatchObject({ refusal: { obstacles: [{ code: 'VM_NOT_DOWN' }] } });
    expect(looks).toEqual([]);
  });

  test('not again where the request was accepted before, under the same key', async () => {
    const diskId = await parts.registerDisk();
    const again = () => parts.requests.sparsifyDisk({ diskId, idempotencyKey: 'nightly', options }, caller);
    const jobId = accepted(await again());
    const looks = counted();
    parts.fake.control.contents = hibernated;
    expect(accepted(await again())).toBe(jobId);
    expect(looks).toEqual([]);
  });

  test('not by a scan', async () => {
    await parts.registerDisk();
    const looks = counted();
    await parts.ended(parts.requests.scanHost({ hostId: parts.fake.host.id }, caller));
    expect(looks).toEqual([]);
  });

  test('and a look that fails does not refuse the request', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.host.inspectContents = () => Promise.reject(new HostUnreachable('No answer.'));
    accepted(await request(diskId));
  });
});

describe('a disk that is refreshed', () => {
  test('is looked into, with what is known of it', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.contents = encrypted;
    const looks = counted();
    const refresh = () => parts.requests.refreshDisk({ diskId }, caller);
    accepted(await refresh());
    const before = await parts.events();
    accepted(await refresh());
    expect(looks).toEqual([null, encrypted]);
    expect(await parts.events()).toBe(before);
  });

  test('keeps nothing of what cannot be told any more', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.contents = encrypted;
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    parts.fake.control.contents = null;
    accepted(await parts.requests.refreshDisk({ diskId }, caller));
    expect(parts.views.disk(diskId)?.observation?.contents).toBeNull();
  });
});

test('many requests at once have a few images looked into at a time', async () => {
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
