import type { OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { Context } from '../resolvers/context.ts';

/** What the log's line says of an operation: never the values of its variables, nor what was answered. */
export interface OperationLog {
  operation: string | null;
  type: string | null;
  /** Codes of the errors answered, each once: a subscription can meet the same one in every payload. */
  errors: Set<string>;
  /** Results sent so far, of an operation that may have several. */
  payloads: number;
}

/** The resolvers' context, and what the server notes of the operation meanwhile. */
export interface ServerContext extends Context {
  readonly log: OperationLog;
}

/** Makes the context of an operation; `lastEventId` is where an event stream was cut off. */
export type ContextOf = (requestId: string, lastEventId?: string | undefined) => ServerContext;

/** Notes which operation it is, for the log's line. */
export function noteOperation(log: OperationLog, operation: OperationDefinitionNode): void {
  log.operation = operation.name?.value ?? null;
  log.type = operation.operation;
}

/** The fields of the log's line about an operation; empty lists are left out. */
export const logFields = ({ log, refusals, requestId }: ServerContext): Record<string, unknown> => ({
  requestId,
  operation: log.operation,
  type: log.type,
  ...(log.errors.size > 0 && { errors: [...log.errors] }),
  ...(refusals.length > 0 && { refusals }),
});

/** A fault of the system that a client met, in full: the answer has only the request's id. */
export function logFault(logger: Logger, requestId: string, fault: Error): void {
  logger.error({ requestId, err: fault }, 'operation met a fault');
}
