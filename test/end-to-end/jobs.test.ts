import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createHost } from '../../src/hosts/create-host.ts';
import { makeSampleDisk } from '../../src/hosts/probe/sample-disk.ts';
import { createLocalTransport } from '../../src/hosts/transport/local-transport.ts';
import { letGo } from '../support/fake-virt-sparsify.ts';
import { patience } from '../support/patience.ts';
import {
  cancel,
  createSite,
  historyOf,
  registerImage,
  type ServerProcess,
  sparsify,
  statuses,
  untilStatus,
} from '../support/server-process.ts';

interface Ended {
  readonly status: string;
  readonly outcome: string | null;
  readonly code: string | null;
  readonly remedy: string | null;
  readonly attempts: number;
}

/** Waits for a job's end, and tells how it ended. */
async function endOf(server: ServerProcess, jobId: string): Promise<Ended> {
  for await (const _ of statuses(server, jobId));
  interface Found {
    sparsifyJob: {
      status: string;
      attempts: object[];
      result: { outcome: string } | null;
      failure: { code: string; remedy: string } | null;
    };
  }
  const { sparsifyJob: job } = await server.client.request<Found, { id: string }>(
    {
      document:
        'query ($id: ID!) { sparsifyJob(id: $id) { status attempts { number } result { outcome } failure { code remedy } } }',
    },
    { id: jobId },
  );
  return {
    status: job.status,
    outcome: job.result?.outcome ?? null,
    code: job.failure?.code ?? null,
    remedy: job.failure?.remedy ?? null,
    attempts: job.attempts.length,
  };
}

const jobOn = async (server: ServerProcess, path: string, key = path): Promise<Ended> =>
  endOf(server, await sparsify(server, await registerImage(server, path), key));

test('every way a run can go ends the job with its own outcome, retried where that may help, the disk usable', async () => {
  const site = createSite();
  const ways: [word: string, status: string, why: string, attempts: number][] = [
    ['succeed', 'COMPLETED', 'RECLAIMED', 1],
    ['nothing', 'COMPLETED', 'NOTHING_TO_RECLAIM', 1],
    ['free-none', 'COMPLETED', 'NOTHING_TO_RECLAIM', 1],
    ['partly', 'COMPLETED', 'PARTIAL', 1],
    ['corrupt', 'FAILED', 'FILESYSTEM_CORRUPT', 1],
    ['fail', 'FAILED', 'TOOL_FAILED', 1],
    ['launch-fails', 'FAILED', 'APPLIANCE_FAILED', 3],
    ['in-use', 'FAILED', 'DISK_IN_USE', 1],
    ['killed', 'FAILED', 'TOOL_KILLED', 3],
    ['delete', 'FAILED', 'DISK_MISSING', 1],
  ];
  for (const [word] of ways) site.image(`disk.${word}.raw`);
  const server = await site.start();
  const ends = await Promise.all(
    ways.map(async ([word]) => [word, await jobOn(server, `disk.${word}.raw`)] as const),
  );
  expect(
    ends.map(([word, { status, outcome, code, attempts }]) => [word, status, outcome ?? code, attempts]),
  ).toEqual(ways);
  for (const [, { status, remedy }] of ends) if (status === 'FAILED') expect(remedy).toMatch(/\.$/);
  await vi.waitFor(() => expect(site.keptRuns()).toEqual([]), { timeout: 20_000 });
});

test('a run that takes longer than the request allows, or shows no sign of life, is stopped and says so', async () => {
  const site = createSite();
  site.image('slow.ignore-sigint.raw');
  site.image('dead.leave-child.raw');
  const server = await site.start({
    // Longer than the time that the other is allowed, also where the server is late to see to it.
    WINNOW_STALL_TIMEOUT_SECONDS: String(patience(500) / 1000),
    WINNOW_STOP_GRACE_SECONDS: '0.5',
    WINNOW_MAX_ATTEMPTS: '1',
  });
  const slowId = await registerImage(server, 'slow.ignore-sigint.raw');
  const request = server.client.request<{ sparsifyDisk: { job: { id: string } } }, { diskId: string }>(
    {
      document:
        'mutation ($diskId: ID!) { sparsifyDisk(input: { id: $diskId, timeoutSeconds: 1 }) { job { id } } }',
    },
    { diskId: slowId },
  );
  const dead = jobOn(server, 'dead.leave-child.raw');
  expect(await endOf(server, (await request).sparsifyDisk.job.id)).toMatchObject({
    code: 'TIMED_OUT',
    attempts: 1,
  });
  expect(await dead).toMatchObject({ code: 'STALLED' });
  expect(await historyOf(server, slowId)).toMatchObject({ availability: 'AVAILABLE', activeJob: null });
});

/** What the probe of the only host found missing. */
async function findingsOf({ client }: ServerProcess) {
  interface Found {
    hosts: { nodes: { capabilities: { findings: { what: string; remedy: string }[] } | null }[] };
  }
  const { hosts } = await client.request<Found, Record<string, never>>(
    { document: '{ hosts { nodes { capabilities { findings { what remedy } } } } }' },
    {},
  );
  return hosts.nodes[0]?.capabilities?.findings;
}

