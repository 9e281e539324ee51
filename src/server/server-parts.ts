import type { Logger } from 'pino';
import type { callerCheck } from './caller-check.ts';
import type { ContextOf } from './operation-log.ts';
import type { Operations } from './operations.ts';
import type { ServerSettings } from './settings.ts';

/** What the transports share. */
export interface ServerParts {
  readonly operations: Operations;
  readonly settings: ServerSettings;
  readonly logger: Logger;
  readonly check: ReturnType<typeof callerCheck>;
  readonly contextOf: ContextOf;
}
