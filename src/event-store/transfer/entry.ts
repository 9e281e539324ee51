import { z } from 'zod';
import type { RecordedEvent, StreamMetadata } from '../event-store.ts';

/** An event as it is carried from store to store: without its position, which is the store's own. */
export type ExportedEvent = Omit<RecordedEvent, 'position'>;

/** What a stream is to be like; stands before the first event of it. Streams without bounds have none. */
export interface ExportedStream extends StreamMetadata {
  readonly stream: string;
}

/** One line of an export between the first and the last. */
export type Entry = ExportedEvent | ExportedStream;

export const isEvent = (entry: Entry): entry is ExportedEvent => 'revision' in entry;

/** The members of an event in the order in which they are written. */
export const toExportedEvent = ({
  stream,
  revision,
  id,
  type,
  data,
  metadata,
}: RecordedEvent): ExportedEvent => ({
  stream,
  revision,
  id,
  type,
  data,
  metadata,
});

const name = z.string().min(1);

const eventSchema = z.strictObject({
  stream: name,
  revision: z.int().min(0),
  id: z.guid(),
  type: name,
  data: z.unknown(),
  metadata: z.looseObject({
    actor: z.looseObject({ kind: z.enum(['USER', 'POLICY', 'SYSTEM']), id: z.string() }),
    correlationId: z.string(),
    causationId: z.string(),
    occurredAt: z.string(),
    schemaVersion: z.int(),
  }),
});
const streamSchema = z.strictObject({ stream: name, maxCount: z.int().min(1) });

/** What is wrong with a line's content; `null` when it is an entry. */
export function problemOfEntry(value: object): string | null {
  const parsed = ('maxCount' in value ? streamSchema : eventSchema).safeParse(value);
  const issue = parsed.error?.issues[0];
  return issue === undefined ? null : `${issue.path.join('.') || 'it'}: ${issue.message}`;
}
