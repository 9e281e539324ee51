import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Variables } from '../../src/cli/client/graphql-client.ts';
import { fakeVirtSparsify, letGo, makeFakeImage, startsIn } from '../support/fake-virt-sparsify.ts';
import {
  cancel,
  createSite,
  type ServerProcess,
  sparsify,
  statuses,
  untilStatus,
} from '../support/server-process.ts';
import { type SshHost, type SshHosts, startSshHosts } from '../support/ssh-hosts.ts';
import { jobOn } from './shared-storage.ts';

let hosts: SshHosts;
let directory: string;
beforeAll(async () => {
  hosts = await startSshHosts();
  directory = mkdtempSync(join(tmpdir(), 'winnow-lost-'));
});
afterAll(async () => {
  await hosts.stop();
  rmSync(directory, { recursive: true });
});

/** A server, and a host that it reaches by ssh, with images whose runs wait until they are let go. */
async function aHostWith(name: string, images: readonly string[]) {
  const [shared, records] = [join(directory, `${name}-images`), join(directory, `${name}-records`)];
  mkdirSync(shared);
  mkdirSync(records);
  const host = await hosts.add(name, { shared: { images: shared, records } });
  // What the tool has done is told by the tool alone.
  writeFileSync(
    join(records, 'virt-sparsify'),
    `#!/bin/sh\nFAKE_STARTS=/srv/records/starts FAKE_RUNS=/srv/records/runs exec ${fakeVirtSparsify} "$@"\n`,
    { mode: 0o755 },
  );
  const files = images.map((image) => makeFakeImage(shared, `${image}.wait.raw`));
  const server = await createSite().start({
    WINNOW_SSH_CONFIG: hosts.configFile,
    WINNOW_VIRT_SPARSIFY: '/srv/records/virt-sparsify',
    WINNOW_MAX_RUNS_PER_HOST: '3',
    WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN: '3',
  });
  const ask = <Answer>(document: string, variables: Variables = {}) =>
    server.client.request<Answer, Variables>({ document }, variables);
  const { registerHost } = await ask<{ registerHost: { host: { id: string } | null; userErrors: object[] } }>(
    'mutation ($input: RegisterHostInput!) { registerHost(input: $input) { host { id } userErrors { message } } }',
    { input: { address: name, directories: ['/srv/images'] } },
  );
  expect(registerHost.userErrors).toEqual([]);
  const diskNamed = (image: string) =>
    // The host is scanned in the background.
    vi.waitFor(async () => {
      const { disks } = await ask<{ disks: { nodes: { id: string; path: string }[] } }>(
        '{ disks { nodes { id path } } }',
      );
      const disk = disks.nodes.find(({ path }) => path.endsWith(`${image}.wait.raw`));
      expect(disk, `${image} was not found.`).toBeDefined();
      return disk?.id ?? '';
    });
  const request = async (image: string) => sparsify(server, await diskNamed(image), image);
  return {
    ...{ host, server, ask, files, request },
    hostId: registerHost.host?.id,
    /** Each run of the tool: whether it was at work beside another on its image. */
    runs: () => startsIn(join(records, 'runs')),
    starts: () => startsIn(join(records, 'starts')).length,
  };
}

const waitsFor = (server: ServerProcess, id: string, code: string) =>
  vi.waitFor(async () => expect((await jobOn(server, id)).waitingFor?.code).toBe(code), { timeout: 120_000 });

test('a job whose host is cut off waits for it, whatever was under way, and its run is done once', async () => {
  const { host, server, files, request, runs } = await aHostWith('parted', [
    'running',
    'canceled',
    'starting',
  ]);
  const [running, canceled] = [await request('running'), await request('canceled')];
  await untilStatus(server, running, 'RUNNING');
  await untilStatus(server, canceled, 'RUNNING');
  const starting = await request('starting');
  for await (const status of statuses(server, starting)) if (status !== 'REQUESTED') break;
  await host.cut();
  await cancel(server, canceled);
  for (const file of files) letGo(file);
  for (const job of [running, canceled, starting]) await waitsFor(server, job, 'HOST_CONTACT');
  const lost = await jobOn(server, running);
  expect(lost.waitingFor?.since).toBe(lost.contactLostAt);
  expect((await jobOn(server, canceled)).waitingFor?.message).toContain(
    'stopped as soon as the host answers',
  );

  await host.mend();
  await untilStatus(server, running, 'COMPLETED');
  await untilStatus(server, starting, 'COMPLETED');
  await Promise.any([
    untilStatus(server, canceled, 'CANCELED'),
    // It came through before it could be asked to stop.
    untilStatus(server, canceled, 'COMPLETED'),
  ]);
  expect(runs().toSorted()).toEqual([running, canceled, starting].map((job) => `${job}.1 alone`).toSorted());
});

