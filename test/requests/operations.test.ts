import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OperationId } from '../../src/domain/ids.ts';
import { putImages } from '../discovery/a-host.ts';
import { createFakeHost, foundImage } from '../support/fake-host.ts';
import { accepted, caller, openParts, type Parts } from '../support/parts.ts';

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
});
afterEach(() => parts.close());

const hostId = 'host_fake';
const shown = (id: OperationId) => parts.views.operation(id);

/** Keeps the host's scans from going on until it is called. */
function heldScan(): () => void {
  const hold = Promise.withResolvers<void>();
  const { findVms } = parts.fake.host;
  parts.fake.host.findVms = async () => {
    await hold.promise;
    return findVms();
  };
  return hold.resolve;
}

test('a scan is answered at once with an operation, which is shown until and after its end', async () => {
  putImages(parts.fake, [foundImage('/images/web.qcow2')]);
  const goOn = heldScan();
  const id = accepted(await parts.requests.scanHost({ hostId }, caller));
  expect(id).toMatch(/^op_/);
  expect(shown(id)).toMatchObject({
    kind: 'SCAN_HOST',
    hostId,
    diskId: null,
    status: 'RUNNING',
    requestedBy: caller.actor,
    endedAt: null,
    failure: null,
  });
  expect(parts.views.runningOperations().map((operation) => operation.id)).toEqual([id]);
  goOn();
  expect(await parts.ended(Promise.resolve({ ok: true, value: id }))).toMatchObject({
    id,
    status: 'SUCCEEDED',
    endedAt: expect.any(String),
  });
  expect(parts.views.runningOperations()).toEqual([]);
  expect(parts.disks()).toHaveLength(1);
});

test('an operation that fails says why and what to do', async () => {
  const diskId = await parts.registerDisk();
  const failure = { code: 'FILESYSTEM_CORRUPT', message: 'It is damaged.', remedy: 'Check it.' } as const;
  parts.fake.host.measureUsage = async () => ({
    ok: false,
    failure: { ...failure, outputTail: null, retryable: false },
  });
  expect(await parts.ended(parts.requests.measureDisk({ diskId }, caller))).toMatchObject({
    kind: 'REFRESH_DISK',
    hostId,
    diskId,
    status: 'FAILED',
    failure,
  });
  expect(parts.beingMeasured.has(diskId)).toBe(false);
});

test('a fault ends an operation too', async () => {
  parts.fake.host.findStorage = () => Promise.reject(new Error('no idea'));
  expect(await parts.ended(parts.requests.scanHost({ hostId }, caller))).toMatchObject({
    status: 'FAILED',
    failure: { code: 'INTERNAL_ERROR', message: 'no idea' },
  });
});

test('what had not ended when the server stopped is done again by the next, for who asked, and ends once', async () => {
  putImages(parts.fake, [foundImage('/images/web.qcow2')]);
  const goOn = heldScan();
  const id = accepted(await parts.requests.scanHost({ hostId }, caller));
  parts.operations.stop();
  goOn();
  await vi.waitFor(() => expect(parts.disks()).toHaveLength(1));
  expect(shown(id)?.status).toBe('RUNNING');

  const next = parts.restartedRequests();
  await Promise.all([next.operations.resume(), next.operations.resume()]);
  expect(await parts.ended(Promise.resolve({ ok: true, value: id }))).toMatchObject({
    status: 'SUCCEEDED',
    requestedBy: caller.actor,
  });
  const events = await Array.fromAsync(parts.store.readStream(`operation-${id}`));
  expect(events.map(({ type }) => type)).toEqual(['OperationRequested', 'OperationSucceeded']);
});

test('operations of another host are left to its server', async () => {
  const release = heldScan();
  const id = accepted(await parts.requests.scanHost({ hostId }, caller));
  parts.operations.stop();
  release();
  const other = await parts.join(createFakeHost('host_other'));
  await other.operations.resume();
  await parts.ended(other.requests.scanHost({ hostId: 'host_other' }, caller));
  expect(shown(id)?.status).toBe('RUNNING');
});

test('a subscriber that comes later gets the operation as it stood at each event', async () => {
  const after = parts.feed.presentCursor();
  const { id } = await parts.ended(parts.requests.scanHost({ hostId }, caller));
  const seen: unknown[] = [];
  for await (const change of parts.feed.changes({ after, wants: ({ operation }) => operation?.id === id })) {
    seen.push(change.operation?.status);
    expect(change.activity).toBeNull();
    if (change.operation?.status === 'SUCCEEDED') break;
  }
  expect(seen).toEqual(['RUNNING', 'SUCCEEDED']);
});

test('of many hosts that are registered at once some are scanned at a time, and the server’s own does not wait for them', async () => {
  const going = new Set<string>();
  let most = 0;
  const answered = Promise.withResolvers<void>();
  const full = Promise.withResolvers<void>();
  const started = Array.from({ length: 40 }, (_, index) => {
    const host = createFakeHost(`host_${index}`);
    const { findVms } = host.host;
    host.host.findVms = async () => {
      going.add(host.host.id);
      most = Math.max(most, going.size);
      if (going.size === 32) full.resolve();
      await answered.promise;
      going.delete(host.host.id);
      return findVms();
    };
    parts.reachAt(`hv${index}`, host);
    return parts.requests.registerHost({ address: `hv${index}`, directories: [] }, caller);
  });
  await full.promise;
  await parts.ended(parts.requests.scanHost({ hostId: 'host_fake' }, caller));
  answered.resolve();
  for (const each of started) await parts.ended(each);
  expect(most).toBe(32);
  expect(parts.views.hosts({ first: 50 }).edges).toHaveLength(41);
});
