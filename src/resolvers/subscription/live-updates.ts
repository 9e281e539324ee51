import { endable } from '../../common/endable.ts';
import type { ActivityFilter, Change } from '../../projections/views.ts';
import type { Context } from '../context.ts';

/** The payloads of a subscription: where it does not resume those of what there is now, then one for each change that is wanted. */
export function liveUpdates<Item, Update>(
  { views, feed }: Context,
  source: {
    /** The cursor after which it resumes. */
    readonly after: string | null | undefined;
    /** What there is now. */
    readonly present?: () => readonly Item[];
    /** The events of one of several that there are now; what is alone is given as of now. */
    readonly eventsOf?: (item: Item) => ActivityFilter;
    /** What a change made of such an object; null where it is about none. */
    readonly itemOf: (change: Change) => Item | null;
    readonly wants?: (item: Item) => boolean;
    readonly payload: (item: Item, cursor: string) => Update;
    /** The subscription completes after the item of which this is true. */
    readonly isLast?: (item: Item) => boolean;
  },
): AsyncIterableIterator<Update> {
  const { after, eventsOf, itemOf, wants, payload, isLast } = source;
  const now = feed.presentCursor();
  const present = after === null || after === undefined ? (source.present?.() ?? []) : [];
  const changes = feed.changes({
    after: after ?? now,
    wants(change) {
      const item = itemOf(change);
      return item !== null && (wants?.(item) ?? true);
    },
  });

  /**
   * Several are given each with the cursor of its own last event, in the order of those: cursors then increase from the
   * first payload on, and who is cut off between two of them misses none.
   */
  function withCursors(): { readonly item: Item; readonly cursor: string }[] {
    if (eventsOf === undefined) return present.map((item) => ({ item, cursor: now }));
    return present
      .flatMap((item) => {
        const last = views.activity(eventsOf(item), 'DESC', { first: 1 }).edges[0];
        return last === undefined ? [] : [{ item, position: last.node.position }];
      })
      .sort((one, other) => (one.position < other.position ? -1 : 1))
      .map(({ item, position }) => ({ item, cursor: feed.cursorAt(position) }));
  }

  const first = withCursors();
  async function* items() {
    yield* first;
    for await (const change of changes) {
      const item = itemOf(change);
      if (item !== null) yield { item, cursor: feed.cursorAt(change.position) };
    }
  }
  return endable(
    async function* () {
      for await (const { item, cursor } of items()) {
        if (isLast?.(item)) await changes.return?.();
        yield payload(item, cursor);
      }
    },
    // Nobody reads the changes any more, so nobody hears of what fails at their end.
    { onEnd: () => void changes.return?.().catch(() => undefined) },
  );
}

/** A subscription that completes at once. */
export const noUpdates = <Update>(): AsyncIterableIterator<Update> => endable<Update>(async function* () {});
