import type { GraphQLResolveInfo } from 'graphql';
import type { DiskId } from '../../domain/ids.ts';
import { pageOfArray } from '../../projections/query/page-of-array.ts';
import type { DiskView, Page, PageArgs, Views } from '../../projections/views.ts';
import { takeItems } from '../list-budget.ts';

/** A page of disks that are derived from another, by name. */
export function pageOfDerived(
  disks: readonly DiskView[],
  page: PageArgs,
  info: GraphQLResolveInfo,
): Page<DiskView> {
  takeItems(info, disks.length);
  return pageOfArray('derivedDisks', disks, ({ name, id }) => `${name.toLowerCase()}\0${id}`, page);
}

/** Those of some disks that are in the catalogue. */
export function presentDisks(views: Views, ids: readonly DiskId[], info: GraphQLResolveInfo): DiskView[] {
  takeItems(info, ids.length);
  return ids
    .map((id) => views.disk(id))
    .filter((disk) => disk !== null)
    .filter(({ removedAt }) => removedAt === null);
}
