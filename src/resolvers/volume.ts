import { lvmIdInGroups } from '../domain/disk/volume.ts';
import type { LogicalVolumeResolvers, PhysicalVolumeResolvers, ThinPoolResolvers } from './schema-types.ts';

export const LogicalVolume: LogicalVolumeResolvers = { uuid: ({ id }) => lvmIdInGroups(id) ?? id };

export const PhysicalVolume: PhysicalVolumeResolvers = { uuid: ({ id }) => lvmIdInGroups(id) ?? id };

const discards = { ignore: 'IGNORE', nopassdown: 'NOPASSDOWN', passdown: 'PASSDOWN' } as const;

export const ThinPool: ThinPoolResolvers = { discards: (pool) => discards[pool.discards] };
