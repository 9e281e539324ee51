import type { Logger } from 'pino';
import type { Position } from '../event-store/event-store.ts';
import { ViewsBehind } from './views-behind.ts';

/**
 * Waits for the views also where they are far behind, as long as `goOn` holds: what is recorded is so, and what comes
 * next must not be decided without it.
 * @throws ViewsBehind when `goOn` no longer holds.
 */
export async function untilViewsInclude(
  position: Position,
  parts: {
    readonly waitForViews: (position: Position) => Promise<void>;
    readonly goOn: () => boolean;
    readonly logger: Logger;
  },
): Promise<void> {
  for (;;) {
    try {
      return await parts.waitForViews(position);
    } catch (error) {
      if (!(error instanceof ViewsBehind) || !parts.goOn()) throw error;
      parts.logger.warn({ position }, 'the views are behind; this server goes on when they have caught up');
    }
  }
}
