import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type EventStoreDbDouble, startEventStoreDbDouble } from '../support/eventstoredb-double/double.ts';
import { letGo, makeFakeImage } from '../support/fake-virt-sparsify.ts';
import {
  createSite,
  onEventStoreDb,
  type ServerProcess,
  sparsify,
  untilStatus,
} from '../support/server-process.ts';
import {
  ask,
  diskOn,
  jobOn,
  register,
  type SharingHosts,
  startSharingHosts,
  waitsFor,
} from './shared-storage.ts';

let fleet: SharingHosts;
let double: EventStoreDbDouble | null = null;
let connectionString = process.env.WINNOW_TEST_EVENTSTOREDB ?? '';
beforeAll(async () => {
  fleet = await startSharingHosts();
  if (connectionString !== '') return;
  double = await startEventStoreDbDouble();
  connectionString = double.connectionString;
});
afterAll(async () => {
  await fleet.stop();
  await double?.stop();
});

const setState = (server: ServerProcess, state: 'drainHost' | 'activateHost', id: string) =>
  ask(server, `mutation ($id: ID!) { ${state}(input: { id: $id }) { userErrors { message } } }`, { id });

const confirmDown = (server: ServerProcess, id: string) =>
  ask(server, 'mutation ($id: ID!) { confirmHostDown(input: { id: $id }) { userErrors { code } } }', { id });

const untilItCoordinates = (server: ServerProcess) =>
  vi.waitFor(async () => {
    const { system } = await ask<{ system: { coordinator: { active: boolean } } }>(
      server,
      '{ system { coordinator { active } } }',
    );
    expect(system.coordinator.active).toBe(true);
  });

test('servers that coordinate in turn follow a run over SSH, and name what a host without an address waits for', async () => {
  await fleet.add('one');
  const image = fleet.image('turn');
  const site = createSite({ store: onEventStoreDb(connectionString) });
  const holder = await site.start(fleet.settings, { name: 'a', host: 'first' });
  await untilItCoordinates(holder);
  const standby = await site.start(fleet.settings, { name: 'b', host: 'second' });
  await register(standby, 'one');
  const job = await sparsify(holder, await diskOn(holder, 'turn', 1), 'turn');
  await untilStatus(standby, job, 'RUNNING');

  // Only the standby's own host has this one.
  const own = makeFakeImage(site.imagesOn('second'), 'own.wait.raw');
  await ask(standby, 'mutation ($id: ID!) { scanHost(input: { id: $id }) { userErrors { message } } }', {
    id: await hostNamed(standby, 'second'),
  });
  const ownJob = await sparsify(standby, await diskOn(standby, 'own', 1), 'own');
  const missing = {
    code: 'NO_SUITABLE_HOST',
    message: expect.stringContaining('Host second has no address: only the server on it reaches it'),
  };
  for (const server of [holder, standby]) await waitsFor(server, ownJob, missing);

  await vi.waitFor(() => expect(fleet.runs()).toHaveLength(1));
  await holder.kill('SIGKILL');
  await untilItCoordinates(standby);
  for (const each of [image, own]) letGo(each);
  for (const each of [job, ownJob]) await untilStatus(standby, each, 'COMPLETED');
  expect((await jobOn(standby, job)).attempts).toMatchObject([{ host: { name: 'one' }, failure: null }]);
  expect(fleet.runs()).toEqual([`${job}.1 alone`, `${ownJob}.1 alone`]);
});

async function hostNamed(server: ServerProcess, name: string): Promise<string> {
  const { hosts } = await ask<{ hosts: { nodes: { id: string; name: string }[] } }>(
    server,
    '{ hosts { nodes { id name } } }',
  );
  return hosts.nodes.find((host) => host.name === name)?.id ?? '';
}

/** Two hosts that share a disk, and a job that runs on the first of them; only the second takes the next attempt. */
async function runOnFirst(names: readonly [string, string], disk: string) {
  const [first, second] = [await fleet.add(names[0]), await fleet.add(names[1])];
  const image = fleet.image(disk);
  const server = await createSite().start(fleet.settings);
  const firstId = await register(server, names[0]);
  const diskId = await diskOn(server, disk, 1);
  const job = await sparsify(server, diskId, disk);
  await untilStatus(server, job, 'RUNNING');
  await vi.waitFor(() => expect(fleet.runs().filter((run) => run.startsWith(job))).toHaveLength(1));
  const secondId = await register(server, names[1]);
  await diskOn(server, disk, 2);
  await setState(server, 'drainHost', firstId);
  return {
    ...{ first, second, firstId, secondId, server, job, image },
    runs: () => fleet.runs().filter((run) => run.startsWith(job)),
  };
}

test('a job whose host lost its power goes on on another once that was booted anew, or an operator says that it is down', async () => {
  const { first, second, firstId, secondId, server, job, image, runs } = await runOnFirst(
    ['power', 'spare'],
    'power',
  );
  await first.powerOff();
  await waitsFor(server, job, { code: 'HOST_CONTACT' });
  const lost = await jobOn(server, job);
  expect(lost.waitingFor?.since).toBe(lost.contactLostAt);
  await first.powerOn();
  await vi.waitFor(() => expect(runs()).toHaveLength(2), { timeout: 120_000 });
  expect((await jobOn(server, job)).attempts).toMatchObject([
    { host: { name: 'power' }, failure: { code: 'RUN_LOST' } },
    { host: { name: 'spare' }, failure: null },
  ]);

  // Now the other one, for good.
  await setState(server, 'activateHost', firstId);
  await second.powerOff();
  await waitsFor(server, job, { code: 'HOST_CONTACT' });
  await confirmDown(server, secondId);
  await vi.waitFor(() => expect(runs()).toHaveLength(3), { timeout: 120_000 });
  letGo(image);
  await untilStatus(server, job, 'COMPLETED');
  expect((await jobOn(server, job)).attempts.slice(1)).toMatchObject([
    { host: { name: 'spare' }, failure: { code: 'HOST_CONFIRMED_DOWN' } },
    { host: { name: 'power' }, failure: null },
  ]);
  expect(runs()).toEqual([1, 2, 3].map((attempt) => `${job}.${attempt} alone`));
});

test('the lock of a run that lives on a host that was confirmed down keeps the next attempt off, until that is stopped', async () => {
  const { first, firstId, server, job, image, runs } = await runOnFirst(['cut', 'other'], 'cut');
  await first.cut();
  await waitsFor(server, job, { code: 'HOST_CONTACT' });
  await confirmDown(server, firstId);
  await waitsFor(server, job, { message: expect.stringMatching(/lock/i) });
  expect(runs()).toHaveLength(1);

  await first.mend();
  await vi.waitFor(() => expect(runs()).toHaveLength(2), { timeout: 120_000 });
  letGo(image);
  await untilStatus(server, job, 'COMPLETED');
  expect(runs()).toEqual([`${job}.1 alone`, `${job}.2 alone`]);
  const { host } = await ask<{ host: object }>(
    server,
    `query ($id: ID!) { host(id: $id) { state history(orderBy: ASC, first: 100) { nodes {
      type: __typename ... on HostReturned { runsAlive { id } } } } } }`,
    { id: firstId },
  );
  expect(host).toMatchObject({
    state: 'DRAINED',
    history: { nodes: expect.arrayContaining([{ type: 'HostReturned', runsAlive: [{ id: job }] }]) },
  });
});
