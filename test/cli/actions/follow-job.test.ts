import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { exitCodeOf, followJob, runJob } from '../../../src/cli/actions/follow-job.ts';
import { cancelSparsifyJob, getJob, type JobNode, watchJob } from '../../../src/cli/client/documents.ts';
import type { GraphqlClient } from '../../../src/cli/client/graphql-client.ts';
import { silentDisplay } from '../../../src/cli/output/progress-display.ts';
import { aCompletedJob, aJob, aRunningJob } from '../a-job.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

/** A server on which one job goes the way the test lets it go. */
function scriptedClient(): GraphqlClient & { tell(job: JobNode): void; end(): void; canceled: string[] } {
  const jobs: JobNode[] = [];
  const canceled: string[] = [];
  let ended = false;
  let wake = () => {};
  const client = {
    canceled,
    tell(job: JobNode) {
      jobs.push(job);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async request(operation: unknown, variables: { input?: { id: string } }) {
      if (operation === getJob) return { sparsifyJob: jobs.at(-1) ?? null };
      if (operation !== cancelSparsifyJob) throw new Error('Not expected.');
      canceled.push(variables.input?.id ?? '');
      return { cancelSparsifyJob: { job: aJob(), userErrors: [] } };
    },
    async *subscribe(operation: unknown) {
      if (operation !== watchJob) throw new Error('Not expected.');
      for (let next = 0; ; ) {
        for (const job of jobs.slice(next)) {
          next++;
          yield { sparsifyJob: { cursor: String(next), job } };
        }
        if (ended) return;
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
    },
    close: async () => {},
  };
  return client as typeof client & GraphqlClient;
}

describe('following a job', () => {
  it('ends with the terminal state, and has shown every state before', async () => {
    const client = scriptedClient();
    const seen: string[] = [];
    const following = followJob(client, 'job_1', (job) => seen.push(job.status));
    for (const job of [aJob(), aRunningJob(), aCompletedJob()]) client.tell(job);
    expect((await following).status).toBe('COMPLETED');
    expect(seen).toEqual(['REQUESTED', 'RUNNING', 'COMPLETED']);
  });

  it('looks the job up when the subscription ends without a terminal state', async () => {
    const client = scriptedClient();
    client.tell(aRunningJob());
    client.end();
    expect((await followJob(client, 'job_1', () => {})).status).toBe('RUNNING');
  });

  it('says so when there is no such job', async () => {
    const client = scriptedClient();
    client.end();
    await expect(followJob(client, 'job_1', () => {})).rejects.toMatchObject({
      code: 'NOT_FOUND',
      exitCode: 3,
    });
  });
});

describe('an interrupt', () => {
  it('cancels the job, and waits for its end', async () => {
    const client = scriptedClient();
    const terminal = capturedTerminal();
    const running = runJob(async () => aJob(), client, silentDisplay(terminal.stderr), terminal);
    await Promise.resolve();
    terminal.interrupt();
    client.tell(aJob({ status: 'CANCELED' }));
    const job = await running;
    expect(client.canceled).toEqual(['job_1']);
    expect(terminal.exitedWith()).toBeNull();
    expect(exitCodeOf(job)).toBe(130);
  });

  it('that comes before the job is accepted cancels it as soon as it is', async () => {
    const client = scriptedClient();
    const terminal = capturedTerminal();
    const { promise: accepted, resolve: accept } = Promise.withResolvers<JobNode>();
    const running = runJob(() => accepted, client, silentDisplay(terminal.stderr), terminal);
    terminal.interrupt();
    expect(client.canceled).toEqual([]);
    accept(aJob());
    client.tell(aJob({ status: 'CANCELED' }));
    await running;
    expect(client.canceled).toEqual(['job_1']);
  });

  it('after the first leaves at once, and says how to follow the run', async () => {
    const client = scriptedClient();
    const terminal = capturedTerminal();
    const running = runJob(async () => aJob(), client, silentDisplay(terminal.stderr), terminal);
    await setImmediate();
    terminal.interrupt();
    terminal.interrupt();
    expect(terminal.exitedWith()).toBe(130);
    expect(terminal.err()).toContain('winnow follow job_1');
    client.tell(aJob({ status: 'CANCELED' }));
    await running;
  });
});

describe('the exit code of a job', () => {
  it.each([
    ['COMPLETED', 0],
    ['FAILED', 1],
    ['CANCELED', 130],
  ] as const)('%s is %i', (status, code) => {
    expect(exitCodeOf(aJob({ status }))).toBe(code);
  });
});
