import type { LiveFeed } from '../../src/projections/views.ts';

/** Makes a feed break off at its next change, with an error that no client may read: its message is `secret`. */
export function breakFeed(feed: LiveFeed): void {
  const changes = () => ({
    next: () => Promise.reject(new Error('secret')),
    [Symbol.asyncIterator]() {
      return this;
    },
  });
  Object.assign(feed, { changes });
}
