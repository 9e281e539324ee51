import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/**
 * How many items a field of introspection gives, 1 where it is no list. Below `__Schema.types`, which gives every type
 * once (`ofEach`), a list counts with its average length, which makes the sum exact; elsewhere with the greatest, as a
 * query can ask for that one again and again.
 */
export type IntrospectionLists = (parent: string, field: string, ofEach: boolean) => number;

/** The lengths of a schema's introspection lists. */
export function introspectionLists(schema: GraphQLSchema): IntrospectionLists {
  const types = Object.values(schema.getTypeMap());
  const fields = types.flatMap((type) => fieldsOf(type));
  const directives = schema.getDirectives();
  const lengths: Record<string, readonly number[]> = {
    '__Schema.types': [types.length],
    '__Schema.directives': [directives.length],
    '__Type.fields': types.map((type) => fieldsOf(type).length),
    '__Type.inputFields': types.map((type) =>
      isInputObjectType(type) ? Object.keys(type.getFields()).length : 0,
    ),
    '__Type.enumValues': types.map((type) => (isEnumType(type) ? type.getValues().length : 0)),
    '__Type.interfaces': types.map((type) =>
      isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0,
    ),
    '__Type.possibleTypes': types.map((type) =>
      isAbstractType(type) ? schema.getPossibleTypes(type).length : 0,
    ),
    '__Field.args': fields.map(({ args }) => args.length),
    '__Directive.args': directives.map(({ args }) => args.length),
    '__Directive.locations': directives.map(({ locations }) => locations.length),
  };
  const sizes = new Map(
    Object.entries(lengths).map(([list, each]) => {
      const sum = each.reduce((all, length) => all + length, 0);
      return [list, { average: sum / Math.max(1, each.length), longest: Math.max(0, ...each) }];
    }),
  );
  return (parent, field, ofEach) => {
    const size = sizes.get(`${parent}.${field}`);
    if (size === undefined) return 1;
    return ofEach ? size.average : size.longest;
  };
}

const fieldsOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
