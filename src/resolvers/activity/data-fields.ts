import { type GraphQLSchema, isInterfaceType } from 'graphql';

/** Lets the fields of events that have no resolver of their own be those of the event's data. */
export function fieldsOfData(schema: GraphQLSchema): GraphQLSchema {
  const activity = schema.getType('Activity');
  if (!isInterfaceType(activity)) return schema;
  for (const type of schema.getPossibleTypes(activity)) {
    for (const field of Object.values(type.getFields())) {
      field.resolve ??= ({ data }) => data[field.name];
    }
  }
  return schema;
}
