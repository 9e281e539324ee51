import { z } from 'zod';
import { newEventId } from '../../common/ids.ts';
import type { EventStore, ExpectedRevision } from '../event-store.ts';
import { markerStream } from './bookkeeping.ts';
import { ImportUnfinished } from './errors.ts';
import type { Trailer } from './format.ts';

type MarkerType = 'ImportStarted' | 'ImportCompleted';

const dataSchema = z.object({ events: z.int(), sha256: z.string() });

interface Marker {
  readonly type: string;
  readonly revision: number;
  /** The export that was, or is being, imported. */
  readonly of: Trailer;
}

/** What the store says of an import into it; `null` when there was none. */
export async function readMarker(store: Pick<EventStore, 'readStream'>): Promise<Marker | null> {
  const newest = store.readStream(markerStream, { direction: 'BACKWARDS', limit: 1 });
  for await (const { type, revision, data } of newest) return { type, revision, of: dataSchema.parse(data) };
  return null;
}

export async function writeMarker(
  store: EventStore,
  type: MarkerType,
  { events, sha256 }: Trailer,
  expected: ExpectedRevision,
): Promise<void> {
  const id = newEventId();
  const metadata = {
    actor: { kind: 'SYSTEM', id: 'winnow' },
    correlationId: id,
    causationId: id,
    occurredAt: new Date().toISOString(),
    schemaVersion: 1,
  } as const;
  await store.append(markerStream, [{ id, type, data: { events, sha256 }, metadata }], expected);
}

/** @throws ImportUnfinished when the store holds a part of an export only, and so must not be used. */
export async function assertNoUnfinishedImport(store: Pick<EventStore, 'readStream'>): Promise<void> {
  const marker = await readMarker(store);
  if (marker?.type === 'ImportStarted') throw new ImportUnfinished(marker.of.sha256);
}
