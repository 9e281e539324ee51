import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isScalarType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { resolvers } from '../../src/resolvers/index.ts';
import { schema } from '../../src/resolvers/schema.ts';

const types = Object.values(schema.getTypeMap()).filter(
  ({ name, astNode }) => !name.startsWith('__') && astNode !== undefined,
);

describe('schema.graphql', () => {
  it('describes every type, field, argument and value', () => {
    expect(types.length).toBeGreaterThan(50);
    expect(types.flatMap(undescribed)).toEqual([]);
  });

  it('has a resolver for every field of Query, Mutation and Subscription', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    for (const root of roots) {
      const name = root?.name as 'Query' | 'Mutation' | 'Subscription';
      expect(Object.keys(resolvers[name] ?? {}).sort()).toEqual(Object.keys(root?.getFields() ?? {}).sort());
    }
  });

  it('has one value of ActivityType for each type of event, in the case of all enums', () => {
    const activity = schema.getType('Activity');
    const names = isInterfaceType(activity) ? schema.getPossibleTypes(activity).map(({ name }) => name) : [];
    const type = schema.getType('ActivityType');
    const upper = (name: string) => name.replace(/(?<!^)(?=[A-Z])/g, '_').toUpperCase();
    expect(isEnumType(type) && type.getValues().map(({ name }) => name)).toEqual(names.map(upper));
  });
});

/** A selection of every field of a type, and below each object of all that are leaves. */
function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type)) {
    const each = schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${selectionOf(one, depth)}`);
    return `{ __typename ${each.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (isLeafType(below)) return [field.name];
    return depth === 0 ? [] : [`${field.name} ${selectionOf(below, depth - 1)}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

describe('the fields of one name', () => {
  it('have one type in all types of an interface or union, as clients with normalized caches need it', () => {
    const conflicts = types.filter(isAbstractType).flatMap((abstract) => {
      const found = new Map<string, Set<string>>();
      for (const one of schema.getPossibleTypes(abstract)) {
        for (const { name, type } of Object.values(one.getFields())) {
          found.set(name, (found.get(name) ?? new Set()).add(String(type)));
        }
      }
      return [...found]
        .filter(([, given]) => given.size > 1)
        .map(([name, given]) => `${abstract.name}.${name}: ${[...given].join(', ')}`);
    });
    expect(
      types
        .filter(isAbstractType)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Activity', 'Node']);
    expect(conflicts).toEqual([]);
  });

  it('can be selected together of every two types, without aliases', () => {
    const nodes = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType);
    const selections = nodes.map((type) => `... on ${type.name} ${selectionOf(type, 1)}`);
    const errors = selections.flatMap((one, index) =>
      selections.slice(index + 1).flatMap((other) => {
        const document = parse(`{ node(id: "x") { ${one} ${other} } }`);
        return validate(schema, document, [OverlappingFieldsCanBeMergedRule]);
      }),
    );
    expect(errors.map(({ message }) => message)).toEqual([]);
  });
});

describe('names', () => {
  const inputs = types.filter(isInputObjectType);
  const args = types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.values(type.getFields()))
    .flatMap((field) => field.args);
  const given = [...args, ...inputs.flatMap((input) => Object.values(input.getFields()))];

  it('are id for the object that a field or mutation is about, and say which for any other', () => {
    const ids = given.filter(({ type }) => getNamedType(type).name === 'ID');
    expect(ids.length).toBeGreaterThan(20);
    const listed = ids.filter(({ type }) => isListType(getNullableType(type)));
    expect(listed.filter(({ name }) => !/^ids$|Ids$/.test(name))).toEqual([]);
    expect(ids.filter((id) => !listed.includes(id) && !/^id$|Id$/.test(id.name))).toEqual([]);
    const nodes = schema
      .getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType)
      .map(({ name }) => name);
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    for (const {
      name,
      args: [input],
    } of mutations) {
      const about = nodes.find((node) => new RegExp(`^[a-z]+(${node})s?$`).test(name));
      if (about === undefined || name.startsWith('register') || input === undefined) continue;
      const type = getNamedType(input.type);
      const fields = isInputObjectType(type) ? Object.keys(type.getFields()) : [];
      expect(fields, name).toContain(name.endsWith('s') ? 'ids' : 'id');
      expect(fields, name).not.toContain(`${about.charAt(0).toLowerCase()}${about.slice(1)}Id`);
    }
  });

  it('of lists in filters are plural, and those of one value are not', () => {
    const filters = inputs.filter(({ name }) => name.endsWith('Filter'));
    const fields = filters.flatMap((filter) => Object.values(filter.getFields()));
    const isPlural = ({ name }: { name: string }) => /(?<!s)s$/.test(name) && name !== 'nameContains';
    for (const field of fields) {
      const isList = isListType(getNullableType(field.type));
      expect(isPlural(field), field.name).toBe(isList);
    }
  });

  it('of durations have their unit', () => {
    const fields = types.filter(isObjectType).flatMap((type) => Object.values(type.getFields()));
    const numbers = [...fields, ...given].filter(({ type }) => /^(Int|Float)$/.test(getNamedType(type).name));
    const durations = numbers.filter(({ name, description }) =>
      /seconds|duration|timeout|lag/i.test(`${name} ${description}`),
    );
    expect(durations.length).toBeGreaterThan(3);
    expect(durations.filter(({ name }) => !name.endsWith('Seconds')).map(({ name }) => name)).toEqual([]);
  });

  it('of the values of enums are in upper case', () => {
    const values = types.filter(isEnumType).flatMap((type) => type.getValues());
    expect(values.filter(({ name }) => !/^[A-Z][A-Z0-9_]*$/.test(name))).toEqual([]);
  });
});

it('every scalar of its own names its specification', () => {
  const scalars = types.filter(isScalarType);
  expect(scalars.map(({ name }) => name).sort()).toEqual(['ByteSize', 'DateTime']);
  for (const { specifiedByURL } of scalars)
    expect(specifiedByURL).toMatch(/^https:\/\/www\.rfc-editor\.org\//);
});

it('every type with an id is a Node', () => {
  const withId = types.filter(isObjectType).filter((type) => 'id' in type.getFields());
  const isNode = (type: GraphQLObjectType) => type.getInterfaces().some(({ name }) => name === 'Node');
  // The name of an author among its kind is no id of an object.
  expect(withId.filter((type) => !isNode(type)).map(({ name }) => name)).toEqual(['Actor']);
});

function undescribed(type: GraphQLNamedType): string[] {
  const parts: { readonly name: string; readonly description?: string | null }[] = [type];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      parts.push({ ...field, name: `${type.name}.${field.name}` });
      parts.push(...field.args.map((arg) => ({ ...arg, name: `${type.name}.${field.name}(${arg.name})` })));
    }
  }
  if (isInputObjectType(type)) parts.push(...Object.values(type.getFields()));
  if (isEnumType(type)) parts.push(...type.getValues());
  return parts.filter(({ description }) => !description).map(({ name }) => `${type.name}: ${name}`);
}
