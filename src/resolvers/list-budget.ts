import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';

/**
 * What one answer gives of lists without pages, items of all of them together: a base with thousands of disks on it, or the
 * block devices of a host in each of its events. How long they are shows only when the operation is run, so its cost, which
 * is found before, takes each for 10.
 */
const mostItems = 20_000;

/** By the variables of an execution, which are its own: each payload of a subscription has new ones. */
const given = new WeakMap<object, number>();

/** Counts items of a list that is about to be answered. @throws GraphQLError beyond what one answer may have. */
export function takeItems({ variableValues }: GraphQLResolveInfo, items: number): void {
  const actual = (given.get(variableValues) ?? 0) + items;
  given.set(variableValues, actual);
  if (actual <= mostItems) return;
  throw new GraphQLError(
    `The lists without pages in this answer would have ${actual} items, at most ${mostItems} are allowed: ask for those of fewer objects in one operation.`,
    { extensions: { code: 'QUERY_TOO_COSTLY', actual, limit: mostItems } },
  );
}

/** Counts the items of all lists of a schema but for those of pages, whose size is asked for. */
export function countLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || type.name.endsWith('Connection')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isListType(getNullableType(field.type))) continue;
      const { resolve = defaultFieldResolver } = field;
      field.resolve = (source, args, context, info) => {
        const list: unknown = resolve(source, args, context, info);
        return list instanceof Promise ? list.then((items) => counted(items, info)) : counted(list, info);
      };
    }
  }
  return schema;
}

function counted(list: unknown, info: GraphQLResolveInfo): unknown {
  if (Array.isArray(list)) takeItems(info, list.length);
  return list;
}
