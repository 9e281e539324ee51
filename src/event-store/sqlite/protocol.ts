import type { WrittenEvent } from '../append-request.ts';
import type { ExpectedRevision } from '../event-store.ts';
import type { Fault } from './fault.ts';

export interface AppendRequest {
  readonly kind: 'APPEND';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly WrittenEvent[];
}

/** What the main thread asks of the writing thread. */
export type WriteRequest =
  | AppendRequest
  | { readonly kind: 'SET_METADATA'; readonly stream: string; readonly maxCount: number }
  /** Is the file still there, and, where the last write failed, does a write go through again? */
  | { readonly kind: 'CHECK' };

export type Refusal =
  | {
      readonly kind: 'WRONG_EXPECTED_REVISION';
      readonly stream: string;
      readonly expected: ExpectedRevision;
      readonly actual: number | 'NO_STREAM';
    }
  | { readonly kind: 'EVENT_ID_CONFLICT'; readonly stream: string; readonly detail: string }
  | { readonly kind: 'FAULT'; readonly fault: Fault };

/** Revision and row of the last event appended; other requests answer with zeros. */
export type Written = readonly [revision: number, row: number];

export type Answer = Written | Refusal;

export type ToWriter = readonly WriteRequest[] | 'CLOSE';

export type FromWriter =
  | { readonly kind: 'OPEN' }
  | { readonly kind: 'OPEN_FAILED'; readonly fault: Fault }
  /** In the order of the requests; sent once all of them are on disk. */
  | { readonly kind: 'ANSWERS'; readonly answers: readonly Answer[] };

export interface WriterSettings {
  readonly file: string;
  readonly maxBytes: number | null;
}
