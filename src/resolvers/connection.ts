import type { Page } from '../projections/views.ts';
import type { PageInfo } from './schema-types.ts';

/** What every connection has beside its edges; `totalCount` is the page's own function, called only when selected. */
export const connection = {
  nodes: <Node>(page: Page<Node>): Node[] => page.edges.map((edge) => edge.node),
  pageInfo: ({ edges, hasNextPage, hasPreviousPage }: Page<unknown>): PageInfo => ({
    hasNextPage,
    hasPreviousPage,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }),
};
