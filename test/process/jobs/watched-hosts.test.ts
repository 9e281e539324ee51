import { EventEmitter } from 'node:events';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import type { HostId } from '../../../src/domain/ids.ts';
import { defaultProcessSettings } from '../../../src/process/jobs/settings.ts';
import { type Scans, watchFleet } from '../../../src/process/jobs/watched-hosts.ts';
import type { HostView, JobView } from '../../../src/projections/views.ts';
import { aHostView, anAddress } from '../../support/a-host-view.ts';
import { createFakeHost } from '../../support/fake-host.ts';

test('a record of an ended run that whoever coordinated before left on a host is removed once a scan has reached that', async () => {
  const fake = createFakeHost();
  const { id } = fake.host;
  const ending = new AbortController();
  const scans: Scans = new EventEmitter();
  const ended = { runId: 'job_1.1', endedAt: '2026-01-01T00:00:00.000Z' };
  const found = { mounts: [], blockDevices: [], problems: [], machines: 'KNOWN' } as const;
  let view: HostView = aHostView({ id, ssh: anAddress, observation: { ...found, contact: 'LOST' } });
  const list = vi.spyOn(fake.host, 'listRuns');
  watchFleet({
    fleet: new Map([[id, { host: fake.host, maxRuns: 1 }]]),
    views: { host: () => view, job: () => ({ attempts: [ended] }) as unknown as JobView } as never,
    ...{ scans, settings: defaultProcessSettings, signal: ending.signal },
    ...{ fence: () => Number.POSITIVE_INFINITY, logger: pino({ level: 'silent' }) },
    ...{ onChange: () => undefined, onProbed: () => undefined, record: async () => undefined },
    isAtWork: () => false,
  });
  fake.knowRun('job_1.1', 'FINISHED');
  const unknown: HostId = 'host_of-another-server';
  scans.emit('scanned', unknown);
  scans.emit('scanned', id);
  expect(list).not.toHaveBeenCalled();

  view = { ...view, observation: { ...found, contact: 'IN_CONTACT' } };
  scans.emit('scanned', id);
  await vi.waitFor(() => expect(fake.forgotten).toEqual(['job_1.1']));
  scans.emit('scanned', id);
  expect(list).toHaveBeenCalledTimes(1);

  ending.abort();
  expect(scans.listenerCount('scanned')).toBe(0);
});

test('what is kept of a run that was never ordered is removed, unless it was started, or a step of its job goes on', async () => {
  const fake = createFakeHost();
  const { id } = fake.host;
  const ending = new AbortController();
  const scans: Scans = new EventEmitter();
  const found = { mounts: [], blockDevices: [], problems: [], machines: 'KNOWN' } as const;
  const view = aHostView({ id, ssh: anAddress, observation: { ...found, contact: 'IN_CONTACT' } });
  watchFleet({
    fleet: new Map([[id, { host: fake.host, maxRuns: 1 }]]),
    views: {
      host: () => view,
      job: (job: string) =>
        job === 'job_unknown' ? null : { attempts: [], finishedAt: job === 'job_over' ? 'then' : null },
    } as never,
    ...{ scans, settings: defaultProcessSettings, signal: ending.signal },
    ...{ fence: () => Number.POSITIVE_INFINITY, logger: pino({ level: 'silent' }) },
    ...{ onChange: () => undefined, onProbed: () => undefined, record: async () => undefined },
    isAtWork: (job) => job !== 'job_dead-server',
  });
  fake.knowRun('job_started.1', 'FINISHED');
  for (const runId of ['job_unknown.1', 'job_at-work.1', 'job_dead-server.1', 'job_over.1'] as const)
    fake.knowRun(runId, 'UNKNOWN');
  scans.emit('scanned', id);
  await vi.waitFor(() => expect(fake.forgotten).toEqual(['job_dead-server.1', 'job_over.1']));
  ending.abort();
});
