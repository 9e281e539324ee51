import { expect, test } from 'vitest';
import type { HostId, JobId, RunId } from '../../../src/domain/ids.ts';
import { options } from '../../domain/disk/given-when-then.ts';
import { createFakeHost, type FakeHost, foundImage, goodReport } from '../../support/fake-host.ts';
import { accepted, openParts } from '../../support/parts.ts';

const hostCount = 50;
const disksPerHost = 20;
const maxRunsPerHost = 2;
/** Fewer than there are slots on hosts, and as many for each requester. */
const maxRuns = 60;
const requesters = ['ann', 'bob', 'cyd'] as const;
/** So many runs end before others begin. */
const endedTogether = 20;

type Requester = (typeof requesters)[number];

/** What runs now, in the order of the starts, and the most that ever ran at once. */
function createWatch() {
  const running = new Map<RunId, { readonly hostId: HostId; readonly jobId: JobId }>();
  const started: { readonly hostId: HostId; readonly jobId: JobId }[] = [];
  const most = { onHost: 0, inAll: 0 };
  return {
    running,
    started,
    most,
    /** Hears of each start on a host. */
    watch({ host }: FakeHost): void {
      const { startRun } = host;
      host.startRun = async (run, mayStart) => {
        const answer = await startRun(run, mayStart);
        if (running.has(run.runId)) return answer;
        const one = { hostId: host.id, jobId: run.runId.replace(/\.\d+$/, '') as JobId };
        running.set(run.runId, one);
        started.push(one);
        const here = [...running.values()].filter(({ hostId }) => hostId === host.id).length;
        most.onHost = Math.max(most.onHost, here);
        most.inAll = Math.max(most.inAll, running.size);
        return answer;
      };
    },
  };
}

test('50 hosts with 20 disks each exceed no limit at any moment, serve requesters alike and in the order of their requests, and do all jobs', async () => {
  const parts = await openParts();
  try {
    const { running, started, most, watch } = createWatch();
    const fakes = new Map<HostId, FakeHost>();
    const registered = Array.from({ length: hostCount }, async (_, number) => {
      const fake = createFakeHost(`host_${number}`);
      watch(fake);
      fakes.set(fake.host.id, fake);
      const images = Array.from({ length: disksPerHost }, (_, disk) => `/srv/disk-${disk}.qcow2`);
      fake.control.images = ({ wanted, directories }) => {
        const paths = [...wanted.map(({ path }) => path), ...(directories.length > 0 ? images : [])];
        const found = [...new Set(paths)].map((path) => foundImage(path));
        return { images: found, unanswered: [], missing: [], problems: [] };
      };
      const address = `hv${number}.example`;
      parts.reachAt(address, fake, { directories: new Map([['/srv', { ok: true, realPath: '/srv' }]]) });
      const user = { actor: { kind: 'USER', id: 'admin' }, requestId: `register-${number}` } as const;
      await parts.ended(parts.requests.registerHost({ address, name: null, directories: ['/srv'] }, user));
    });
    await Promise.all(registered);

    // Each requester asks for disks of every host, the first for most.
    const requesterOf = new Map<JobId, Requester>();
    const hostOf = new Map<JobId, HostId>();
    const disks = [...fakes.keys()].flatMap((hostId) =>
      disksOn(hostId).map((diskId) => ({ hostId, diskId })),
    );
    const asked = disks.map(async ({ hostId, diskId }, index) => {
      const disk = index % disksPerHost;
      const id: Requester = disk < 10 ? 'ann' : disk < 15 ? 'bob' : 'cyd';
      const asker = { actor: { kind: 'USER', id }, requestId: `request-${index}` } as const;
      const request = { diskId, idempotencyKey: null, options };
      const jobId = accepted(await parts.requests.sparsifyDisk(request, asker));
      requesterOf.set(jobId, id);
      hostOf.set(jobId, hostId);
      return `${parts.views.job(jobId)?.requestedAt} ${jobId}`;
    });
    // By age, and what was requested in the same millisecond by its id.
    const requested = (await Promise.all(asked)).toSorted().map((text) => text.split(' ')[1] as JobId);
    expect(requested).toHaveLength(hostCount * disksPerHost);

    parts.startCoordinator({ maxRuns });
    const startedOf = (who: Requester) =>
      started.filter(({ jobId }) => requesterOf.get(jobId) === who).length;
    const runningOf = (who: Requester) =>
      [...running.values()].filter(({ jobId }) => requesterOf.get(jobId) === who).length;
    const all = (who: Requester) => requested.filter((jobId) => requesterOf.get(jobId) === who).length;
    for (let ended = 0; ended < requested.length; ) {
      await untilNoneCanStart();
      // As long as each has jobs wherever there is a slot, all have as many runs.
      if (requesters.every((who) => all(who) - startedOf(who) > maxRunsPerHost * hostCount)) {
        expect(requesters.map(runningOf)).toEqual(requesters.map(() => maxRuns / requesters.length));
      }
      // Any of them, but the same at each run of the test.
      const ending = [...running].filter((_, index) => (index * 7) % 3 !== 1).slice(0, endedTogether);
      for (const [runId, { hostId }] of ending) {
        running.delete(runId);
        fakes.get(hostId)?.end(runId, goodReport);
      }
      ended += ending.length;
    }
    for (const jobId of requested) await parts.reached(jobId, 'COMPLETED');

    expect(most).toEqual({ onHost: maxRunsPerHost, inAll: maxRuns });
    for (const hostId of fakes.keys()) {
      for (const who of requesters) {
        const mine = started
          .filter((one) => one.hostId === hostId && requesterOf.get(one.jobId) === who)
          .map(({ jobId }) => jobId);
        expect(mine).toEqual(
          mine.toSorted((one, other) => requested.indexOf(one) - requested.indexOf(other)),
        );
      }
    }

    /** Waits until all slots are taken of which a job that waits could make use. */
    async function untilNoneCanStart(): Promise<void> {
      const canStart = (): boolean => {
        const known = new Set(started.map(({ jobId }) => jobId));
        const waiting = new Set(requested.filter((jobId) => !known.has(jobId)).map((id) => hostOf.get(id)));
        const runsOn = (id: HostId) => [...running.values()].filter(({ hostId }) => hostId === id).length;
        return (
          running.size < maxRuns &&
          [...waiting].some((hostId) => hostId !== undefined && runsOn(hostId) < maxRunsPerHost)
        );
      };
      const changes = parts.feed.changes({
        after: parts.feed.presentCursor(),
        wants: ({ job }) => job?.status === 'RUNNING',
      });
      try {
        if (!canStart()) return;
        for await (const _ of changes) if (!canStart()) return;
      } finally {
        await changes.return?.();
      }
    }
  } finally {
    await parts.close();
  }

  function disksOn(hostId: HostId) {
    return parts.views
      .disks({ hostId }, { field: 'NAME', direction: 'ASC' }, { first: 500 })
      .edges.map(({ node }) => node.id);
  }
});
