import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { json, responseMediaType } from './http/media-type.ts';
import type { OperationGuard } from './limits/operation-guard.ts';
import { logFault, noteOperation, type ServerContext } from './operation-log.ts';
import { shapeError } from './shape-error.ts';

/** Apollo Server for POST and GET, under the same limits and with the same shape of errors as the WebSocket. */
export async function startApollo(
  schema: GraphQLSchema,
  guard: OperationGuard,
  logger: Logger,
): Promise<ApolloServer<ServerContext>> {
  const apollo = new ApolloServer<ServerContext>({
    schema,
    logger,
    nodeEnv: 'production',
    introspection: true,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxTokens: guard.maxTokens },
    validationRules: [...guard.rules],
    formatError: hideFaults,
    stringifyResult: JSON.stringify,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      operationPlugin(guard, logger),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Errors outside of an operation, where the operation's plugin is not asked: only those about the request itself are told. */
function hideFaults(formatted: { message: string; extensions?: Record<string, unknown> }) {
  if (formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') return formatted;
  return {
    message: 'Winnow met a fault of its own; its log has the details.',
    extensions: formatted.extensions,
  };
}

function operationPlugin(guard: OperationGuard, logger: Logger): ApolloServerPlugin<ServerContext> {
  const listener: GraphQLRequestListener<ServerContext> = {
    async didResolveOperation({ document, operation, request, contextValue }) {
      if (!operation) return;
      noteOperation(contextValue.log, operation);
      if (operation.operation === 'subscription') throw subscriptionOverHttp();
      const problem = guard.checkCost(document, operation, request.variables);
      if (problem) throw problem;
    },
    async willSendResponse({ request, response, errors, contextValue }) {
      if (errors && response.body.kind === 'single') {
        response.body.singleResult.errors = errors.map((error) => {
          const { formatted, fault } = shapeError(error, contextValue.requestId);
          if (fault) logFault(logger, contextValue.requestId, fault);
          contextValue.log.errors.add(String(formatted.extensions?.code));
          return formatted;
        });
      }
      const mediaType = responseMediaType(request.http?.headers.get('accept')) ?? json;
      response.http.headers.set('content-type', `${mediaType}; charset=utf-8`);
      // Under application/json a status other than 200 could come from any proxy, so well-formed requests all get 200.
      const malformed = errors?.some(({ extensions }) => extensions.code === 'BAD_REQUEST');
      if (mediaType === json && response.http.status === 400 && !malformed) response.http.status = 200;
    },
  };
  return { requestDidStart: async () => listener };
}

function subscriptionOverHttp(): GraphQLError {
  return new GraphQLError(
    'Subscriptions go over a WebSocket with the subprotocol graphql-transport-ws, at this same address.',
    { extensions: { code: 'SUBSCRIPTION_NEEDS_WEBSOCKET', http: { status: 400 } } },
  );
}
