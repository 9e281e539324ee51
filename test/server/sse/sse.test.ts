import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createClient } from 'graphql-sse';
import { describe, expect, it, onTestFinished } from 'vitest';
import { breakFeed } from '../../support/break-feed.ts';
import { eventsOf, openStream } from '../../support/event-stream.ts';
import { renamed, stepsTo } from '../../support/seeded-services.ts';
import { errorsOf, post, send, startServer, type TestServer } from '../../support/start-server.ts';

const byDisk = 'subscription { disk(id: "disk_1") { cursor disk { name } } }';
const byJob = 'subscription { sparsifyJob(id: "job_1") { job { status } } }';
/** Longer than any test. */
const never = 2 ** 31 - 1;
const stream = { accept: 'text/event-stream' };

async function endJob({ services }: TestServer): Promise<void> {
  await services.given('disk-disk_1', ...stepsTo('job_1', 'COMPLETED', { from: 'LOCKED' }));
}

describe('an event stream', () => {
  it('carries subscriptions to the client of graphql-sse, each state in order', async () => {
    const server = await startServer();
    await server.services.putJob({ status: 'LOCKED' });
    const client = createClient({ url: server.url, retryAttempts: 0 });
    onTestFinished(() => client.dispose());
    const states: unknown[] = [];
    for await (const { data } of client.iterate({ query: byJob })) {
      states.push(data?.sparsifyJob);
      if (states.length === 1) await endJob(server);
    }
    expect(states).toEqual(['LOCKED', 'RUNNING', 'COMPLETED'].map((status) => ({ job: { status } })));
  });

  it.each([
    ['POST', ['-H', 'content-type: application/json', '-d', JSON.stringify({ query: byJob })]],
    ['GET', ['-G', '--data-urlencode', `query=${byJob}`]],
  ])('shows a job live to its end to curl -N, by %s', async (_method, args) => {
    const server = await startServer();
    await server.services.putJob({ status: 'LOCKED' });
    const curl = spawn('curl', ['-sN', server.url, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void curl.kill());
    const lines: string[] = [];
    for await (const line of createInterface(curl.stdout)) {
      lines.push(line);
      if (line.includes('LOCKED')) await endJob(server);
    }
    const state = (status: string): string[] => [
      'event: next',
      expect.stringMatching(/^id: \S+$/),
      `data: {"data":{"sparsifyJob":{"job":{"status":"${status}"}}}}`,
      '',
    ];
    expect(lines).toEqual([
      ':',
      '',
      ...['LOCKED', 'RUNNING', 'COMPLETED'].flatMap(state),
      'event: complete',
      'data:',
      '',
    ]);
  });

  it('says to proxies and browsers what it is', async () => {
    const server = await startServer({ allowedOrigins: ['https://console.example'] });
    await server.services.putDisk();
    const { response } = await openStream(server, byDisk, { headers: { origin: 'https://console.example' } });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^req_/),
      'access-control-allow-origin': 'https://console.example',
    });
  });

  it('has the cursor as the id of each event, which resumes as Last-Event-ID, whatever after says', async () => {
    const server = await startServer();
    await server.services.putDisk();
    const query =
      'subscription ($after: String) { disk(id: "disk_1", after: $after) { cursor disk { name } } }';
    const after = server.services.feed.presentCursor();
    const first = await openStream(server, query, { variables: { after } });
    await server.services.given('disk-disk_1', renamed('one'));
    const seen = await first.next();
    expect(seen).toEqual({
      event: 'next',
      id: server.services.feed.presentCursor(),
      data: { data: { disk: { cursor: seen?.id, disk: { name: 'one' } } } },
    });
    first.response.destroy();
    await server.services.given('disk-disk_1', renamed('two'));
    const headers = { 'last-event-id': String(seen?.id) };
    const second = await openStream(server, query, { headers, variables: { after } });
    expect((await second.next())?.data).toEqual({
      data: { disk: { cursor: server.services.feed.presentCursor(), disk: { name: 'two' } } },
    });
  });

  it('completes at once where the job has ended and nothing was missed', async () => {
    const server = await startServer();
    await server.services.putJob({ status: 'COMPLETED' });
    const headers = { 'last-event-id': server.services.feed.presentCursor() };
    const { next } = await openStream(server, byJob, { headers });
    expect(await next()).toEqual({ event: 'complete', id: null, data: null });
  });

  it('has one line in the log', async () => {
    const server = await startServer();
    await server.services.putJob({ status: 'COMPLETED' });
    await post(server, byJob, {}, stream);
    await post(server, '{ __typename }');
    await server.line(({ type }) => type === 'query');
    const lines = server.lines.filter(({ msg }) => msg === 'operation');
    expect(lines.map(({ transport, payloads }) => [transport, payloads])).toEqual([
      ['sse', 1],
      [undefined, undefined],
    ]);
  });

  it('carries queries and mutations too', async () => {
    const server = await startServer();
    await server.services.putDisk();
    const mutation = 'mutation { removeDisk(input: { id: "disk_1" }) { disk { id } } }';
    for (const query of ['{ disk(id: "disk_1") { id } }', mutation]) {
      const events = eventsOf((await post(server, query, {}, stream)).text);
      expect(events.map(({ event }) => event)).toEqual(['next', 'complete']);
      expect(JSON.stringify(events[0]?.data)).toContain('"id":"disk_1"');
    }
    expect(server.services.sent).toHaveLength(1);
  });

  it('takes no mutation by GET', async () => {
    const server = await startServer();
    const query = 'mutation { removeDisk(input: { id: "disk_1" }) { disk { id } } }';
    const path = `/graphql?${new URLSearchParams({ query })}`;
    expect((await send(server, { method: 'GET', path, headers: stream })).status).toBe(405);
    expect(server.services.sent).toEqual([]);
  });

  it.each([
    ['does not parse', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['is not valid', 'subscription { nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['resumes after a cursor of elsewhere', byDisk, { 'last-event-id': 'x' }, 'BAD_CURSOR'],
    ['is to what there is not', byJob, {}, 'NOT_FOUND'],
  ])('tells in an event of a subscription that %s', async (_what, query, headers, code) => {
    const server = await startServer();
    await server.services.putDisk();
    const { next } = await openStream(server, query, { headers });
    expect(await next()).toMatchObject({ event: 'next', data: { errors: [{ extensions: { code } }] } });
    expect(await next()).toMatchObject({ event: 'complete' });
    expect(await next()).toBeNull();
  });

  it('ends with the masked fault where the feed breaks off', async () => {
    const server = await startServer();
    await server.services.putDisk();
    breakFeed(server.services.feed);
    const { next, text: received } = await openStream(server, byDisk);
    await next();
    expect(await next()).toMatchObject({
      data: { errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] },
    });
    expect(await next()).toMatchObject({ event: 'complete' });
    expect(received()).not.toContain('secret');
    expect(await server.line(({ msg }) => msg === 'operation met a fault')).toMatchObject({
      err: { message: 'secret' },
    });
  });

  it('ends its subscription at once when the client leaves, with a line in the log', async () => {
    const server = await startServer();
    await server.services.putDisk();
    const { next, response } = await openStream(server, `subscription Follow ${byDisk.slice(13)}`);
    await next();
    expect(server.services.subscribers.size).toBe(1);
    response.destroy();
    expect(await server.line(({ transport }) => transport === 'sse')).toMatchObject({
      msg: 'operation',
      requestId: response.headers['x-request-id'],
      operation: 'Follow',
      type: 'subscription',
      status: 200,
      payloads: 1,
      ms: expect.any(Number),
    });
    expect(server.services.subscribers.size).toBe(0);
  });

  it('beyond the limit is answered 503, until one closes', async () => {
    const server = await startServer({ eventStreams: { maxStreams: 1 } });
    await server.services.putDisk();
    const { response } = await openStream(server, byDisk);
    const answer = await post(server, byDisk, {}, stream);
    expect(answer.status).toBe(503);
    expect(errorsOf(answer)[0]).toMatchObject({
      message: expect.stringContaining('at most 1'),
      extensions: { code: 'TOO_MANY_STREAMS' },
    });
    expect(server.services.subscribers.size).toBe(1);
    response.destroy();
    await server.line(({ transport }) => transport === 'sse');
    expect((await openStream(server, byDisk)).response.statusCode).toBe(200);
  });

  it('has comments while it is quiet', async () => {
    const server = await startServer({ eventStreams: { keepAliveMs: 5 } });
    await server.services.putDisk();
    const { response } = await openStream(server, 'subscription { activity { cursor } }');
    let received = '';
    for await (const part of response) {
      received += part;
      if (received.length > 20) break;
    }
    expect(received).toMatch(/^(:\n\n)+$/);
  });
});

