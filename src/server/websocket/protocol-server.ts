import { type Context as ConnectionContext, makeServer, type Server } from 'graphql-ws';
import { overLimit } from '../limits/over-limit.ts';
import { logFields, type ServerContext } from '../operation-log.ts';
import { newRequestId } from '../server-context.ts';
import type { ServerParts } from '../server-parts.ts';

/** The operations of a socket that have not ended, by the ids that the client gave them. */
export type RunningOperations = Map<string, { readonly context: ServerContext; readonly since: number }>;

/**
 * The graphql-transport-ws protocol over the schema. Its hooks answer errors and never throw: a throw would close the socket
 * with 4500, after which clients do not connect again.
 */
export function protocolServer({
  operations,
  contextOf,
  logger,
  settings,
}: ServerParts): Server<RunningOperations> {
  const { maxOperations, initTimeoutMs } = settings.webSocket;

  const ended = (
    { extra }: ConnectionContext<Record<string, unknown> | undefined, RunningOperations>,
    id: string,
  ): void => {
    const operation = extra.get(id);
    if (!operation) return;
    extra.delete(id);
    const ms = Math.round(performance.now() - operation.since);
    const { payloads } = operation.context.log;
    logger.info({ ...logFields(operation.context), transport: 'websocket', payloads, ms }, 'operation');
  };

  return makeServer<Record<string, unknown> | undefined, RunningOperations>({
    connectionInitWaitTimeout: initTimeoutMs,
    onSubscribe: ({ extra, subscriptions }, id, request) => {
      const context = contextOf(newRequestId());
      extra.set(id, { context, since: performance.now() });
      const running = Object.keys(subscriptions).length;
      if (running > maxOperations) return [overLimit('TOO_MANY_OPERATIONS', running, maxOperations)];
      const operation = operations.prepare(request, context);
      return 'args' in operation ? operation.args : operation;
    },
    onNext: ({ extra }, id, _payload, _args, result) => {
      const operation = extra.get(id);
      if (!operation) return undefined;
      operation.context.log.payloads += 1;
      return operations.shapeResult(result, operation.context);
    },
    onError: (connection, id, _payload, errors) => {
      const operation = connection.extra.get(id);
      if (!operation) return undefined;
      const formatted = operations.shape(errors, operation.context);
      ended(connection, id);
      return formatted;
    },
    onComplete: ended,
  });
}
