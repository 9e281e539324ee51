import type { HostId } from '../../domain/ids.ts';
import type { JobView, Page, PageArgs, Views } from '../views.ts';

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
