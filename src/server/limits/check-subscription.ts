import { type DocumentNode, GraphQLError, type SelectionSetNode } from 'graphql';

/**
 * That a subscription's root field is neither skipped nor included by a directive, as newer drafts of GraphQL have it.
 * Before validation: graphql-js ends in a fault where no root field is left, and its rule for subscriptions throws where a
 * directive's condition is a variable or of the wrong type.
 */
export function checkSubscription({ definitions }: DocumentNode): GraphQLError | null {
  const seen = new Set<string>();
  const inSet = ({ selections }: SelectionSetNode): GraphQLError | null => {
    for (const selection of selections) {
      for (const directive of selection.directives ?? []) {
        if (directive.name.value === 'skip' || directive.name.value === 'include') {
          return new GraphQLError(
            `The root field of a subscription cannot have @${directive.name.value}: leave the directive out, or do not subscribe.`,
            { nodes: directive, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
          );
        }
      }
      const found =
        selection.kind === 'InlineFragment'
          ? inSet(selection.selectionSet)
          : selection.kind === 'FragmentSpread'
            ? inFragment(selection.name.value)
            : null;
      if (found) return found;
    }
    return null;
  };
  const inFragment = (name: string): GraphQLError | null => {
    if (seen.has(name)) return null;
    seen.add(name);
    for (const definition of definitions) {
      if (definition.kind !== 'FragmentDefinition' || definition.name.value !== name) continue;
      const found = inSet(definition.selectionSet);
      if (found) return found;
    }
    return null;
  };
  for (const definition of definitions) {
    if (definition.kind !== 'OperationDefinition' || definition.operation !== 'subscription') continue;
    const found = inSet(definition.selectionSet);
    if (found) return found;
  }
  return null;
}
