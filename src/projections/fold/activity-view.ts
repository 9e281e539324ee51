import type { RecordedEvent } from '../../event-store/event-store.ts';
import { jobIdOf, subjectOf } from '../../streams/names.ts';
import type { ActivityView, Change } from '../views.ts';

/** An event of the history as queries and subscriptions show it. */
export function toActivity(event: RecordedEvent): ActivityView {
  const subject = subjectOf(event.stream);
  return {
    eventId: event.id,
    position: event.position,
    stream: event.stream,
    revision: event.revision,
    type: event.type,
    data: event.data as ActivityView['data'],
    metadata: event.metadata,
    diskId: subject.kind === 'DISK' ? subject.id : null,
    jobId: jobIdOf(event.data),
    hostId: subject.kind === 'HOST' ? subject.id : null,
    storageDomainId: subject.kind === 'STORAGE_DOMAIN' ? subject.id : null,
  };
}

/** A change of nothing, but for the event's place. */
export const nothingChanged: Omit<Change, 'position'> = {
  activity: null,
  disk: null,
  job: null,
  host: null,
  operation: null,
};
