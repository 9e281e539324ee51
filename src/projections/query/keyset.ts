import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { quoted } from '../../common/shorten.ts';
import type { Connection } from '../store/connection.ts';
import { BadPageArgument, type OrderDirection, type Page, type PageArgs } from '../views.ts';

const defaultPageSize = 50;
const largestPageSize = 500;

/** A piece of SQL that is true or false of a row. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly SQLInputValue[];
}

/** Whether a column has one of some values. */
export const isIn = (column: string, values: readonly string[]): Condition => ({
  sql: `${column} IN (${values.map(() => '?').join(', ')})`,
  params: values,
});

/** The same of any number of values, which SQLite puts in order before it reads rows. */
export const isAmong = (column: string, values: readonly string[]): Condition => ({
  sql: `${column} IN (SELECT value FROM json_each(?))`,
  params: [JSON.stringify(values)],
});

/** The conditions that rows must meet, as the end of a SELECT. */
export const clause = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;

/** The values of conditions, in the order of their places. */
export const paramsOf = (conditions: readonly Condition[]): SQLInputValue[] =>
  conditions.flatMap(({ params }) => params);

/** The view of a row that was listed. */
export function listed<View>(view: View | null, id: unknown): View {
  if (view === null) throw new Error(`The views list ${id}, but do not have it.`);
  return view;
}

/** A table with the conditions that rows must meet. */
export interface Branch {
  readonly from: string;
  readonly where: readonly Condition[];
}

/** How many rows a branch has, counted up to so many. */
export const countUpTo = ({ sql }: Connection, { from, where }: Branch, most: number): number => {
  const rows = `SELECT 1 FROM ${from}${clause(where)} LIMIT ?`;
  return Number(sql(`SELECT count(*) AS n FROM (${rows})`).get(...paramsOf(where), most)?.n);
};

/** A list, and how it is read from a table. */
export interface List<Node> {
  /** The columns that order it; together they are unique and never NULL. */
  readonly keys: readonly string[];
  readonly direction: OrderDirection;
  /**
   * Of several, each is read through its own index in order, and the lists are merged, as no index gives the order
   * across the values of an IN. No row may be in two of them, unless `distinct` says that it may.
   */
  readonly branches: readonly Branch[];
  readonly distinct?: boolean;
  /** What `node` needs beyond the keys. */
  readonly columns: readonly string[];
  readonly node: (row: Record<string, SQLOutputValue>) => Node;
  readonly cursorOf: (keys: readonly SQLOutputValue[], row: Record<string, SQLOutputValue>) => string;
  /** The keys of a cursor. Throws when it is not one of this list. */
  readonly keysOf: (cursor: string) => readonly SQLInputValue[];
  /** How many rows there are, where that is known without counting. */
  readonly total: number | null;
}

type Side = '<' | '<=' | '>' | '>=';

/** Reads a page of a list. @throws BadPageArgument */
export function readPage<Node>(connection: Connection, list: List<Node>, args: PageArgs): Page<Node> {
  const { size, backwards } = pageSizeOf(args);
  const ascending = (list.direction === 'ASC') !== backwards;
  const after = boundOf(list, 'after', args.after);
  const before = boundOf(list, 'before', args.before);
  const [beyond, short]: [Side, Side] = list.direction === 'ASC' ? ['>', '<'] : ['<', '>'];
  const bounds = [after && keysAre(list, beyond, after), before && keysAre(list, short, before)].filter(
    (bound) => bound !== null,
  );
  const rows = select(connection, list, bounds, ascending, size + 1);
  const more = rows.length > size;
  if (more) rows.pop();
  if (backwards) rows.reverse();
  const edges = rows.map((row) => ({
    cursor: list.cursorOf(keysIn(list, row), row),
    node: list.node(row),
  }));
  const exists = (side: Side, edge: Record<string, SQLOutputValue> | undefined, bound: Bound): boolean => {
    if (bound === null) return false;
    // Beyond an empty page lies what the cursor left out, its own row included.
    const condition =
      edge === undefined ? keysAre(list, `${side}=` as Side, bound) : keysAre(list, side, keysIn(list, edge));
    return select(connection, list, [condition], list.direction === 'ASC', 1).length > 0;
  };
  return {
    edges,
    get hasNextPage() {
      return backwards ? exists(beyond, rows.at(-1), before) : more || exists(beyond, rows.at(-1), before);
    },
    get hasPreviousPage() {
      return backwards ? more || exists(short, rows[0], after) : exists(short, rows[0], after);
    },
    totalCount: () => list.total ?? count(connection, list),
  };
}

