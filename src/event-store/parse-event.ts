import type { RecordedEvent, UnparsedEvent } from './event-store.ts';

/** The event with its data and metadata parsed. @throws SyntaxError where they are no JSON. */
export const parseEvent = (event: UnparsedEvent): RecordedEvent => ({
  id: event.id,
  type: event.type,
  data: JSON.parse(event.data),
  metadata: JSON.parse(event.metadata),
  stream: event.stream,
  revision: event.revision,
  position: event.position,
});

/** The same with the JSON kept beside, for who keeps it. @throws SyntaxError where it is none. */
export const parseEventKeepingJson = (event: UnparsedEvent): RecordedEvent =>
  Object.assign(parseEvent(event), { json: { data: event.data, metadata: event.metadata } });
