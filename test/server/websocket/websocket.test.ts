import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { openSocket } from '../../support/open-socket.ts';
import { patience } from '../../support/patience.ts';
import { renamed, stepsTo } from '../../support/seeded-services.ts';
import { startServer } from '../../support/start-server.ts';

const byDisk = 'subscription { disk(id: "disk_1") { cursor disk { name } } }';

describe('a WebSocket', () => {
  it('carries subscriptions to the client of graphql-ws, each state in order', async () => {
    const server = await startServer();
    await server.services.putJob({ status: 'LOCKED' });
    const client = createClient({
      url: server.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    onTestFinished(async () => client.dispose());
    const states: unknown[] = [];
    for await (const { data } of client.iterate({
      query: 'subscription { sparsifyJob(id: "job_1") { job { status } } }',
    })) {
      states.push(data?.sparsifyJob);
      if (states.length > 1) continue;
      await server.services.given('disk-disk_1', ...stepsTo('job_1', 'COMPLETED', { from: 'LOCKED' }));
    }
    expect(states).toEqual(['LOCKED', 'RUNNING', 'COMPLETED'].map((status) => ({ job: { status } })));
  });

  it('carries queries and mutations too', async () => {
    const server = await startServer();
    await server.services.putDisk();
    const { subscribe, next } = await openSocket(server);
    subscribe('mutation { removeDisk(input: { id: "disk_1" }) { disk { id } } }');
    expect(await next()).toEqual({
      type: 'next',
      id: '1',
      payload: { data: { removeDisk: { disk: { id: 'disk_1' } } } },
    });
    expect((await next()).type).toBe('complete');
  });

  it('ends a subscription at once when the client completes it, while it waits', async () => {
    const server = await startServer();
    await server.services.putDisk();
    const { subscribe, send, next } = await openSocket(server);
    subscribe(byDisk);
    await next();
    expect(server.services.subscribers.size).toBe(1);
    send({ type: 'complete', id: '1' });
    const line = await server.line(({ transport }) => transport === 'websocket');
    expect(line).toMatchObject({
      msg: 'operation',
      type: 'subscription',
      payloads: 1,
      ms: expect.any(Number),
    });
    expect(server.services.subscribers.size).toBe(0);
  });

  it('ends its subscriptions when the client is gone', async () => {
    const server = await startServer();
    await server.services.putDisk();
    const { subscribe, next, socket } = await openSocket(server);
    subscribe(byDisk, {}, 'a');
    subscribe(byDisk, {}, 'b');
    await next();
    await next();
    socket.terminate();
    await server.line(({ msg }) => msg === 'websocket closed');
    expect(server.services.subscribers.size).toBe(0);
  });

  it('that never initialises is closed with 4408', async () => {
    const server = await startServer({ webSocket: { initTimeoutMs: 50 } });
    const { closed } = await openSocket(server, { init: false });
    expect(await closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  it('that asks before it initialises is closed with 4401', async () => {
    const { subscribe, closed } = await openSocket(await startServer(), { init: false });
    subscribe('{ __typename }');
    expect((await closed).code).toBe(4401);
  });

  it.each(['{', '{"type":"nothing"}', '{"type":"subscribe","id":"1"}', '[]', ''])(
    'that sends %j is closed with 4400',
    async (text) => {
      const { socket, closed } = await openSocket(await startServer());
      socket.send(text);
      expect((await closed).code).toBe(4400);
    },
  );

  it.each([
    '{"type":"next","id":"1","payload":{}}',
    '{"type":"error","id":"1","payload":[{"message":"x"}]}',
    '{"type":"connection_ack"}',
  ])('that sends what only servers send, %s, is closed with 4400 and no fault in the log', async (text) => {
    const server = await startServer();
    const { socket, closed } = await openSocket(server);
    socket.send(text);
    expect(await closed).toEqual({ code: 4400, reason: 'Only servers send messages of this type' });
    expect(server.lines.filter(({ level }) => level === 50)).toEqual([]);
  });

  it('whose ping is nested too deeply to be answered is closed with 4400 and no fault in the log', async () => {
    const server = await startServer();
    const { socket, closed } = await openSocket(server);
    socket.send(`{"type":"ping","payload":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`);
    expect(await closed).toEqual({ code: 4400, reason: 'A ping that is nested too deeply' });
    expect(server.lines.filter(({ level }) => level === 50)).toEqual([]);
  });

  it.each([
    'subscription { activity @skip(if: true) { cursor } }',
    'subscription ($no: Boolean!) { ...A @include(if: $no) } fragment A on Subscription { activity { cursor } }',
    'subscription { ...A } fragment A on Subscription { ... @skip(if: true) { activity { cursor } } }',
  ])('that asks for a subscription without a field, %s, gets an error, and goes on', async (document) => {
    const server = await startServer();
    const { subscribe, next } = await openSocket(server);
    subscribe(document, { no: false });
    expect(await next()).toMatchObject({
      id: '1',
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    subscribe('{ __typename }', {}, '2');
    expect(await next()).toMatchObject({ id: '2', payload: { data: { __typename: 'Query' } } });
  });

  it('without the subprotocol is closed with 4406', async () => {
    const { port } = await startServer();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`);
    const [code] = await once(socket, 'close');
    expect(code).toBe(4406);
  });

  it('elsewhere than at /graphql is answered 404', async () => {
    const { port } = await startServer();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/other`, 'graphql-transport-ws');
    socket.on('error', () => undefined);
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(404);
    socket.terminate();
  });

  it('beyond the limit of sockets is answered 503, until one closes', async () => {
    const server = await startServer({ webSocket: { maxSockets: 1 } });
    const first = await openSocket(server);
    const second = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws');
    second.on('error', () => undefined);
    const [, response] = await once(second, 'unexpected-response');
    expect(response.statusCode).toBe(503);
    second.terminate();
    first.socket.close();
    await server.line(({ msg }) => msg === 'websocket closed');
    await openSocket(server);
  });

  it('has a limit of operations in flight; the one beyond it fails, the others go on', async () => {
    const server = await startServer({ webSocket: { maxOperations: 1 } });
    await server.services.putDisk();
    const { subscribe, next } = await openSocket(server);
    subscribe(byDisk, {}, 'first');
    await next();
    subscribe(byDisk, {}, 'second');
    expect(await next()).toMatchObject({
      id: 'second',
      type: 'error',
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS', actual: 2, limit: 1 } }],
    });
    await server.services.given('disk-disk_1', renamed('db'));
    expect(await next()).toMatchObject({
      id: 'first',
      payload: { data: { disk: { disk: { name: 'db' } } } },
    });
  });

  it('answers pings of both levels', async () => {
    const { socket, send, next } = await openSocket(await startServer());
    send({ type: 'ping', payload: { n: 1 } });
    expect(await next()).toEqual({ type: 'pong', payload: { n: 1 } });
    socket.ping('x');
    expect(String((await once(socket, 'pong'))[0])).toBe('x');
  });

  it('whose peer is dead is dropped', async () => {
    const server = await startServer({ webSocket: { pingIntervalMs: 30 } });
    await server.services.putDisk();
    const { subscribe, next } = await openSocket(server, { autoPong: false });
    subscribe(byDisk);
    await next();
    await server.line(({ msg }) => msg === 'websocket closed');
    expect(server.services.subscribers.size).toBe(0);
  });

  it('whose peer answers pings stays', async () => {
    const server = await startServer({ webSocket: { pingIntervalMs: patience(100) } });
    const { socket } = await openSocket(server);
    for (let i = 0; i < 5; i += 1) await once(socket, 'ping');
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('a client that never reads', () => {
  const large = 'x'.repeat(100_000);

  it('is held up alone: its subscription waits, others get every change', async () => {
    // Longer than any test; a client that is paused does not answer pings either.
    const never = 2 ** 31 - 1;
    const server = await startServer({ webSocket: { readTimeoutMs: never, pingIntervalMs: never } });
    await server.services.putDisk();
    const [silent, reader] = [await openSocket(server), await openSocket(server)];
    for (const { subscribe, next } of [silent, reader]) {
      subscribe(byDisk);
      await next();
    }
    silent.socket.pause();
    const asked = new Set<number>();
    for (let i = 0; i < 200; i += 1) {
      await server.services.given('disk-disk_1', renamed(`${i} ${large}`));
      const message = await reader.next();
      expect(JSON.stringify(message)).toContain(`"name":"${i} `);
      asked.add(i);
    }
    expect(asked.size).toBe(200);
    silent.socket.resume();
    const names: number[] = [];
    while (names.length < 200) {
      const { payload } = (await silent.next()) as {
        payload: { data: { disk: { disk: { name: string } } } };
      };
      names.push(Number.parseInt(payload.data.disk.disk.name, 10));
    }
    expect(names).toEqual([...asked]);
  });

  it('is closed with 1013 after a time, and its subscriptions end', async () => {
    const server = await startServer({ webSocket: { readTimeoutMs: 100, closeTimeoutMs: 50 } });
    await server.services.putDisk();
    const { subscribe, next, socket } = await openSocket(server);
    subscribe(byDisk);
    await next();
    socket.pause();
    for (let i = 0; i < 200; i += 1) await server.services.given('disk-disk_1', renamed(`${i} ${large}`));
    await server.line(({ msg }) => msg === 'websocket closed');
    expect(server.services.subscribers.size).toBe(0);
  });

  it('cannot make the server keep more than the bound, however much it asks', async () => {
    const server = await startServer({ webSocket: { maxBufferedBytes: 200_000, closeTimeoutMs: 50 } });
    await server.services.putDisk({ name: large });
    const { subscribe, socket, closed } = await openSocket(server);
    socket.pause();
    for (let i = 0; i < 500; i += 1) subscribe('{ disk(id: "disk_1") { name } }', {}, String(i));
    await server.line(({ msg }) => msg === 'websocket closed');
    const sent = server.lines.filter(({ msg }) => msg === 'operation');
    expect(sent.length).toBeGreaterThan(0);
    socket.resume();
    expect([1006, 1013]).toContain((await closed).code);
  });

  it('cannot fill the server’s memory with pongs', async () => {
    const server = await startServer({ webSocket: { maxBufferedBytes: 100_000, closeTimeoutMs: 50 } });
    const { socket } = await openSocket(server);
    socket.pause();
    const payload = 'x'.repeat(120);
    const flood = (): void => {
      for (let i = 0; i < 2000 && socket.readyState === WebSocket.OPEN; i += 1) socket.ping(payload);
      if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < 1_000_000) setImmediate(flood);
    };
    flood();
    await server.line(({ msg }) => msg === 'websocket closed');
    expect(server.lines.some(({ level }) => level === 50)).toBe(false);
  });
});
