import type { ActivityView, HostView, Page, StorageDomainView } from '../projections/views.ts';
import type { DiskAsOf, JobAsOf } from './as-of.ts';
import type { PageInfo } from './schema-types.ts';

export type DiskPage = Page<DiskAsOf>;
export type JobPage = Page<JobAsOf>;
export type HostPage = Page<HostView>;
export type StorageDomainPage = Page<StorageDomainView>;
export type ActivityPage = Page<ActivityView>;

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
