import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FormattedExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { ServerContext } from '../operation-log.ts';
import type { OperationRequest, Operations } from '../operations.ts';

/**
 * Apollo Server for operations with a single result over HTTP. It takes their documents from `operations`, which has parsed
 * and validated them already, and gives errors the shape that they have on every transport.
 */
export async function startApollo(
  schema: GraphQLSchema,
  operations: Operations,
  logger: Logger,
): Promise<ApolloServer<ServerContext>> {
  const apollo = new ApolloServer<ServerContext>({
    schema,
    logger,
    nodeEnv: 'production',
    introspection: true,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    documentStore: {
      get: async (key) => operations.acceptedDocument(key.slice(key.lastIndexOf(':') + 1)),
      set: async () => undefined,
      delete: async () => undefined,
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      {
        requestDidStart: async () => ({
          willSendResponse: async ({ response, errors, contextValue }) => {
            if (!errors || response.body.kind !== 'single') return;
            response.body.singleResult.errors = operations.shape(errors, contextValue);
          },
        }),
      },
    ],
  });
  await apollo.start();
  return apollo;
}

/** The result of an operation that `operations` has prepared. */
export async function executeByApollo(
  apollo: ApolloServer<ServerContext>,
  { query, operationName, variables }: OperationRequest,
  contextValue: ServerContext,
): Promise<FormattedExecutionResult> {
  const { body } = await apollo.executeOperation(
    { query, operationName: operationName ?? undefined, variables: variables ?? undefined },
    { contextValue },
  );
  if (body.kind !== 'single') throw new Error('Apollo Server gave several results of one operation.');
  return body.singleResult;
}
