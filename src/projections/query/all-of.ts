import type { HostId, StorageDomainId } from '../../domain/ids.ts';
import type { DiskView, JobView, Page, PageArgs, StorageDomainView, Views } from '../views.ts';

const pageSize = 500;

/** All of a list of the views, page by page. */
export function* allOf<Node>(read: (page: PageArgs) => Page<Node>): Generator<Node> {
  for (let after: string | null = null; ; ) {
    const { edges, hasNextPage }: Page<Node> = read({ first: pageSize, after });
    for (const { node } of edges) yield node;
    after = edges.at(-1)?.cursor ?? null;
    if (!hasNextPage || after === null) return;
  }
}

/** Jobs that have not ended, oldest request first. */
export const activeJobs = (views: Pick<Views, 'jobs'>): Generator<JobView> =>
  allOf((page) => views.jobs({ active: true }, { field: 'REQUESTED_AT', direction: 'ASC' }, page));

/** Jobs that hold a slot on a host: that of their last attempt, until it ends. Oldest request first. */
export const jobsOnHost = (views: Pick<Views, 'jobs'>, hostId: HostId): readonly JobView[] =>
  [...activeJobs(views)].filter(({ attempts }) => {
    const attempt = attempts.at(-1);
    return attempt?.hostId === hostId && attempt.ended === null;
  });

/** The storage domains that a host has and that were not removed. */
export const domainsOn = (
  views: Pick<Views, 'storageDomains'>,
  hostId: HostId,
): readonly StorageDomainView[] => [...allOf((page) => views.storageDomains(page, { hostId }))];

/** The disks of a storage domain that were not removed. */
export const disksOn = (views: Pick<Views, 'disks'>, storageDomainId: StorageDomainId): Iterable<DiskView> =>
  allOf((page) => views.disks({ storageDomainId }, { field: 'NAME', direction: 'ASC' }, page));
