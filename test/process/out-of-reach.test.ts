import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DiskId, JobId } from '../../src/domain/ids.ts';
import { runIdOf } from '../../src/domain/ids.ts';
import { waitsElsewhere } from '../../src/process/waits-elsewhere.ts';
import { systemOrigin } from '../../src/streams/envelope.ts';
import { handleHostCommand } from '../../src/streams/handle-command.ts';
import { options } from '../domain/disk/given-when-then.ts';
import { createFakeHost, type FakeHost, goodReport } from '../support/fake-host.ts';
import { accepted, caller, openParts, type Parts } from '../support/parts.ts';

let parts: Parts;
let other: FakeHost;
let itsServer: Awaited<ReturnType<Parts['join']>>;
beforeEach(async () => {
  parts = await openParts();
  other = createFakeHost('host_other');
  itsServer = await parts.join(other);
});
afterEach(() => parts.close());

const viewOf = (id: JobId) => {
  const job = parts.views.job(id);
  if (job === null) throw new Error(`There is no job ${id}.`);
  return job;
};

/** A disk that only the other server's host has. */
async function diskThere(): Promise<DiskId> {
  accepted(await itsServer.requests.registerHost({ directories: ['/there'] }, caller));
  const domain = [...parts.views.storageDomains({ first: 10 }).edges]
    .map(({ node }) => node)
    .find(({ mounts }) => mounts.some(({ hostId }) => hostId === 'host_other'));
  const input = {
    storageDomainId: domain?.id ?? 'dom_',
    path: 'disk.qcow2',
    name: null,
    format: 'QCOW2',
    allocation: 'THIN',
    wipeAfterDelete: false,
  } as const;
  return accepted(await itsServer.requests.registerDisk(input, caller));
}

const requestFor = async (diskId: DiskId): Promise<JobId> =>
  accepted(await itsServer.requests.sparsifyDisk({ diskId, idempotencyKey: null, options }, caller));

/** Lets all servers reach the other host. */
async function giveAddress(): Promise<void> {
  // In the boot in which its runs were started: it is no copy of the machine.
  parts.reachAt('other', other, { bootId: other.control.bootId });
  accepted(await parts.requests.registerHost({ address: 'other', directories: [] }, caller));
}

describe('a job that only a host without an address can do, while the server of another coordinates', () => {
  test('waits and names the host, and runs once that has an address', async () => {
    const coordinator = parts.startCoordinator();
    const job = await requestFor(await diskThere());
    await vi.waitFor(() =>
      expect(coordinator.waitingFor(viewOf(job))).toMatchObject({
        code: 'NO_SUITABLE_HOST',
        message: expect.stringMatching(/^Host .* has no address: only the server on it.*updateHost/),
      }),
    );
    await giveAddress();
    await parts.reached(job, 'RUNNING');
    other.end(runIdOf(job, 1), goodReport);
    await parts.reached(job, 'COMPLETED');
  });

  test('whose run another server has begun is followed once that host has an address, and started once', async () => {
    const first = itsServer.startCoordinator();
    const job = await requestFor(await diskThere());
    await parts.reached(job, 'RUNNING');
    await first.stop();

    const coordinator = parts.startCoordinator();
    await vi.waitFor(() =>
      expect(coordinator.waitingFor(viewOf(job))).toMatchObject({
        code: 'HOST_CONTACT',
        message: expect.stringContaining('has no address'),
        since: viewOf(job).contactLostAt,
      }),
    );
    await giveAddress();
    await vi.waitFor(() => expect(viewOf(job).contactLostAt).toBeNull());
    other.end(runIdOf(job, 1), goodReport);
    await parts.reached(job, 'COMPLETED');
    expect(other.starts).toEqual([runIdOf(job, 1)]);
  });

  test('is given up with its host where an operator says that it is down', async () => {
    const first = itsServer.startCoordinator();
    const job = await requestFor(await diskThere());
    await parts.reached(job, 'RUNNING');
    await first.stop();
    parts.startCoordinator({ maxAttempts: 1 });
    await vi.waitFor(() => expect(viewOf(job).contactLostAt).not.toBeNull());
    const down = { type: 'ConfirmHostDown', reason: null } as const;
    await handleHostCommand(parts.store, 'host_other', down, systemOrigin(new Date()));
    await parts.reached(job, 'FAILED');
    expect(viewOf(job)).toMatchObject({ failure: { code: 'HOST_CONFIRMED_DOWN' } });
  });
});

test('a server that does not coordinate tells what a job waits for, as far as it can know', async () => {
  const job = await requestFor(await diskThere());
  const reason = (servers: Parameters<typeof waitsElsewhere>[0]['servers']) =>
    waitsElsewhere({ views: parts.views, servers }, viewOf(job));
  const server = { name: 'a', coordinates: true } as const;
  expect(reason(() => [{ ...server, hostId: 'host_fake' }])).toMatchObject({
    code: 'NO_SUITABLE_HOST',
    message: expect.stringContaining('has no address'),
  });
  expect(reason(() => [{ ...server, hostId: 'host_other' }])).toMatchObject({
    code: 'COORDINATOR',
    message: expect.stringContaining('The server on a coordinates'),
  });
  expect(reason(() => [])).toMatchObject({ code: 'COORDINATOR' });
});
