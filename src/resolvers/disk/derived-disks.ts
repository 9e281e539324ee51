import { GraphQLError } from 'graphql';
import type { DiskResolvers } from '../schema-types.ts';
import { diskAsOf } from './disk-as-of.ts';

/**
 * Disks that one answer lists without pages. A base can have thousands, and a query can come back to it from each of them,
 * which the cost of an operation does not show before it runs.
 */
const mostDisks = 5000;
/** A disk in the past counts as so many, since its history is read. */
const pastDisk = 50;

/** By the variables of an execution, which are its own: each payload of a subscription has new ones. */
const listed = new WeakMap<object, number>();

/** Disk.derivedDisks: in the past, those that the last look until then had found. */
export const derivedDisks: DiskResolvers['derivedDisks'] = async (disk, _args, context, info) => {
  const { asOf } = disk;
  const take = (disks: number): void => {
    const actual = (listed.get(info.variableValues) ?? 0) + disks;
    listed.set(info.variableValues, actual);
    if (actual > mostDisks) throw tooMany(actual);
  };
  if (asOf === undefined) {
    const found = context.views.derivedDisks(disk.id);
    take(found.length);
    return found;
  }
  const ids = disk.observation?.children ?? [];
  take(ids.length * pastDisk);
  const children = ids.map((id) => diskAsOf(context, id, asOf));
  return (await Promise.all(children)).filter((child) => child !== null);
};

const tooMany = (actual: number): GraphQLError =>
  new GraphQLError(
    `The answer would list ${actual} derived disks, at most ${mostDisks} are allowed, of which one in the past counts as ${pastDisk}: ask for those of fewer disks in one operation.`,
    { extensions: { code: 'QUERY_TOO_COSTLY', actual, limit: mostDisks } },
  );
