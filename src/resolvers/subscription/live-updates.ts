import { endable } from '../../common/endable.ts';
import type { Change } from '../../projections/views.ts';

type Changes = AsyncIterableIterator<Change & { readonly cursor: string }>;

/** The payloads of a subscription: the present ones, then one for each change. */
export function liveUpdates<Update>(source: {
  readonly present: readonly Update[];
  readonly changes: Changes;
  readonly updateOf: (change: Change & { readonly cursor: string }) => Update;
  /** The subscription completes after the update of which this is true. */
  readonly isLast?: (update: Update) => boolean;
}): AsyncIterableIterator<Update> {
  const { present, changes, updateOf, isLast } = source;
  async function* updates(): AsyncGenerator<Update> {
    yield* present;
    for await (const change of changes) yield updateOf(change);
  }
  return endable(
    async function* () {
      for await (const update of updates()) {
        if (isLast?.(update)) await changes.return?.();
        yield update;
      }
    },
    { onEnd: () => void changes.return?.() },
  );
}

/** A subscription that completes at once. */
export const noUpdates = <Update>(): AsyncIterableIterator<Update> => endable<Update>(async function* () {});
