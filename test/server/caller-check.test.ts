import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { callerCheck } from '../../src/server/caller-check.ts';
import { errorsOf, send, startServer } from '../support/start-server.ts';

describe('the check of callers', () => {
  const check = callerCheck({
    allowedHosts: ['Winnow.example'],
    allowedOrigins: ['https://console.example'],
  });

  it.each([
    [{ host: 'localhost:8080' }],
    [{ host: 'LOCALHOST' }],
    [{ host: '127.0.0.1' }],
    [{ host: '127.0.0.2:1' }],
    [{ host: '[::1]:8080' }],
    [{ host: 'winnow.example:80' }],
    [{ host: 'localhost:8080', origin: 'http://localhost:8080' }],
    [{ host: 'winnow.example', origin: 'https://winnow.example' }],
    [{ host: 'localhost:8080', origin: 'https://console.example' }],
  ])('lets %j in', (headers) => {
    expect(check(headers)).toBeNull();
  });

  it.each([
    [{}],
    [{ host: '' }],
    [{ host: 'evil.example' }],
    [{ host: 'localhost.evil.example' }],
    [{ host: 'evil.example:localhost' }],
    [{ host: '127.0.0.1.evil.example' }],
    [{ host: '192.168.0.1:8080' }],
    [{ host: 'localhost@evil.example' }],
    [{ host: '[::2]' }],
  ])('turns %j away for its Host', (headers) => {
    expect(check(headers)?.code).toBe('HOST_NOT_ALLOWED');
  });

  it.each([
    'http://localhost:9999',
    'http://localhost',
    'http://evil.example',
    'https://console.example.evil.example',
    'http://console.example',
    'null',
    '',
  ])('turns pages of %j away', (origin) => {
    expect(check({ host: 'localhost:8080', origin })?.code).toBe('ORIGIN_NOT_ALLOWED');
  });
});

describe('a page elsewhere', () => {
  const body = '{"query":"{ __typename }"}';
  const json = { 'content-type': 'application/json' };

  it.each([
    ['a name of its own for this machine (rebinding)', { host: 'evil.example' }, 'HOST_NOT_ALLOWED'],
    ['a call across sites', { origin: 'http://evil.example' }, 'ORIGIN_NOT_ALLOWED'],
    ['a sandboxed frame', { origin: 'null' }, 'ORIGIN_NOT_ALLOWED'],
  ])('reaches nothing over HTTP with %s', async (_what, headers, code) => {
    const server = await startServer();
    for (const path of ['/graphql', '/livez', '/nothing']) {
      const answer = await send(server, { path, headers: { ...json, ...headers }, body });
      expect(answer.status).toBe(403);
      expect(errorsOf(answer)[0]?.extensions.code).toBe(code);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(server.services.sent).toEqual([]);
  });

  it('reaches nothing over HTTP with what a form can send', async () => {
    const server = await startServer();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      expect((await send(server, { headers: { 'content-type': type }, body })).status).toBe(415);
    }
  });

  it.each(['cross-site', 'same-site'])(
    'makes nothing work by an image or a frame of a page %s',
    async (site) => {
      const server = await startServer({ allowedOrigins: ['https://console.example'] });
      const headers = { 'sec-fetch-site': site, accept: '*/*' };
      for (const query of ['{ __typename }', 'subscription { activity { cursor } }']) {
        const path = `/graphql?${new URLSearchParams({ query })}`;
        const answer = await send(server, { method: 'GET', path, headers });
        expect(answer.status).toBe(403);
        expect(errorsOf(answer)[0]).toMatchObject({
          message: expect.stringContaining('WINNOW_ALLOWED_ORIGINS'),
          extensions: { code: 'ORIGIN_NOT_ALLOWED' },
        });
      }
    },
  );

  it.each([
    ['a name of its own for this machine (rebinding)', { headers: { host: 'evil.example' } }],
    ['a call across sites', { origin: 'http://evil.example' }],
  ])('reaches nothing over a WebSocket with %s', async (_what, options) => {
    const server = await startServer();
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws', options);
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
    socket.on('error', () => undefined);
    socket.terminate();
  });

  it('may call when its origin is allowed, and asks first', async () => {
    const origin = 'https://console.example';
    const server = await startServer({ allowedOrigins: [origin] });
    const asked = await send(server, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST',
      vary: 'origin',
    });
    const answer = await send(server, { headers: { ...json, origin }, body });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws', { origin });
    await once(socket, 'open');
    socket.terminate();
  });
});
