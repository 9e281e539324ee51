import { type DocumentNode, GraphQLError, parse, type SelectionSetNode } from 'graphql';

/**
 * That a subscription's root field is neither skipped nor included by a directive, as newer drafts of GraphQL have it.
 * Before validation: graphql-js ends in a fault where no root field is left, and its rule for subscriptions throws where a
 * directive's condition is a variable or of the wrong type. What does not parse is left to the parser.
 */
export function checkSubscription(source: string, maxTokens: number): GraphQLError | null {
  if (!source.includes('subscription')) return null;
  if (!source.includes('skip') && !source.includes('include')) return null;
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens });
  } catch {
    return null;
  }
  return rootDirective(document);
}

function rootDirective({ definitions }: DocumentNode): GraphQLError | null {
  const seen = new Set<string>();
  const inSet = ({ selections }: SelectionSetNode): GraphQLError | null => {
    for (const selection of selections) {
      for (const directive of selection.directives ?? []) {
        if (directive.name.value === 'skip' || directive.name.value === 'include') {
          return new GraphQLError(
            `The root field of a subscription takes no @${directive.name.value}: leave the directive out, or do not subscribe.`,
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
