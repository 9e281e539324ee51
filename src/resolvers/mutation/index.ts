import type { MutationResolvers } from '../schema-types.ts';
import * as disk from './disk.ts';
import * as host from './host.ts';
import * as sparsify from './sparsify.ts';
import * as storageDomain from './storage-domain.ts';

export const Mutation: MutationResolvers = { ...disk, ...host, ...sparsify, ...storageDomain };
