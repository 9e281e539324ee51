import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql';
import { introspectionLists } from './introspection-lists.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What a connection counts besides what is in it: a read of the views takes about as long as so many fields. */
const connectionRead = 20;
/** What a field in the past counts: the whole history of an object is read for it. */
const pastRead = 5000;
const defaultPage = 50;
const largestPage = 500;
/** What a field of introspection counts: it reads no view, and takes less than half of the time of another field. */
const introspectionShare = 1 / 2;
/** How many items a list without page arguments counts as. */
const plainList = 10;

/**
 * How many fields an operation asks to be resolved, lists counted with their page sizes, those of introspection with what
 * the schema has. Fragments are counted once each.
 */
export function costOf(schema: GraphQLSchema) {
  const schemaLists = introspectionLists(schema);
  return (document: DocumentNode, operation: OperationDefinitionNode, given: Variables): number => {
    const variables = { ...defaultsOf(operation), ...given };
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
    }
    const known = new Map<string, number>();

    const ofFragment = (name: string, ofEach: boolean): number => {
      const key = `${name} ${ofEach}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const definition = fragments.get(name);
      if (!definition) return 0;
      const type = schema.getType(definition.typeCondition.name.value);
      const cost = ofSet(definition.selectionSet, type, ofEach);
      known.set(key, cost);
      return cost;
    };
    /** `ofEach`: below the list of all types in the schema, see introspection-lists.ts. */
    const ofSet = (set: SelectionSetNode, type: GraphQLNamedType | undefined, ofEach: boolean): number => {
      let cost = 0;
      for (const selection of set.selections) {
        if (selection.kind === 'FragmentSpread') cost += ofFragment(selection.name.value, ofEach);
        else if (selection.kind === 'InlineFragment') {
          const { typeCondition } = selection;
          const condition = typeCondition ? schema.getType(typeCondition.name.value) : type;
          cost += ofSet(selection.selectionSet, condition, ofEach);
        } else cost += ofField(selection, type, ofEach);
      }
      return cost;
    };
    const ofField = (field: FieldNode, parent: GraphQLNamedType | undefined, ofEach: boolean): number => {
      const type = fieldType(parent, field);
      const own = ofItself(field, type);
      if (!field.selectionSet || !type) return own;
      const name = field.name.value;
      const belowEach = parent?.name === '__Schema' ? name === 'types' : ofEach && name === 'fields';
      const times = isIntrospection(parent)
        ? schemaLists(parent?.name ?? '', name, ofEach)
        : timesOf(field, parent, type, variables);
      return own + times * ofSet(field.selectionSet, getNamedType(type), belowEach);
    };
    return Math.ceil(
      ofSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, false),
    );
  };
}

function fieldType(parent: GraphQLNamedType | undefined, field: FieldNode): GraphQLOutputType | undefined {
  const name = field.name.value;
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef.type;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef.type;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name]?.type : undefined;
}

/** How often what is below a field is resolved. The lists inside a connection are counted with the connection itself. */
function timesOf(
  field: FieldNode,
  parent: GraphQLNamedType | undefined,
  type: GraphQLOutputType,
  variables: Variables,
): number {
  if (isConnection(type)) return pageSize(field, variables);
  if (isIntrospection(getNamedType(type))) return introspectionShare;
  const isList = isListType(getNullableType(type));
  return isList && !parent?.name.endsWith('Connection') ? listSize(field, variables) : 1;
}

function ofItself({ arguments: given }: FieldNode, type: GraphQLOutputType | undefined): number {
  const isPast = given?.some(({ name }) => name.value === 'at');
  return (isConnection(type) ? connectionRead : 1) + (isPast ? pastRead : 0);
}

const isIntrospection = (type: GraphQLNamedType | undefined): boolean => type?.name.startsWith('__') === true;

const isConnection = (type: GraphQLOutputType | undefined): boolean =>
  type !== undefined && getNamedType(type).name.endsWith('Connection');

/** What variables are that are left out. */
const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );

/** One of first and last may be a variable that is null: the larger counts. */
function pageSize({ arguments: given = [] }: FieldNode, variables: Variables): number {
  const sizes = given.filter(({ name }) => name.value === 'first' || name.value === 'last');
  if (sizes.length === 0) return defaultPage;
  return Math.max(...sizes.map(({ value }) => clamp(valueFromASTUntyped(value, variables))));
}

/** The ids asked for, where there are ids; else what a plain list counts as. */
function listSize({ arguments: given = [] }: FieldNode, variables: Variables): number {
  const ids = given.find(({ name }) => name.value === 'ids');
  if (!ids) return plainList;
  const value = valueFromASTUntyped(ids.value, variables);
  return Array.isArray(value) ? value.length : 1;
}

/**
 * Sizes that are not valid are refused later, by name: they count as the nearest valid one. An empty page counts as one
 * object, as it may have more fields, such as totalCount.
 */
function clamp(size: unknown): number {
  return typeof size === 'number' && size >= 0 ? Math.max(1, Math.min(size, largestPage)) : defaultPage;
}
