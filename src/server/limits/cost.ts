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
} from 'graphql';
import { type IntrospectionLists, introspectionLists } from './introspection-lists.ts';

type Variables = Readonly<Record<string, unknown>>;

/** `fixed` fields, and those below lists whose length only the variables tell. */
interface Cost {
  readonly fixed: number;
  readonly varying: readonly { readonly times: (variables: Variables) => number; readonly cost: Cost }[];
}

const nothing: Cost = { fixed: 0, varying: [] };
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
 * the schema has. What does not depend on variables is worked out once per document.
 */
export function costOf(schema: GraphQLSchema) {
  const known = new WeakMap<OperationDefinitionNode, Cost>();
  const schemaLists = introspectionLists(schema);
  return (document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): number => {
    let cost = known.get(operation);
    if (!cost) {
      cost = costOfOperation(schema, schemaLists, document, operation);
      known.set(operation, cost);
    }
    return Math.ceil(cost.varying.length === 0 ? cost.fixed : total(cost, variables, new Map()));
  };
}

/** Each part once, however often fragments share it. */
function total(cost: Cost, variables: Variables, seen: Map<Cost, number>): number {
  const before = seen.get(cost);
  if (before !== undefined) return before;
  let sum = cost.fixed;
  for (const { times, cost: below } of cost.varying) sum += times(variables) * total(below, variables, seen);
  seen.set(cost, sum);
  return sum;
}

type Times = number | ((variables: Variables) => number);

function costOfOperation(
  schema: GraphQLSchema,
  schemaLists: IntrospectionLists,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const defaults = defaultsOf(operation);
  const costs = new Map<string, Cost>();

  const ofFragment = (name: string, ofEach: boolean): Cost => {
    const key = `${name} ${ofEach}`;
    const found = costs.get(key);
    if (found) return found;
    const definition = fragments.get(name);
    if (!definition) return nothing;
    const type = schema.getType(definition.typeCondition.name.value);
    const cost = ofSelections(definition.selectionSet, type, ofEach);
    costs.set(key, cost);
    return cost;
  };
  /** `ofEach`: below the list of all types in the schema, see introspection-lists.ts. */
  const ofSelections = (set: SelectionSetNode, type: GraphQLNamedType | undefined, ofEach: boolean): Cost => {
    let fixed = 0;
    const varying: Cost['varying'][number][] = [];
    const add = (cost: Cost, times: Times): void => {
      if (typeof times === 'function') varying.push({ times, cost });
      else if (cost.varying.length === 0) fixed += times * cost.fixed;
      else varying.push({ times: () => times, cost });
    };
    for (const selection of set.selections) {
      if (selection.kind === 'FragmentSpread') add(ofFragment(selection.name.value, ofEach), 1);
      else if (selection.kind === 'InlineFragment') {
        const condition = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type;
        add(ofSelections(selection.selectionSet, condition, ofEach), 1);
      } else {
        fixed += ofItself(selection, fieldType(type, selection));
        const below = selection.selectionSet && fieldType(type, selection);
        if (!below) continue;
        const name = selection.name.value;
        const isSchema = isIntrospection(type);
        const belowEach = type?.name === '__Schema' ? name === 'types' : ofEach && name === 'fields';
        const times = isSchema
          ? schemaLists(type?.name ?? '', name, ofEach)
          : timesOf(selection, type, below, defaults);
        add(ofSelections(selection.selectionSet, getNamedType(below), belowEach), times);
      }
    }
    return { fixed, varying };
  };
  return ofSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, false);
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
  defaults: ReadonlyMap<string, number>,
): Times {
  if (isConnection(type)) return pageSize(field, defaults);
  if (isIntrospection(getNamedType(type))) return introspectionShare;
  const isList = isListType(getNullableType(type));
  return isList && !parent?.name.endsWith('Connection') ? listSize(field, defaults) : 1;
}

function ofItself({ arguments: given }: FieldNode, type: GraphQLOutputType | undefined): number {
  const isPast = given?.some(({ name }) => name.value === 'at');
  return (isConnection(type) ? connectionRead : 1) + (isPast ? pastRead : 0);
}

const isIntrospection = (type: GraphQLNamedType | undefined): boolean => type?.name.startsWith('__') === true;

const isConnection = (type: GraphQLOutputType | undefined): boolean =>
  type !== undefined && getNamedType(type).name.endsWith('Connection');

/** The page sizes, and the numbers of ids, by which variables that are left out are replaced. */
function defaultsOf({ variableDefinitions }: OperationDefinitionNode): ReadonlyMap<string, number> {
  const defaults = new Map<string, number>();
  for (const { variable, defaultValue } of variableDefinitions ?? []) {
    if (defaultValue?.kind === 'IntValue') defaults.set(variable.name.value, Number(defaultValue.value));
    if (defaultValue?.kind === 'ListValue') defaults.set(variable.name.value, defaultValue.values.length);
  }
  return defaults;
}

function pageSize(field: FieldNode, defaults: ReadonlyMap<string, number>): Times {
  const sizes = (field.arguments ?? []).filter(({ name }) => name.value === 'first' || name.value === 'last');
  const times = sizes.map(({ value }): Times => {
    if (value.kind === 'IntValue') return clamp(Number(value.value));
    if (value.kind !== 'Variable') return defaultPage;
    const variable = value.name.value;
    return (variables) =>
      clamp(Object.hasOwn(variables, variable) ? variables[variable] : defaults.get(variable));
  });
  const [only] = times;
  if (only === undefined) return defaultPage;
  if (times.length === 1) return only;
  // One of the two may be a variable that is null: the larger counts.
  return (variables) =>
    Math.max(...times.map((size) => (typeof size === 'function' ? size(variables) : size)));
}

/** The ids asked for, where there are ids; else what a plain list counts as. */
function listSize(field: FieldNode, defaults: ReadonlyMap<string, number>): Times {
  const ids = field.arguments?.find(({ name }) => name.value === 'ids')?.value;
  if (ids?.kind === 'ListValue') return ids.values.length;
  if (ids?.kind !== 'Variable') return plainList;
  const variable = ids.name.value;
  return (variables) => {
    if (!Object.hasOwn(variables, variable)) return defaults.get(variable) ?? 1;
    const given = variables[variable];
    return Array.isArray(given) ? given.length : 1;
  };
}

/**
 * Sizes that are not valid are refused later, by name: they count as the nearest valid one. An empty page counts as one
 * object, as it may have more fields, such as totalCount.
 */
function clamp(size: unknown): number {
  return typeof size === 'number' && size >= 0 ? Math.max(1, Math.min(size, largestPage)) : defaultPage;
}