test('a host without virt-sparsify, or with one that is too old, takes no job, and tells what to install', async () => {
  const site = createSite();
  for (const name of ['one', 'two', 'three']) site.image(`${name}.succeed.raw`);
  const without = await site.start({ WINNOW_VIRT_SPARSIFY: join(site.images, 'no-such-tool') });
  await vi.waitFor(
    async () =>
      expect(await findingsOf(without)).toMatchObject([{ remedy: expect.stringContaining('guestfs-tools') }]),
    { timeout: 20_000 },
  );
  await expect(jobOn(without, 'one.succeed.raw')).rejects.toThrow('virt-sparsify is missing');
  await without.kill('SIGTERM');
  const old = await site.start({ FAKE_OLD: 'yes' });
  // What the last server found missing is looked for again before the request is refused.
  await expect(jobOn(old, 'two.succeed.raw')).rejects.toThrow('--in-place');
  await old.kill('SIGTERM');
  const capable = await site.start();
  expect(await jobOn(capable, 'three.succeed.raw')).toMatchObject({ status: 'COMPLETED' });
  expect(site.starts()).toHaveLength(1);
});

test('an image that is gone, or was replaced by a link out of its directory, fails before anything runs', async () => {
  const site = createSite();
  const gone = site.image('gone.succeed.raw');
  const turned = site.image('turned.succeed.raw');
  const server = await site.start();
  const ids = [
    await registerImage(server, 'gone.succeed.raw'),
    await registerImage(server, 'turned.succeed.raw'),
  ];
  rmSync(gone);
  rmSync(turned);
  writeFileSync(join(site.stateDirectory, 'elsewhere.raw'), 'precious');
  symlinkSync(join(site.stateDirectory, 'elsewhere.raw'), turned);
  const [missing, outside] = await Promise.all(
    ids.map(async (diskId) => endOf(server, await sparsify(server, diskId, diskId))),
  );
  expect(missing).toMatchObject({ code: 'DISK_MISSING', attempts: 0 });
  expect(outside).toMatchObject({ code: 'PATH_OUTSIDE_STORAGE_DOMAIN', attempts: 0 });
  expect(site.starts()).toEqual([]);
  expect(await historyOf(server, ids[0] ?? '')).toMatchObject({ availability: 'MISSING' });
});

test('twenty identical mutations at once make one job, and one run', async () => {
  const site = createSite();
  site.image('disk.succeed.raw');
  const server = await site.start();
  const diskId = await registerImage(server, 'disk.succeed.raw');
  const jobs = await Promise.all(Array.from({ length: 20 }, () => sparsify(server, diskId, 'same')));
  expect(new Set(jobs).size).toBe(1);
  expect(await endOf(server, jobs[0] ?? '')).toMatchObject({ status: 'COMPLETED' });
  expect(site.starts()).toHaveLength(1);
});

test('a job that waits for a slot says so, and is canceled at once', async () => {
  const site = createSite();
  const images = ['a.wait.raw', 'b.succeed.raw'];
  const [first] = images.map((name) => site.image(name));
  const server = await site.start({ WINNOW_MAX_RUNS_PER_HOST: '1' });
  const [a, b] = [await registerImage(server, 'a.wait.raw'), await registerImage(server, 'b.succeed.raw')];
  const running = await sparsify(server, a, 'a');
  await untilStatus(server, running, 'RUNNING');
  const waiting = await sparsify(server, b, 'b');
  const { sparsifyJob } = await server.client.request<
    { sparsifyJob: { waitingFor: { code: string } } },
    { id: string }
  >({ document: 'query ($id: ID!) { sparsifyJob(id: $id) { waitingFor { code } } }' }, { id: waiting });
  expect(sparsifyJob.waitingFor.code).toBe('HOST_SLOT');
  await cancel(server, waiting);
  expect(await endOf(server, waiting)).toMatchObject({ status: 'CANCELED', attempts: 0 });
  letGo(first ?? '');
  expect(await endOf(server, running)).toMatchObject({ status: 'COMPLETED' });
  expect(site.starts()).toHaveLength(1);
});

test('real virt-sparsify gives back what was deleted, through a kill -9 of the server in the middle', async () => {
  const site = createSite({ realTool: true });
  const transport = createLocalTransport();
  const path = join(site.images, 'guest.qcow2');
  await makeSampleDisk(transport, {
    path,
    format: 'QCOW2',
    virtualSize: 512 * 1024 ** 2,
    deletedBytes: 100 * 1024 ** 2,
  });
  const first = await site.start();
  const diskId = await registerImage(first, 'guest.qcow2', 'QCOW2');
  const jobId = await sparsify(first, diskId, 'real');
  await untilStatus(first, jobId, 'RUNNING');
  await first.kill('SIGKILL');
  const host = createHost({
    id: 'host_same',
    name: 'same',
    transport,
    runsDirectory: site.runsDirectory,
  });
  expect(await host.runState(`${jobId as `job_${string}`}.1`)).toBe('RUNNING');

  const second = await site.start();
  expect(await endOf(second, jobId)).toMatchObject({
    status: 'COMPLETED',
    outcome: 'RECLAIMED',
    attempts: 1,
  });
  const { disk } = await second.client.request<{ disk: { actualSize: string } }, { id: string }>(
    { document: 'query ($id: ID!) { disk(id: $id) { actualSize } }' },
    { id: diskId },
  );
  expect(Number(disk.actualSize)).toBeLessThan(10 * 1024 ** 2);
  expect((await historyOf(second, diskId)).events.filter((type) => type === 'SparsifyStarted')).toHaveLength(
    1,
  );
  await vi.waitFor(() => expect(site.keptRuns()).toEqual([]), { timeout: 20_000 });
});
