import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pino } from 'pino';
import { newJobId } from '../../src/common/ids.ts';
import { registerDirectory, registerLocalHost } from '../../src/discovery/register-fleet.ts';
import type { HostId, StorageDomainId } from '../../src/domain/ids.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/open.ts';
import type { FleetHost } from '../../src/hosts/fleet.ts';
import { startCoordinator } from '../../src/process/jobs/coordinator.ts';
import { createDiskMarks } from '../../src/process/jobs/disk-marks.ts';
import { defaultProcessSettings } from '../../src/process/jobs/settings.ts';
import { openProjections } from '../../src/projections/open-projections.ts';
import type { Position } from '../../src/streams/store.ts';
import { createFakeHost, goodReport } from '../../test/support/fake-host.ts';
import type { Result } from '../report.ts';
import { diskEvents, seedDisks } from '../seed.ts';
import { makeSite } from '../site.ts';

const hosts = 50;
const queued = 10_000;
/** Jobs that go first, so that all is compiled, and those that are measured. */
const warming = 300;
const measured = 1000;
const rounds = 3;

/**
 * What a long line costs each job: processor time a job, everything but hosts included, with 10,000 jobs queued, less that
 * with no more queued than are done.
 */
export async function queue(): Promise<Result[]> {
  const pairs: { long: number; short: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({ short: await msPerJob(warming + measured), long: await msPerJob(queued) });
  }
  const tell = (side: 'long' | 'short') => pairs.map((pair) => pair[side].toFixed(2)).join(' ');
  return [
    {
      name: `queue: processor time a job that ${queued.toLocaleString('en')} queued ones cost, through the whole of a coordinator`,
      rounds: pairs.map(({ long, short }) => Math.max(0, long - short)),
      unit: 'ms',
      target: { atMost: 1 },
      detail: `${hosts} hosts; with events and views ${tell('long')} ms a job, with a short line ${tell('short')} ms`,
    },
  ];
}

/** Processor time a job of this process, in milliseconds, while so many are queued at first. */
async function msPerJob(jobs: number): Promise<number> {
  const site = makeSite();
  const logger = pino({ level: 'silent' });
  const store = await openSqliteEventStore({ file: join(site.state, 'events.db') });
  const projections = await openProjections({ store, file: join(site.state, 'views.db'), logger });
  const { views, feed, projector } = projections;
  const waitForViews = (position: Position) => projector.waitFor(position, 600_000);
  const now = () => new Date();
  try {
    const fleet = new Map<HostId, FleetHost>();
    for (let number = 0; number < hosts; number += 1) {
      const { host, end } = createFakeHost(`host_${number}`);
      const { startRun } = host;
      host.startRun = async (run, mayStart) => {
        const answer = await startRun(run, mayStart);
        setImmediate(() => end(run.runId, goodReport));
        return answer;
      };
      fleet.set(host.id, { host, maxRuns: 2 });
      await registerLocalHost({ store, views, now }, host.id, host.name);
      await registerDirectory({ store, views, now }, domainOf(number), host.id, '/images');
    }
    await seedDisks(
      store,
      { hostId: 'host_0', storageDomainId: domainOf(0), images: site.images },
      jobs,
      (number) => [
        ...diskEvents(number, { hostId: 'host_0', storageDomainId: domainOf(number), images: site.images }),
        {
          type: 'SparsifyRequested',
          data: {
            jobId: newJobId(),
            options: { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: null },
            idempotencyKey: null,
          },
        },
      ],
    );
    const head = await store.head();
    if (head !== null) await waitForViews(head);

    const changes = feed.changes({
      after: feed.presentCursor(),
      wants: ({ job }) => job?.status === 'COMPLETED',
    });
    const coordinator = startCoordinator({
      ...{ store, views, feed, fleet, waitForViews, now, logger },
      settings: defaultProcessSettings,
      // Hosts are left out, and their inspections.
      inspectDisk: async () => ({ mountChanged: false, image: null }),
      beingMeasured: createDiskMarks(),
      onProbed: () => undefined,
      scans: new EventEmitter(),
      fence: () => Number.POSITIVE_INFINITY,
    });
    let done = 0;
    let before = process.cpuUsage();
    for await (const _ of changes) {
      done += 1;
      if (done === warming) before = process.cpuUsage();
      if (done === warming + measured) break;
    }
    const { user, system } = process.cpuUsage(before);
    await coordinator.stop();
    return (user + system) / 1000 / measured;
  } finally {
    await projections.close();
    await store.close();
    site.remove();
  }
}

const domainOf = (number: number): StorageDomainId => `dom_${number % hosts}`;