type Bound = readonly SQLInputValue[] | null;

function select<Node>(
  connection: Connection,
  { keys, columns, branches, distinct = false }: List<Node>,
  bounds: readonly Condition[],
  ascending: boolean,
  limit: number,
): Record<string, SQLOutputValue>[] {
  const order = keys.map((key) => `${key} ${ascending ? 'ASC' : 'DESC'}`).join(', ');
  const wanted = [...keys, ...columns].join(', ');
  const params: SQLInputValue[] = [];
  const selects = branches.map(({ from, where }) => {
    const conditions = [...where, ...bounds];
    params.push(...paramsOf(conditions), limit);
    return `SELECT ${wanted} FROM ${from}${clause(conditions)} ORDER BY ${order} LIMIT ?`;
  });
  const [only] = selects;
  if (only === undefined) return [];
  if (selects.length === 1) return connection.sql(only).all(...params);
  const union = selects.map((one) => `SELECT * FROM (${one})`).join(distinct ? ' UNION ' : ' UNION ALL ');
  return connection.sql(`${union} ORDER BY ${order} LIMIT ?`).all(...params, limit);
}

function count<Node>(connection: Connection, { keys, branches, distinct = false }: List<Node>): number {
  if (branches.length === 0) return 0;
  const rows = branches.map(({ from, where }) => `SELECT ${keys.join(', ')} FROM ${from}${clause(where)}`);
  const statement = `SELECT count(*) AS total FROM (${rows.join(distinct ? ' UNION ' : ' UNION ALL ')})`;
  return Number(connection.sql(statement).get(...branches.flatMap(({ where }) => paramsOf(where)))?.total);
}

const keysAre = <Node>({ keys }: List<Node>, side: Side, values: readonly SQLInputValue[]): Condition => ({
  sql: `(${keys.join(', ')}) ${side} (${keys.map(() => '?').join(', ')})`,
  params: values,
});

const keysIn = <Node>({ keys }: List<Node>, row: Record<string, SQLOutputValue>): SQLOutputValue[] =>
  keys.map((key) => row[key] ?? null);

/** The keys of a cursor that a page was given, null when it was given none. @throws BadPageArgument */
export function boundOf(
  list: Pick<List<unknown>, 'keysOf'>,
  argument: 'after' | 'before',
  cursor: string | null | undefined,
): Bound {
  if (cursor === null || cursor === undefined) return null;
  try {
    return list.keysOf(cursor);
  } catch {
    throw new BadPageArgument(
      argument,
      `${argument}: ${quoted(cursor)} is not a cursor of this list in this order. Give one that a page of the same list and order gave.`,
    );
  }
}

/** How many items a page has, and from which end. @throws BadPageArgument */
export function pageSizeOf({ first, last }: PageArgs): { size: number; backwards: boolean } {
  if (typeof first === 'number' && typeof last === 'number') {
    throw new BadPageArgument('last', 'first and last cannot both be given: give one of them.');
  }
  const argument = typeof last === 'number' ? 'last' : 'first';
  const size = last ?? first ?? defaultPageSize;
  if (!Number.isInteger(size) || size < 0 || size > largestPageSize) {
    throw new BadPageArgument(
      argument,
      `${argument} is ${size}, and must be a whole number from 0 to ${largestPageSize}. Read larger lists page by page, with after or before.`,
    );
  }
  return { size, backwards: argument === 'last' };
}
