import { type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Gives fields that have no resolver of their own: those of an event are fields of its data, and those of a disk that its
 * view does not have are of its last inspection.
 */
export function addDefaultFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const isEvent = type.getInterfaces().some(({ name }) => name === 'Activity');
    const isDisk = type.name === 'Disk' || type.name === 'DiskAtMoment';
    for (const field of Object.values(type.getFields())) {
      const { name } = field;
      if (isEvent) field.resolve ??= ({ data }) => data[name];
      if (isDisk) field.resolve ??= (disk) => (name in disk ? disk[name] : disk.observation?.[name]);
    }
  }
  return schema;
}
