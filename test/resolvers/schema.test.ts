import { type GraphQLNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
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

  it('has one value of ActivityType for each type of event', () => {
    const activity = schema.getType('Activity');
    const names = isInterfaceType(activity) ? schema.getPossibleTypes(activity).map(({ name }) => name) : [];
    const type = schema.getType('ActivityType');
    expect(isEnumType(type) && type.getValues().map(({ name }) => name)).toEqual(names);
  });
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