describe('a client that does not read its event stream', () => {
  const large = 'x'.repeat(100_000);

  it('is held up alone, and gets every change once it reads', async () => {
    const server = await startServer({ eventStreams: { readTimeoutMs: never } });
    await server.services.putDisk();
    const [idle, reader] = [await openStream(server, byDisk), await openStream(server, byDisk)];
    await reader.next();
    idle.response.pause();
    for (let i = 0; i < 200; i += 1) {
      await server.services.given('disk-disk_1', renamed(`${i} ${large}`));
      expect(JSON.stringify(await reader.next())).toContain(`"name":"${i} `);
    }
    idle.response.resume();
    await idle.next();
    for (let i = 0; i < 200; i += 1) expect(JSON.stringify(await idle.next())).toContain(`"name":"${i} `);
  });

  it('is cut off after a time with a message, and its subscription ends', async () => {
    const server = await startServer({ eventStreams: { readTimeoutMs: 100, closeTimeoutMs: never } });
    await server.services.putDisk();
    const idle = await openStream(server, byDisk);
    await idle.next();
    idle.response.pause();
    for (let i = 0; i < 200; i += 1) await server.services.given('disk-disk_1', renamed(`${i} ${large}`));
    await expect.poll(() => server.services.subscribers.size).toBe(0);
    idle.response.resume();
    while ((await idle.next()) !== null);
    expect(idle.text()).toMatch(/\n\n: Too slow: read faster, and resume with the last id\.\n\n$/);
    expect(idle.text()).not.toContain('event: complete');
  });

  it('is dropped where it does not read that either', async () => {
    const server = await startServer({ eventStreams: { readTimeoutMs: 50, closeTimeoutMs: 50 } });
    await server.services.putDisk();
    const idle = await openStream(server, byDisk);
    idle.response.pause();
    for (let i = 0; i < 200; i += 1) await server.services.given('disk-disk_1', renamed(`${i} ${large}`));
    await server.line(({ transport }) => transport === 'sse');
    expect(server.services.subscribers.size).toBe(0);
  });
});

describe('close()', () => {
  it('ends event streams so that clients know that they were cut off', async () => {
    const server = await startServer();
    await server.services.putJob();
    const { next, text: received } = await openStream(server, byJob);
    await next();
    await server.close();
    expect(await next()).toBeNull();
    expect(received()).toMatch(/: The server closes: connect again, and resume with the last id\.\n\n$/);
    expect(server.services.subscribers.size).toBe(0);
  });

  it('leaves a client of graphql-sse trying again', async () => {
    const server = await startServer();
    await server.services.putJob();
    const { promise: retried, resolve: retries } = Promise.withResolvers<number>();
    const client = createClient({
      url: server.url,
      retryAttempts: 1,
      retry: (retry) => {
        retries(retry);
        return new Promise(() => undefined);
      },
    });
    onTestFinished(() => client.dispose());
    const updates = client.iterate({ query: byJob });
    await updates.next();
    updates.next().catch(() => undefined);
    await server.close();
    expect(await retried).toBe(0);
  });
});
