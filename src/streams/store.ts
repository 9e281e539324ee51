// The event store as process/ and discovery/ know it: they reach it through streams alone.
export { EventStoreUnavailable, WrongExpectedRevision } from '../event-store/errors.ts';
export type { AppendResult, EventStore, ExpectedRevision, Position } from '../event-store/event-store.ts';
