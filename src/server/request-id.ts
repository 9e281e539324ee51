import { randomUUID } from 'node:crypto';

/** The id of a request: in the log, in X-Request-Id, in errors, and as the cause of the events that follow from it. */
export const newRequestId = (): string => `req_${randomUUID()}`;
