import type { Page, PageArgs } from '../views.ts';
import { boundOf, pageSizeOf } from './keyset.ts';
import { listCursor } from './list-cursor.ts';

/**
 * A page of a list that is in memory as a whole, in the order of a key that is unique in it: so cursors stay valid while the
 * list changes. `tag` names the list, so that cursors of other lists are refused.
 * @throws BadPageArgument
 */
export function pageOfArray<Item>(
  tag: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  args: PageArgs,
): Page<Item> {
  const { cursorOf, keysOf } = listCursor(tag, 'string');
  const { size, backwards } = pageSizeOf(args);
  const [after] = boundOf({ keysOf }, 'after', args.after) ?? [];
  const [before] = boundOf({ keysOf }, 'before', args.before) ?? [];
  const all = items
    .map((node) => ({ key: keyOf(node), node }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const start = after === undefined ? 0 : all.filter(({ key }) => key <= String(after)).length;
  const end = before === undefined ? all.length : all.filter(({ key }) => key < String(before)).length;
  const from = backwards ? Math.max(start, end - size) : start;
  const to = backwards ? end : Math.min(end, start + size);
  return {
    edges: all.slice(from, to).map(({ key, node }) => ({ cursor: cursorOf([key, '']), node })),
    hasNextPage: to < all.length,
    hasPreviousPage: from > 0,
    totalCount: () => all.length,
  };
}
