import { v5 } from 'uuid';
import type { NewEvent, RecordedEvent } from '../event-store.ts';
import type { ExportedEvent } from './entry.ts';

/** Records whether the store's events were imported, and whether all of them were. Belongs to the store, and is not exported. */
export const markerStream = 'import-marker';

const PLACEHOLDER = 'RevisionSkipped';
const NAMESPACE = '3d1a2f5e-6a0b-4f5c-9c0e-5b8f0a7d9e21';

/** Whether an event is of no meaning outside of its store. */
export const isBookkeeping = ({ stream, type }: RecordedEvent): boolean =>
  stream === markerStream || type === PLACEHOLDER;

/**
 * Stands for an event that its stream's bound has dropped: no store can begin a stream in its middle, so the revisions
 * before are filled up, and dropped by the same bound. Always the same for the same revision.
 */
export const placeholder = (before: ExportedEvent, revision: number): NewEvent => ({
  id: v5(JSON.stringify([before.stream, revision]), NAMESPACE),
  type: PLACEHOLDER,
  data: {},
  metadata: before.metadata,
});
