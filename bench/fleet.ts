import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { cancelSparsifyJob, type DiskFilter, watchJob } from '../src/cli/client/documents.ts';
import type { Variables } from '../src/cli/client/graphql-client.ts';
import type { DiskEvent } from '../src/domain/disk/events.ts';
import type { HostId } from '../src/domain/ids.ts';
import { hasEnded } from '../src/domain/job/status.ts';
import { openSqliteEventStore } from '../src/event-store/sqlite/open.ts';
import { openProjections } from '../src/projections/open-projections.ts';
import { makeFakeImage } from '../test/support/fake-virt-sparsify.ts';
import { type LoadGenerator, startLoadGenerator } from './load-generator.ts';
import type { LoadRun } from './programs/load.ts';
import { register, sparsify, storageDomainOf } from './requests.ts';
import { diskEvents, type SeedPlace, seedDisks } from './seed.ts';
import { type Server, startBareServer, startWinnowServer } from './server.ts';
import { makeSite } from './site.ts';

const disks = 100_000;
/** Of these, the last by name, have a running machine, and the very last are corrupt: wherever a page is looked for, most come late. */
const inUse = 30_000;
const corrupt = 100;

/** Winnow with many disks and no free slot, the bare server with the same answers, and two processes that ask them. */
export interface Fleet {
  readonly winnow: Server;
  readonly bare: Server;
  readonly load: LoadGenerator;
  readonly sideLoad: LoadGenerator;
  /** A run of one operation, against either server. */
  read(operation: 'disk' | 'disks'): Omit<LoadRun, 'url' | 'connections' | 'amount'>;
  /** Pages with a filter, in each order and direction in turn. */
  readFiltered(filter: DiskFilter): Omit<LoadRun, 'url' | 'connections' | 'amount'>;
  /** The same of mutations: each on a disk that had none. */
  mutate(amount: number): Omit<LoadRun, 'url' | 'connections'>;
  close(): Promise<void>;
}

const diskQuery = `query Disk($id: ID!) {
  disk(id: $id) {
    id name format allocation storageType path virtualSize actualSize inspectedAt availability
    storageDomain { id name }
    sparsifiability { allowed obstacles { code message } warnings { code message } }
    activeJob { id status }
  }
}`;
const pageQuery = `query Disks {
  disks(first: 50) {
    nodes { id name format path virtualSize actualSize inspectedAt availability }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}`;
const filteredQuery = `query Filtered($filter: DiskFilter, $orderBy: DiskOrder) {
  disks(first: 50, filter: $filter, orderBy: $orderBy) {
    nodes { id name format path virtualSize actualSize inspectedAt availability }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}`;
const orders = ['NAME', 'REGISTERED_AT', 'ACTUAL_SIZE', 'VIRTUAL_SIZE'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => ({ field, direction })),
);
const mutation = `mutation Sparsify($input: SparsifyDiskInput!) {
  sparsifyDisk(input: $input) { job { id status requestedAt disk { id name } } userErrors { code message path } }
}`;

/** Makes the fleet; this takes about half a minute. */
export async function startFleet(): Promise<Fleet> {
  const site = makeSite();
  const images = site.images;
  makeFakeImage(images, 'busy.raw');
  // Runs outlive their server: this one ends by itself, should nobody be left to cancel it.
  const settings = { WINNOW_MAX_RUNS_PER_HOST: '1', FAKE_SECONDS: '900' };
  const first = await startWinnowServer(site, settings);
  const busy = await register(first, 'busy.raw', 'RAW');
  const storageDomainId = await storageDomainOf(first);
  const { hosts } = await first.client.request<{ hosts: { nodes: { id: HostId }[] } }, Variables>(
    { document: '{ hosts { nodes { id } } }' },
    {},
  );
  await first.stop();
  const hostId = hosts.nodes[0]?.id;
  if (hostId === undefined) throw new Error('The server has no host.');
  const store = await openSqliteEventStore({ file: join(site.state, 'events.db') });
  const place = { hostId, storageDomainId, images };
  const all = await seedDisks(store, place, disks, (number) => eventsOf(number, place));
  const ids = all.slice(0, disks - inUse);
  // The server finds its views as after any restart: projecting all from empty is measured apart.
  const logger = pino({ level: 'silent' });
  const projections = await openProjections({ store, file: join(site.state, 'views.db'), logger });
  await projections.projector.rebuild();
  await projections.close();
  await store.close();

  const winnow = await startWinnowServer(site, settings);
  // The only slot is taken from here on: what is asked for waits.
  const busyJob = await sparsify(winnow, busy);
  const sample = { disk: { id: ids[0] }, sparsifyDisk: { input: { id: ids.pop() } } };
  const answers = join(site.directory, 'answers.json');
  const ask = (document: string, variables: Variables) =>
    winnow.client.request<Record<string, unknown>, Variables>({ document }, variables);
  writeFileSync(
    answers,
    JSON.stringify({
      ...(await ask(diskQuery, sample.disk)),
      ...(await ask(pageQuery, {})),
      ...(await ask(mutation, sample.sparsifyDisk)),
    }),
  );
  const bare = await startBareServer(answers);
  const load = startLoadGenerator();
  const sideLoad = startLoadGenerator();
  // Far apart from each other, so that no cache has the next.
  const scattered = ids.map((_, at) => ({ id: ids[(at * 7919) % ids.length] }));

  return {
    winnow,
    bare,
    load,
    sideLoad,
    read: (operation) =>
      operation === 'disk'
        ? { document: diskQuery, variables: scattered, expect: '"disk":{"id":"disk_' }
        : { document: pageQuery, variables: [{}], expect: '"endCursor":"' },
    readFiltered: (filter) => ({
      document: filteredQuery,
      variables: orders.map((orderBy) => ({ filter, orderBy })),
      expect: '"endCursor":"',
    }),
    mutate: (amount) => {
      const taken = ids.splice(-amount);
      if (taken.length < amount) throw new Error('There are no disks left without a job.');
      const variables = taken.map((id) => ({ input: { id } }));
      return { document: mutation, variables, amount, expect: '"userErrors":[]' };
    },
    async close() {
      load.close();
      sideLoad.close();
      await endRun(winnow, busyJob);
      await Promise.all([winnow.stop(), bare.stop()]);
      site.remove();
    },
  };
}

function eventsOf(number: number, place: SeedPlace): DiskEvent[] {
  return diskEvents(number, place).map((event) =>
    event.type === 'DiskObserved' && number >= disks - inUse
      ? {
          ...event,
          data: {
            ...event.data,
            attachments: [
              { vmId: `${number}`, vmName: `vm-${number}`, hostId: place.hostId, state: 'RUNNING' },
            ],
            corrupt: number >= disks - corrupt,
          },
        }
      : event,
  );
}

/** Cancels the job, and waits until the tool is gone. The disks of the jobs behind it have no images, so none of them starts a run. */
async function endRun({ client }: Server, id: string): Promise<void> {
  await client.request(cancelSparsifyJob, { input: { id } });
  for await (const { sparsifyJob } of client.subscribe(watchJob, { id })) {
    if (hasEnded(sparsifyJob.job.status)) return;
  }
}
