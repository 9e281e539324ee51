import { type DocumentNode, GraphQLError, type SelectionNode, type SelectionSetNode } from 'graphql';

/**
 * That a subscription's root field is neither skipped nor included by a directive, as newer drafts of GraphQL have it.
 * Before validation: graphql-js ends in a fault where no root field is left, and its rule for subscriptions throws where a
 * directive's condition is a variable or of the wrong type.
 */
export function checkSubscription({ definitions }: DocumentNode): GraphQLError | null {
  const seen = new Set<string>();
  function* rootsOf({ selections }: SelectionSetNode): Generator<SelectionNode> {
    for (const selection of selections) {
      yield selection;
      if (selection.kind === 'InlineFragment') yield* rootsOf(selection.selectionSet);
      if (selection.kind !== 'FragmentSpread' || seen.has(selection.name.value)) continue;
      seen.add(selection.name.value);
      for (const definition of definitions) {
        if (definition.kind !== 'FragmentDefinition') continue;
        if (definition.name.value === selection.name.value) yield* rootsOf(definition.selectionSet);
      }
    }
  }
  for (const definition of definitions) {
    if (definition.kind !== 'OperationDefinition' || definition.operation !== 'subscription') continue;
    for (const { directives = [] } of rootsOf(definition.selectionSet)) {
      const condition = directives.find(({ name }) => name.value === 'skip' || name.value === 'include');
      if (!condition) continue;
      return new GraphQLError(
        `The root field of a subscription cannot have @${condition.name.value}: leave the directive out, or do not subscribe.`,
        { nodes: condition, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
      );
    }
  }
  return null;
}
