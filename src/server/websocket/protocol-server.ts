import { type Context as ConnectionContext, makeServer, type Server } from 'graphql-ws';
import type { Logger } from 'pino';
import type { Actor } from '../../domain/actor.ts';
import { overLimit } from '../limits/over-limit.ts';
import { type ContextOf, logFields, type ServerContext } from '../operation-log.ts';
import type { Operations } from '../operations.ts';
import { newRequestId } from '../request-id.ts';

/** What is kept for each socket. */
export interface Connection {
  readonly actor: Actor;
  readonly running: Map<string, RunningOperation>;
}

interface RunningOperation {
  readonly context: ServerContext;
  readonly since: number;
}

interface Parts {
  readonly operations: Operations;
  readonly contextOf: ContextOf;
  readonly logger: Logger;
  readonly maxOperations: number;
  readonly initTimeoutMs: number;
}

/**
 * The graphql-transport-ws protocol over the schema. Its hooks answer errors and never throw: a throw would close the socket
 * with 4500, after which clients do not connect again.
 */
export function protocolServer(parts: Parts): Server<Connection> {
  const { operations, contextOf, logger, maxOperations, initTimeoutMs } = parts;

  const ended = (
    { extra }: ConnectionContext<Record<string, unknown> | undefined, Connection>,
    id: string,
  ): void => {
    const operation = extra.running.get(id);
    if (!operation) return;
    extra.running.delete(id);
    const ms = Math.round(performance.now() - operation.since);
    const { payloads } = operation.context.log;
    logger.info({ ...logFields(operation.context), transport: 'websocket', payloads, ms }, 'operation');
  };

  return makeServer<Record<string, unknown> | undefined, Connection>({
    connectionInitWaitTimeout: initTimeoutMs,
    onSubscribe: ({ extra, subscriptions }, id, request) => {
      const context = contextOf(extra.actor, newRequestId());
      extra.running.set(id, { context, since: performance.now() });
      const running = Object.keys(subscriptions).length;
      if (running > maxOperations) return [overLimit('TOO_MANY_OPERATIONS', running, maxOperations)];
      const operation = operations.prepare(request, context);
      return 'args' in operation ? operation.args : operation;
    },
    onNext: ({ extra }, id, _payload, _args, result) => {
      const operation = extra.running.get(id);
      if (!operation) return undefined;
      operation.context.log.payloads += 1;
      return operations.shapeResult(result, operation.context);
    },
    onError: (connection, id, _payload, errors) => {
      const operation = connection.extra.running.get(id);
      if (!operation) return undefined;
      const formatted = operations.shape(errors, operation.context);
      ended(connection, id);
      return formatted;
    },
    onComplete: ended,
  });
}
