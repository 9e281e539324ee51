import { hash } from 'node:crypto';
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  type OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Logger } from 'pino';
import { createRecent, type Recent } from '../common/recent.ts';
import { checkSource } from './limits/check-source.ts';
import { checkSubscription } from './limits/check-subscription.ts';
import { costOf } from './limits/cost.ts';
import { overLimit } from './limits/over-limit.ts';
import { shapeRule } from './limits/shape-rule.ts';
import { logFault, noteOperation, type ServerContext } from './operation-log.ts';
import type { OperationLimits } from './settings.ts';
import { faultOf, shapeError } from './shape-error.ts';

/** Documents kept; at about 10 kB each. */
const keptAtMost = 500;

/** An operation as a client sends it. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may be executed, with the arguments that graphql-js takes. */
export interface PreparedOperation {
  readonly type: OperationTypeNode;
  readonly args: ExecutionArgs;
}

/** What an operation may do and what its errors look like, the same for every transport. */
export interface Operations {
  /** Parses and validates an operation and checks it against the limits. Errors are returned, not thrown. */
  prepare(request: OperationRequest, context: ServerContext): PreparedOperation | readonly GraphQLError[];
  /** A document that was prepared, by the SHA-256 of its text in hexadecimal digits. */
  acceptedDocument(digest: string): DocumentNode | undefined;
  /** Errors as clients get them; their codes go to the log's line of the operation, and faults to the log in full. */
  shape(errors: readonly GraphQLError[], context: ServerContext): GraphQLFormattedError[];
  /** A result with its errors in that shape. */
  shapeResult(result: ExecutionResult, context: ServerContext): FormattedExecutionResult;
}

/** The operations of one schema. */
export function createOperations(schema: GraphQLSchema, limits: OperationLimits, logger: Logger): Operations {
  const kept = createRecent<string, DocumentNode>(keptAtMost);
  const documentOf = documents(schema, limits, kept);
  const cost = costOf(schema);
  const shape: Operations['shape'] = (errors, context) =>
    errors.map((error) => {
      const { formatted, fault } = shapeError(error, context.requestId);
      if (fault) logFault(logger, context.requestId, fault);
      context.log.errors.add(String(formatted.extensions?.code));
      return formatted;
    });
  return {
    acceptedDocument: (digest) => kept.get(digest),
    shape,
    shapeResult: (result, context) => {
      const { errors, ...rest } = result;
      return errors ? { errors: shape(errors, context), ...rest } : rest;
    },
    prepare: ({ query, operationName, variables }, context) => {
      const document = documentOf(query);
      if (!('kind' in document)) return document;
      const operation = getOperationAST(document, operationName);
      if (!operation) return [noOperation(operationName)];
      noteOperation(context.log, operation);
      const actual = cost(document, operation, variables ?? {});
      if (actual > limits.maxCost) return [overLimit('QUERY_TOO_COSTLY', actual, limits.maxCost)];
      const args = { schema, document, operationName, variableValues: variables, contextValue: context };
      return { type: operation.operation, args };
    },
  };
}

/** Parses and validates documents, remembering the valid ones. */
function documents(schema: GraphQLSchema, limits: OperationLimits, kept: Recent<string, DocumentNode>) {
  const rules = [...specifiedRules, shapeRule(limits)];
  return (source: string): DocumentNode | readonly GraphQLError[] => {
    const digest = hash('sha256', source);
    const known = kept.get(digest);
    if (known) return known;
    const tooDeep = checkSource(source, limits);
    if (tooDeep) return [tooDeep];
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: limits.maxTokens });
    } catch (error) {
      return [coded(error, 'GRAPHQL_PARSE_FAILED')];
    }
    const withoutField = checkSubscription(document);
    if (withoutField) return [withoutField];
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    kept.set(digest, document);
    return document;
  };
}

function coded(error: unknown, code: string): GraphQLError {
  if (!(error instanceof GraphQLError)) return faultOf(error);
  error.extensions.code ??= code;
  return error;
}

function noOperation(name: string | null | undefined): GraphQLError {
  return new GraphQLError(
    name
      ? `There is no operation "${name}" in the document.`
      : 'The document must have one operation, or operationName say which.',
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
}
