import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { OperationGuard } from './limits/operation-guard.ts';

/** Documents kept; at about 10 kB each. */
const keptAtMost = 500;

/** Parses and validates documents under the guard's limits, remembering the valid ones; errors are returned, not thrown. */
export function documents(schema: GraphQLSchema, guard: OperationGuard) {
  const rules = [...specifiedRules, ...guard.rules];
  const kept = new Map<string, DocumentNode>();
  return (source: string): DocumentNode | readonly GraphQLError[] => {
    const known = kept.get(source);
    if (known) {
      kept.delete(source);
      kept.set(source, known);
      return known;
    }
    const tooDeep = guard.checkSource(source);
    if (tooDeep) return [tooDeep];
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: guard.maxTokens });
    } catch (error) {
      return [coded(error, 'GRAPHQL_PARSE_FAILED')];
    }
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    const [oldest] = kept.keys();
    if (kept.size >= keptAtMost && oldest !== undefined) kept.delete(oldest);
    kept.set(source, document);
    return document;
  };
}

function coded(error: unknown, code: string): GraphQLError {
  if (!(error instanceof GraphQLError)) {
    const fault = error instanceof Error ? error : new Error(String(error));
    return new GraphQLError(fault.message, { originalError: fault });
  }
  error.extensions.code ??= code;
  return error;
}
