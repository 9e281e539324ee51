import type {
  ASTVisitor,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
  ValidationContext,
} from 'graphql';
import type { OperationLimits } from '../settings.ts';
import { overLimit } from './over-limit.ts';

/**
 * The validation rule that bounds the shape of a document: depth, aliases and root fields. It counts in time linear in the
 * document, fragments once each. Introspection is left out: graphql-js bounds its depth itself.
 */
export const shapeRule =
  (limits: OperationLimits) =>
  (context: ValidationContext): ASTVisitor => {
    let aliases = 0;
    const depths = new Map<FragmentDefinitionNode, number>();
    const roots = new Map<FragmentDefinitionNode, number>();

    const fragment = <Value>(
      name: string,
      known: Map<FragmentDefinitionNode, Value>,
      none: Value,
      of: (set: SelectionSetNode) => Value,
    ): Value => {
      const definition = context.getFragment(name);
      if (!definition) return none;
      const value = known.get(definition);
      if (value !== undefined) return value;
      // A fragment that spreads itself is another rule's error; here it must only end.
      known.set(definition, none);
      const found = of(definition.selectionSet);
      known.set(definition, found);
      return found;
    };
    const depth = (set: SelectionSetNode): number => {
      let deepest = 0;
      for (const selection of set.selections) {
        let own = 0;
        if (selection.kind === 'Field') {
          if (selection.name.value.startsWith('__')) continue;
          own = 1 + (selection.selectionSet ? depth(selection.selectionSet) : 0);
        } else if (selection.kind === 'InlineFragment') own = depth(selection.selectionSet);
        else own = fragment(selection.name.value, depths, 0, depth);
        if (own > deepest) deepest = own;
      }
      return deepest;
    };
    const rootFields = (set: SelectionSetNode): number => {
      let count = 0;
      for (const selection of set.selections) {
        if (selection.kind === 'Field') count += 1;
        else if (selection.kind === 'InlineFragment') count += rootFields(selection.selectionSet);
        else count += fragment(selection.name.value, roots, 0, rootFields);
      }
      return count;
    };

    return {
      Field: ({ alias }) => {
        if (alias) aliases += 1;
      },
      OperationDefinition: ({ selectionSet }: OperationDefinitionNode) => {
        const deep = depth(selectionSet);
        if (deep > limits.maxDepth) {
          context.reportError(
            overLimit(
              'QUERY_TOO_DEEP',
              `The operation is ${deep} fields deep, at most ${limits.maxDepth} are allowed: ask for what is deeper in an operation of its own.`,
              deep,
              limits.maxDepth,
            ),
          );
        }
        const fields = rootFields(selectionSet);
        if (fields > limits.maxRootFields) {
          context.reportError(
            overLimit(
              'TOO_MANY_ROOT_FIELDS',
              `The operation has ${fields} root fields, at most ${limits.maxRootFields} are allowed: send several operations.`,
              fields,
              limits.maxRootFields,
            ),
          );
        }
      },
      Document: {
        leave: () => {
          if (aliases <= limits.maxAliases) return;
          context.reportError(
            overLimit(
              'TOO_MANY_ALIASES',
              `The document has ${aliases} aliases, at most ${limits.maxAliases} are allowed: send several operations.`,
              aliases,
              limits.maxAliases,
            ),
          );
        },
      },
    };
  };
