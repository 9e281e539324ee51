import type { ASTVisitor, SelectionNode, SelectionSetNode, ValidationContext } from 'graphql';
import type { OperationLimits } from '../settings.ts';
import { overLimit } from './over-limit.ts';

/** How many fields a selection has at its top, and how many below each other. */
interface Shape {
  readonly fields: number;
  readonly depth: number;
}

const nothing: Shape = { fields: 0, depth: 0 };

/**
 * The validation rule that bounds the shape of a document: depth, aliases and root fields. It counts in time linear in the
 * document, fragments once each. Introspection is left out: graphql-js bounds its depth itself.
 */
export const shapeRule =
  (limits: OperationLimits) =>
  (context: ValidationContext): ASTVisitor => {
    let aliases = 0;
    const fragments = new Map<string, Shape>();

    const ofFragment = (name: string): Shape => {
      const known = fragments.get(name);
      if (known) return known;
      // A fragment that spreads itself is another rule's error; here it must only end.
      fragments.set(name, nothing);
      const definition = context.getFragment(name);
      const shape = definition ? ofSet(definition.selectionSet) : nothing;
      fragments.set(name, shape);
      return shape;
    };
    const ofSelection = (selection: SelectionNode): Shape => {
      if (selection.kind === 'FragmentSpread') return ofFragment(selection.name.value);
      if (selection.kind === 'InlineFragment') return ofSet(selection.selectionSet);
      if (selection.name.value.startsWith('__')) return { fields: 1, depth: 0 };
      return { fields: 1, depth: 1 + (selection.selectionSet ? ofSet(selection.selectionSet).depth : 0) };
    };
    const ofSet = ({ selections }: SelectionSetNode): Shape => {
      let { fields, depth } = nothing;
      for (const selection of selections) {
        const shape = ofSelection(selection);
        fields += shape.fields;
        depth = Math.max(depth, shape.depth);
      }
      return { fields, depth };
    };
    const bound = (code: Parameters<typeof overLimit>[0], actual: number, limit: number): void => {
      if (actual > limit) context.reportError(overLimit(code, actual, limit));
    };

    return {
      Field: ({ alias }) => {
        if (alias) aliases += 1;
      },
      OperationDefinition: ({ selectionSet }) => {
        const { fields, depth } = ofSet(selectionSet);
        bound('QUERY_TOO_DEEP', depth, limits.maxDepth);
        bound('TOO_MANY_ROOT_FIELDS', fields, limits.maxRootFields);
      },
      Document: { leave: () => bound('TOO_MANY_ALIASES', aliases, limits.maxAliases) },
    };
  };