test('a job whose host answers again in mid-run does not wait for it any more', async () => {
  const { host, server, files, request, runs } = await aHostWith('dropped', ['disk']);
  const job = await request('disk');
  await untilStatus(server, job, 'RUNNING');
  await host.stopSshd();
  await host.kill('sshd');
  await waitsFor(server, job, 'HOST_CONTACT');
  await host.startSshd();
  await vi.waitFor(
    async () =>
      expect(await jobOn(server, job)).toMatchObject({
        ...{ status: 'RUNNING', contactLostAt: null, waitingFor: null },
      }),
    { timeout: 120_000 },
  );
  for (const file of files) letGo(file);
  await untilStatus(server, job, 'COMPLETED');
  expect(runs()).toEqual([`${job}.1 alone`]);
});

test('a job whose host was booted in mid-run is tried again there, and no two runs were at work at once', async () => {
  const { host, server, files, request, runs } = await aHostWith('booted', ['disk']);
  const job = await request('disk');
  await untilStatus(server, job, 'RUNNING');
  await vi.waitFor(() => expect(runs()).toHaveLength(1));
  await host.reboot();
  await vi.waitFor(() => expect(runs()).toHaveLength(2), { timeout: 120_000 });
  for (const file of files) letGo(file);
  await untilStatus(server, job, 'COMPLETED');
  expect((await jobOn(server, job)).attempts).toMatchObject([
    { failure: { code: 'RUN_LOST' } },
    { failure: null },
  ]);
  expect(runs()).toEqual([`${job}.1 alone`, `${job}.2 alone`]);
});

test('a host is confirmed down only while it does not answer; a run that is found alive when it returns is stopped, and it is drained', async () => {
  const { host, hostId, server, ask, files, request, runs } = await aHostWith('down', ['disk']);
  const job = await request('disk');
  await untilStatus(server, job, 'RUNNING');
  await vi.waitFor(() => expect(runs()).toHaveLength(1));
  const confirm = async () =>
    (
      await ask<{ confirmHostDown: { userErrors: { code: string }[] } }>(
        'mutation ($id: ID!) { confirmHostDown(input: { id: $id, reason: "burnt" }) { userErrors { code } } }',
        { id: hostId },
      )
    ).confirmHostDown.userErrors;
  expect(await confirm()).toMatchObject([{ code: 'HOST_ANSWERS' }]);

  await host.cut();
  expect(await confirm()).toEqual([]);
  await vi.waitFor(
    async () =>
      expect((await jobOn(server, job)).attempts).toMatchObject([
        { failure: { code: 'HOST_CONFIRMED_DOWN' } },
      ]),
    { timeout: 120_000 },
  );
  await waitsFor(server, job, 'HOST_CONTACT');

  await host.mend();
  await waitsFor(server, job, 'NO_SUITABLE_HOST');
  const { host: returned } = await ask<{ host: object }>(
    `query ($id: ID!) { host(id: $id) { state confirmedDownAt
      history(orderBy: ASC, first: 100) { nodes { type: __typename ... on HostReturned { runsAlive { id } } } } } }`,
    { id: hostId },
  );
  expect(returned).toMatchObject({
    state: 'DRAINED',
    confirmedDownAt: null,
    history: {
      nodes: expect.arrayContaining([
        { type: 'HostConfirmedDown' },
        { type: 'HostReturned', runsAlive: [{ id: job }] },
        { type: 'HostDrained' },
      ]),
    },
  });
  await vi.waitFor(async () => expect(await processesOf(host, `${job}.1`)).toBe(0), { timeout: 60_000 });
  await ask('mutation ($id: ID!) { activateHost(input: { id: $id }) { userErrors { code } } }', {
    id: hostId,
  });
  await vi.waitFor(() => expect(runs()).toHaveLength(2), { timeout: 120_000 });
  for (const file of files) letGo(file);
  await untilStatus(server, job, 'COMPLETED');
  expect(runs()).toEqual([`${job}.1 alone`, `${job}.2 alone`]);
});

/** How many processes of a run a host has; the pattern does not match itself. */
const processesOf = async (host: SshHost, run: string): Promise<number> =>
  Number(
    await host.run('sh', '-c', `cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -ac 'run[s]/${run}' || true`),
  );
