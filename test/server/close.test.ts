import { once } from 'node:events';
import { connect } from 'node:net';
import { createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Outcome } from '../../src/requests/requests.ts';
import { openSocket } from '../support/open-socket.ts';
import { jobId } from '../support/seeded-services.ts';
import { post, send, startServer } from '../support/start-server.ts';

const cancel = 'mutation { cancelSparsifyJob(input: { id: "job_1" }) { job { id } } }';
const byJob = 'subscription { sparsifyJob(id: "job_1") { cursor } }';

/** A mutation that the test answers when it likes. */
function pendingAnswer() {
  const { promise: asked, resolve: wasAsked } = Promise.withResolvers<void>();
  const { promise, resolve: finish } = Promise.withResolvers<Outcome<never>>();
  const answer = (): Promise<Outcome<never>> => {
    wasAsked();
    return promise;
  };
  return { asked, answer, finish: () => finish({ ok: true, value: jobId as never }) };
}

describe('close()', () => {
  it('finishes the requests in flight, and takes no more', async () => {
    // So long that the test would end before.
    const server = await startServer({ closeTimeoutMs: 2 ** 31 - 1 });
    await server.services.putJob();
    const { asked, answer, finish } = pendingAnswer();
    server.services.answer = answer;
    const inFlight = post(server, cancel);
    await asked;
    const closed = server.close();
    await expect(send(server, { method: 'GET', path: '/livez' })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    finish();
    expect(JSON.parse((await inFlight).text)).toEqual({
      data: { cancelSparsifyJob: { job: { id: 'job_1' } } },
    });
    await closed;
  });

  it('cuts off what does not finish in time', async () => {
    const server = await startServer({ closeTimeoutMs: 100 });
    const { asked, answer, finish } = pendingAnswer();
    server.services.answer = answer;
    const inFlight = post(server, cancel);
    inFlight.catch(() => undefined);
    await asked;
    await server.close();
    await expect(inFlight).rejects.toMatchObject({ code: 'ECONNRESET' });
    finish();
  });

  it('closes WebSockets with 1012 and ends their subscriptions', async () => {
    const server = await startServer();
    await server.services.putJob();
    const { subscribe, next, closed } = await openSocket(server);
    subscribe(byJob);
    await next();
    await server.close();
    expect(await closed).toEqual({ code: 1012, reason: 'Service restart' });
    expect(server.services.subscribers.size).toBe(0);
  });

  it('leaves a client of graphql-ws trying again, as after any fault that passes', async () => {
    const server = await startServer();
    await server.services.putJob();
    const { promise: retried, resolve: retries } = Promise.withResolvers<number>();
    const client = createClient({
      url: server.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 1,
      retryWait: (retry) => {
        retries(retry);
        return new Promise(() => undefined);
      },
    });
    const updates = client.iterate({ query: byJob });
    await updates.next();
    const waiting = updates.next();
    waiting.catch(() => undefined);
    await server.close();
    expect(await retried).toBe(0);
  });

  it('does not wait for clients that keep silent, half-open or idle ones included', async () => {
    const server = await startServer({ closeTimeoutMs: 200, webSocket: { closeTimeoutMs: 100 } });
    const reader = await openSocket(server);
    reader.socket.pause();
    const idle = connect(server.port, '127.0.0.1');
    const halfSent = connect(server.port, '127.0.0.1');
    for (const socket of [idle, halfSent]) {
      socket.on('error', () => undefined);
      await once(socket, 'connect');
    }
    halfSent.write('POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');
    await server.close();
  });

  it('may be called twice', async () => {
    const server = await startServer();
    await Promise.all([server.close(), server.close()]);
    await server.close();
  });
});
