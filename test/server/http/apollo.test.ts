import { ApolloServer } from '@apollo/server';
import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { schema } from '../../../src/resolvers/schema.ts';
import { executeByApollo, startApollo } from '../../../src/server/http/apollo.ts';
import { createOperations } from '../../../src/server/operations.ts';
import { serverContext } from '../../../src/server/server-context.ts';
import { defaultServerSettings } from '../../../src/server/settings.ts';
import { seededServices } from '../../support/seeded-services.ts';
import { post, send, startServer } from '../../support/start-server.ts';

it('Apollo Server executes queries by POST and GET, mutations, and nothing that was refused', async () => {
  const executed = vi.spyOn(ApolloServer.prototype, 'executeOperation');
  onTestFinished(() => executed.mockRestore());
  const server = await startServer();
  const mutation = 'mutation { removeDisk(input: { id: "disk_no" }) { userErrors { code } } }';
  await post(server, '{ __typename }');
  await send(server, {
    method: 'GET',
    path: `/graphql?${new URLSearchParams({ query: '{ a: __typename }' })}`,
  });
  await post(server, mutation);
  await post(server, '{ nothing }');
  expect(executed.mock.calls.map(([{ query }]) => query)).toEqual([
    '{ __typename }',
    '{ a: __typename }',
    mutation,
  ]);
});

it('Apollo Server neither parses nor validates a document again', async () => {
  const logger = pino({ level: 'silent' });
  const operations = createOperations(schema, defaultServerSettings.limits, logger);
  const acceptedDocument = () => parse('{ __typename }');
  const apollo = await startApollo(schema, { ...operations, acceptedDocument }, logger);
  onTestFinished(() => apollo.stop());
  const context = serverContext(await seededServices())('req_1');
  const result = await executeByApollo(apollo, { query: '{ what was not parsed' }, context);
  expect(result).toEqual({ data: { __typename: 'Query' } });
});
