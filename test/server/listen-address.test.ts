import { createServer as createTcpServer } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/server/create-server.ts';
import { isLoopback } from '../../src/server/listen-address.ts';
import { defaultServerSettings } from '../../src/server/settings.ts';
import { seededServices } from '../support/seeded-services.ts';
import { send, startServer } from '../support/start-server.ts';

const listenOn = async (host: string, port = 0) =>
  createServer({
    services: await seededServices(),
    settings: { ...defaultServerSettings, host, port },
    logger: pino({ level: 'silent' }),
  });

describe('where the server listens', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost', 'LOCALHOST'])('may be %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.5',
    '128.0.0.1',
    '::ffff:10.0.0.1',
    'example.org',
    'localhost.example.org',
    '',
  ])('may not be %j, as there is no sign-in: the error says why and what to do', async (host) => {
    await expect(listenOn(host)).rejects.toMatchObject({
      name: 'UnsafeListenAddress',
      message: expect.stringMatching(/no sign-in yet.*SSH tunnel/),
    });
  });

  it('may be IPv6', async () => {
    const server = await listenOn('::1');
    onTestFinished(() => server.close());
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+\/graphql$/);
    expect((await fetch(new URL('/livez', server.url))).status).toBe(200);
  });

  it('is told clearly when another program has the port', async () => {
    const other = createTcpServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(listenOn('127.0.0.1', port)).rejects.toMatchObject({
      name: 'CannotListen',
      message: `Cannot listen on 127.0.0.1, port ${port}: another program does already. Stop it, or choose another port.`,
    });
  });
});

describe('health', () => {
  const ready = async (change: (server: Awaited<ReturnType<typeof startServer>>) => void) => {
    const server = await startServer();
    change(server);
    const { status, text } = await send(server, { method: 'GET', path: '/readyz' });
    return { status, ...JSON.parse(text) };
  };

  it('is live while the process answers', async () => {
    expect((await send(await startServer(), { method: 'GET', path: '/livez' })).status).toBe(200);
  });

  it('is ready while the store is available and the views keep up', async () => {
    expect(await ready(() => undefined)).toEqual({ status: 200, ready: true, problem: null });
  });

  it('is not ready while the store is not available', async () => {
    const eventStore = { kind: 'SQLITE', available: false, problem: 'The disk is full.' } as const;
    expect(await ready(({ services }) => Object.assign(services.status, { eventStore }))).toEqual({
      status: 503,
      ready: false,
      problem: 'The disk is full.',
    });
  });

  it('is not ready while the views are far behind', async () => {
    const projections = { position: null, lagSeconds: 31 };
    expect(await ready(({ services }) => Object.assign(services.status, { projections }))).toMatchObject({
      status: 503,
      problem: 'The views are 31 s behind the events, at most 30 s are allowed.',
    });
  });
});
