import type {
  DocumentNode,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
  ValidationRule,
} from 'graphql';
import type { OperationLimits } from '../settings.ts';
import { checkSource } from './check-source.ts';
import { checkSubscription } from './check-subscription.ts';
import { costOf } from './cost.ts';
import { overLimit } from './over-limit.ts';
import { shapeRule } from './shape-rule.ts';

/** The limits of operations, the same for every transport. */
export interface OperationGuard {
  /** For the parser. */
  readonly maxTokens: number;
  /** Brackets and names, before the parser, as it recurses; and what validation could not bear in a subscription. */
  checkSource(source: string): GraphQLError | null;
  /** Depth, aliases and root fields: with the other validation rules, so once per document. */
  readonly rules: readonly ValidationRule[];
  /** The cost with these variables: before each execution of a valid document. */
  checkCost(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>> | null | undefined,
  ): GraphQLError | null;
}

/** Makes the guard of one schema. */
export function operationGuard(schema: GraphQLSchema, limits: OperationLimits): OperationGuard {
  const cost = costOf(schema);
  return {
    maxTokens: limits.maxTokens,
    checkSource: (source) => checkSource(source, limits) ?? checkSubscription(source, limits.maxTokens),
    rules: [shapeRule(limits)],
    checkCost: (document, operation, variables) => {
      const actual = cost(document, operation, variables ?? {});
      if (actual <= limits.maxCost) return null;
      return overLimit(
        'QUERY_TOO_COSTLY',
        `The operation asks for up to ${actual} fields, lists counted with their page sizes; at most ${limits.maxCost} are allowed: ask for smaller pages (first, last), or for less of each object.`,
        actual,
        limits.maxCost,
      );
    },
  };
}
