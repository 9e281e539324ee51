import { endable } from '../../common/endable.ts';
import type { ActivityFilter, Change, LiveFeed, Views } from '../../projections/views.ts';

/** The payloads of a subscription: where it does not resume the present ones, then one for each change that is wanted. */
export function liveUpdates<Update>(source: {
  readonly feed: LiveFeed;
  /** The cursor after which it resumes. */
  readonly after: string | null | undefined;
  /** What there is now, as of a cursor. */
  readonly present?: (cursor: string) => readonly Update[];
  readonly wants: (change: Change) => boolean;
  readonly updateOf: (change: Change, cursor: string) => Update;
  /** The subscription completes after the update of which this is true. */
  readonly isLast?: (update: Update) => boolean;
}): AsyncIterableIterator<Update> {
  const { feed, after, present, wants, updateOf, isLast } = source;
  const cursor = feed.presentCursor();
  const first = after === null || after === undefined ? (present?.(cursor) ?? []) : [];
  const changes = feed.changes({ after: after ?? cursor, wants });
  async function* updates(): AsyncGenerator<Update> {
    yield* first;
    for await (const change of changes) yield updateOf(change, feed.cursorAt(change.position));
  }
  return endable(
    async function* () {
      for await (const update of updates()) {
        if (isLast?.(update)) await changes.return?.();
        yield update;
      }
    },
    // Nobody reads the changes any more, so nobody hears of what fails at their end.
    { onEnd: () => void changes.return?.().catch(() => undefined) },
  );
}

/**
 * Objects that are there now, each with the cursor of its own last event, in the order of those: cursors then increase from
 * the first payload on, and who is cut off between two of them misses none.
 */
export const byLastEvent = <Item>(
  items: readonly Item[],
  eventsOf: (item: Item) => ActivityFilter,
  { views, feed }: { readonly views: Views; readonly feed: LiveFeed },
): { readonly item: Item; readonly cursor: string }[] =>
  items
    .flatMap((item) => {
      const last = views.activity(eventsOf(item), 'DESC', { first: 1 }).edges[0];
      return last === undefined ? [] : [{ item, position: last.node.position }];
    })
    .sort((one, other) => (one.position < other.position ? -1 : 1))
    .map(({ item, position }) => ({ item, cursor: feed.cursorAt(position) }));

/** A subscription that completes at once. */
export const noUpdates = <Update>(): AsyncIterableIterator<Update> => endable<Update>(async function* () {});
