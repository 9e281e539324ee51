import { Client, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { stepsTo } from '../support/seeded-services.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const disk = gql`query Disk($id: ID!) { disk(id: $id) { id name } }`;
const remove = gql`mutation Remove($id: ID!) { removeDisk(input: { id: $id }) { disk { id } } }`;
const byJob = gql`subscription Job($id: ID!) { sparsifyJob(id: $id) { cursor job { status } } }`;

const complete = ({ services }: TestServer) =>
  services.given('disk-disk_1', ...stepsTo('job_1', 'COMPLETED', { from: 'LOCKED' }));

/** The states of a job that a client is told until it has ended. */
async function follow(server: TestServer, client: Client): Promise<unknown[]> {
  const states: unknown[] = [];
  await new Promise<void>((resolve) => {
    client.subscription(byJob, { id: 'job_1' }).subscribe(({ data, error }) => {
      states.push(error?.message ?? data.sparsifyJob.job.status);
      if (states.length === 1) void complete(server);
      if (states.length === 3) resolve();
    });
  });
  return states;
}

async function served(): Promise<TestServer> {
  const server = await startServer();
  await server.services.putDisk();
  await server.services.putJob({ status: 'LOCKED' });
  return server;
}

describe('urql as it comes', () => {
  it('asks by GET, and by POST what is too long for a URL', async () => {
    const server = await served();
    const client = new Client({ url: server.url, exchanges: [fetchExchange] });
    const { data, error } = await client.query(disk, { id: 'disk_1' }).toPromise();
    expect(error).toBeUndefined();
    expect(data).toEqual({ disk: { id: 'disk_1', name: 'web' } });
    await client.query(disk, { id: `disk_${'x'.repeat(2100)}` }).toPromise();
    const methods = server.lines.filter(({ msg }) => msg === 'operation').map(({ method }) => method);
    expect(methods).toEqual(['GET', 'POST']);
  });

  it('changes by POST', async () => {
    const server = await served();
    const client = new Client({ url: server.url, exchanges: [fetchExchange] });
    const { data } = await client.mutation(remove, { id: 'disk_1' }).toPromise();
    expect(data).toEqual({ removeDisk: { disk: { id: 'disk_1' } } });
  });

  it('tells errors of a query by GET with their codes', async () => {
    const client = new Client({ url: (await served()).url, exchanges: [fetchExchange] });
    const { error } = await client.query(gql`{ nothing }`, {}).toPromise();
    expect(error?.graphQLErrors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('subscribes over server-sent events', async () => {
    const server = await served();
    const client = new Client({ url: server.url, exchanges: [fetchExchange], fetchSubscriptions: true });
    expect(await follow(server, client)).toEqual(['LOCKED', 'RUNNING', 'COMPLETED']);
  });

  it('subscribes over graphql-ws', async () => {
    const server = await served();
    const socket = createClient({ url: server.url.replace('http', 'ws'), webSocketImpl: WebSocket });
    onTestFinished(async () => socket.dispose());
    const client = new Client({
      url: server.url,
      exchanges: [
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: ({ query = '', variables }) => ({
            subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
          }),
        }),
      ],
    });
    expect(await follow(server, client)).toEqual(['LOCKED', 'RUNNING', 'COMPLETED']);
  });
});

describe('a plain fetch', () => {
  it.each([
    ['graphql-request', 'application/graphql-response+json, application/json'],
    ['Relay, as its manual has it', undefined],
    ['Apollo Client', 'application/graphql-response+json,application/json;q=0.9'],
  ])('with the headers of %s gets its data', async (_client, accept) => {
    const { url } = await served();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(accept && { accept }) },
      body: JSON.stringify({
        operationName: 'D',
        query: 'query D($id: ID!) { disk(id: $id) { name __typename } }',
        variables: { id: 'disk_1' },
        extensions: { clientLibrary: { name: 'x', version: '1' } },
      }),
    });
    expect(await response.json()).toEqual({ data: { disk: { name: 'web', __typename: 'Disk' } } });
  });
});
