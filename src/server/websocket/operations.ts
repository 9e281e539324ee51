import { GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { type Context as ConnectionContext, makeServer, type Server } from 'graphql-ws';
import type { Logger } from 'pino';
import type { Actor } from '../../domain/actor.ts';
import type { documents } from '../documents.ts';
import { newRequestId } from '../http/request-id.ts';
import type { OperationGuard } from '../limits/operation-guard.ts';
import { overLimit } from '../limits/over-limit.ts';
import { logFault, logFields, noteOperation, type ServerContext } from '../operation-log.ts';
import { shapeError } from '../shape-error.ts';

/** What is kept for each socket. */
export interface Connection {
  readonly actor: Actor;
  readonly running: Map<string, RunningOperation>;
}

interface RunningOperation {
  readonly context: ServerContext;
  readonly since: number;
  payloads: number;
}

interface Parts {
  readonly schema: GraphQLSchema;
  readonly guard: OperationGuard;
  readonly documentOf: ReturnType<typeof documents>;
  readonly contextOf: (actor: Actor, requestId: string) => ServerContext;
  readonly logger: Logger;
  readonly maxOperations: number;
  readonly initTimeoutMs: number;
}

/**
 * The graphql-transport-ws protocol over the schema. Its hooks answer errors and never throw: a throw would close the socket
 * with 4500, which clients take for final.
 */
export function websocketOperations(parts: Parts): Server<Connection> {
  const { schema, guard, documentOf, contextOf, logger, maxOperations, initTimeoutMs } = parts;

  const ended = (
    { extra }: ConnectionContext<Record<string, unknown> | undefined, Connection>,
    id: string,
  ): void => {
    const operation = extra.running.get(id);
    if (!operation) return;
    extra.running.delete(id);
    const ms = Math.round(performance.now() - operation.since);
    logger.info(
      { ...logFields(operation.context), transport: 'websocket', payloads: operation.payloads, ms },
      'operation',
    );
  };
  const shaped = (context: ServerContext, errors: readonly GraphQLError[]) =>
    errors.map((error) => {
      const { formatted, fault } = shapeError(error, context.requestId);
      if (fault) logFault(logger, context.requestId, fault);
      context.log.errors.add(String(formatted.extensions?.code));
      return formatted;
    });

  return makeServer<Record<string, unknown> | undefined, Connection>({
    connectionInitWaitTimeout: initTimeoutMs,
    onSubscribe: ({ extra, subscriptions }, id, { query, operationName, variables }) => {
      const context = contextOf(extra.actor, newRequestId());
      extra.running.set(id, { context, since: performance.now(), payloads: 0 });
      const running = Object.keys(subscriptions).length;
      if (running > maxOperations) return [tooManyOperations(running, maxOperations)];
      const document = documentOf(query);
      if (!('kind' in document)) return document;
      const operation = getOperationAST(document, operationName);
      if (!operation) return [noOperation(operationName)];
      noteOperation(context.log, operation);
      const problem = guard.checkCost(document, operation, variables);
      if (problem) return [problem];
      return { schema, document, operationName, variableValues: variables, contextValue: context };
    },
    onNext: ({ extra }, id, _payload, _args, result) => {
      const operation = extra.running.get(id);
      if (!operation) return undefined;
      operation.payloads += 1;
      return result.errors && { ...result, errors: shaped(operation.context, result.errors) };
    },
    onError: (connection, id, _payload, errors) => {
      const operation = connection.extra.running.get(id);
      if (!operation) return undefined;
      const formatted = shaped(operation.context, errors);
      ended(connection, id);
      return formatted;
    },
    onComplete: ended,
  });
}

function tooManyOperations(running: number, limit: number): GraphQLError {
  return overLimit(
    'TOO_MANY_OPERATIONS',
    `This socket has ${running} operations in flight, at most ${limit} are allowed: complete some, or open another socket.`,
    running,
    limit,
  );
}

function noOperation(name: string | null | undefined): GraphQLError {
  return new GraphQLError(
    name
      ? `There is no operation "${name}" in the document.`
      : 'The document must have one operation, or operationName say which.',
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
}
