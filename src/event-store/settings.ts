import type { EventStoreDbOptions } from './eventstoredb/open.ts';

/** Which store keeps the events: the embedded one, a file of this host, or EventStoreDB, which servers share. */
export type EventStoreSettings =
  | { readonly kind: 'SQLITE'; readonly file: string }
  | ({ readonly kind: 'EVENTSTOREDB' } & EventStoreDbOptions);
