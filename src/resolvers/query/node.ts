import { nodeById } from '../node-by-id.ts';
import type { QueryResolvers } from '../schema-types.ts';

/** Query.node */
export const node: QueryResolvers['node'] = (_root, { id }, { views }) => nodeById(views, id);
