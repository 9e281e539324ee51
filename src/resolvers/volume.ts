import type { LogicalVolumeResolvers, PhysicalVolumeResolvers, ThinPoolResolvers } from './schema-types.ts';

export const LogicalVolume: LogicalVolumeResolvers = { uuid: ({ id }) => asLvmWrites(id) };

export const PhysicalVolume: PhysicalVolumeResolvers = { uuid: ({ id }) => asLvmWrites(id) };

const discards = { ignore: 'IGNORE', nopassdown: 'NOPASSDOWN', passdown: 'PASSDOWN' } as const;

export const ThinPool: ThinPoolResolvers = { discards: (pool) => discards[pool.discards] };

/** An id of LVM, 32 characters, in the groups that `lvs` and `pvs` show. */
const asLvmWrites = (id: string): string =>
  id.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/, '$1-$2-$3-$4-$5-$6-$7');
