import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../../src/cli/client/endpoint.ts';
import { networkClient } from '../../../src/cli/client/network-client.ts';
import { ServerFault, ServerUnreachable, UsageError } from '../../../src/cli/errors.ts';
import { freePort } from '../../support/free-port.ts';
import { patience } from '../../support/patience.ts';
import { broken, greeting, numbers, refused, tinyServer } from './tiny-server.ts';

const clientOf = (url: string, options: Parameters<typeof networkClient>[1] = {}) =>
  networkClient(parseEndpoint(url), { reconnectFor: patience(5_000), longestPause: 10, ...options });

describe('the address of a server', () => {
  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/graphql', 'ws://127.0.0.1:8080/graphql', true],
    ['http://localhost:1/', 'http://localhost:1/graphql', 'ws://localhost:1/graphql', true],
    ['http://[::1]:8080/#top', 'http://[::1]:8080/graphql', 'ws://[::1]:8080/graphql', true],
    ['https://winnow.example/api', 'https://winnow.example/api', 'wss://winnow.example/api', false],
  ])('%s', (text, http, webSocket, local) => {
    expect(parseEndpoint(text)).toEqual({ http, webSocket, local });
  });

  it.each(['127.0.0.1:8080', 'ftp://host', ''])(
    '"%s" is none, and the message says what one looks like',
    (text) => {
      expect(() => parseEndpoint(text)).toThrow(UsageError);
    },
  );

  it.each(['http://ada:secret@127.0.0.1:8080', 'http://ada@127.0.0.1:8080', 'http://:secret@127.0.0.1:8080'])(
    '"%s" is refused for its user or password, which is not shown',
    (text) => {
      expect(() => parseEndpoint(text)).toThrow(/^The address of a server takes no user and no password/);
    },
  );
});

describe('requests over the network', () => {
  it('carry variables there and data back', async () => {
    await using server = await tinyServer();
    const client = clientOf(server.url);
    expect(await client.request(greeting, { name: 'Ada' })).toEqual({ greeting: 'Hello, Ada' });
    await client.close();
  });

  it('fail with the server’s own message', async () => {
    await using server = await tinyServer();
    await expect(clientOf(server.url).request(broken, {})).rejects.toThrow(
      new ServerFault('The server could not answer: The store is on fire.'),
    );
  });

  it('say that nobody answers', async () => {
    const { url } = await closedServer();
    await expect(clientOf(url).request(greeting, { name: 'Ada' })).rejects.toThrow(
      `The server at ${url}/graphql does not answer.`,
    );
  });

  it('say that what answers is no Winnow', async () => {
    await using server = await tinyServer();
    await expect(clientOf(`${server.url}/elsewhere`).request(greeting, { name: 'Ada' })).rejects.toThrow(
      /answered with HTTP status 404 and not with GraphQL/,
    );
  });
});

describe('subscriptions over the network', () => {
  it('give every payload and end with the server’s end', async () => {
    await using server = await tinyServer();
    expect(await valuesOf(clientOf(server.url), 3)).toEqual([1, 2, 3]);
  });

  it('go on after the last cursor when the connection is cut, and miss and repeat nothing', async () => {
    await using server = await tinyServer({ cutAfter: [2, 4] });
    let cuts = 0;
    const client = clientOf(server.url, { onCut: () => cuts++ });
    expect(await valuesOf(client, 6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(server.askedAfter[0]).toBeNull();
    expect(server.askedAfter.length).toBe(3);
    expect(cuts).toBe(2);
  });

  it('go on when the server is away for a while', async () => {
    const seen: number[] = [];
    const port = await freePort();
    const first = await tinyServer({ cutAfter: [1], port });
    let second: Awaited<ReturnType<typeof tinyServer>> | null = null;
    const client = clientOf(first.url, {
      onCut: async () => {
        await first[Symbol.asyncDispose]();
        second ??= await tinyServer({ port });
      },
    });
    for await (const data of client.subscribe(numbers, { to: 3 })) seen.push(data.numbers.value);
    expect(seen).toEqual([1, 2, 3]);
    await client.close();
    await (second as AsyncDisposable | null)?.[Symbol.asyncDispose]();
  });

  it('are given up when the server stays away', async () => {
    const { url } = await closedServer();
    await expect(valuesOf(clientOf(url, { reconnectFor: 30 }), 1)).rejects.toThrow(ServerUnreachable);
  });

  it('are not tried again when the server refuses them', async () => {
    await using server = await tinyServer();
    const client = clientOf(server.url, { reconnectFor: 60_000 });
    await expect(client.subscribe(refused, {}).next()).rejects.toThrow('Not for you.');
    await client.close();
  });
});

async function valuesOf(client: ReturnType<typeof clientOf>, to: number): Promise<number[]> {
  const seen: number[] = [];
  for await (const data of client.subscribe(numbers, { to })) seen.push(data.numbers.value);
  await client.close();
  return seen;
}

/** The address of a server that has just gone. */
async function closedServer(): Promise<{ url: string }> {
  await using server = await tinyServer();
  return { url: server.url };
}
