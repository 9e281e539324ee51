import type { HostView, Page, PageArgs, Views } from '../../projections/views.ts';
import type { Known } from './inventory.ts';

const pageSize = 500;

/** What the views know, as a scan asks for it. */
export function knownFrom(views: Views): Known {
  return {
    domains: [...all((page) => views.storageDomains(page))],
    host: (id) => views.host(id),
    disk: (id) => views.disk(id),
    disksOn: (storageDomainId) =>
      all((page) => views.disks({ storageDomainId }, { field: 'NAME', direction: 'ASC' }, page)),
    derivedDisks: (id) => views.derivedDisks(id),
  };
}

/** All hosts that are registered. */
export const allHosts = (views: Pick<Views, 'hosts'>): Iterable<HostView> => all((page) => views.hosts(page));

/** All of a list, page by page. */
function* all<Node>(read: (page: PageArgs) => Page<Node>): Generator<Node> {
  for (let after: string | null = null; ; ) {
    const { edges, hasNextPage }: Page<Node> = read({ first: pageSize, after });
    for (const { node } of edges) yield node;
    after = edges.at(-1)?.cursor ?? null;
    if (!hasNextPage || after === null) return;
  }
}
