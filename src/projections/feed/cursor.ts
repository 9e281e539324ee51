import { quoted } from '../../common/shorten.ts';
import type { Position } from '../../event-store/event-store.ts';
import { BadCursor } from '../views.ts';

// It distinguishes a position's cursor from other text, such as a cursor of another list.
const prefix = '@';

/** The cursor of a place in the history; null is the place before the first event. */
export const cursorAt = (position: Position | null): string =>
  Buffer.from(prefix + (position ?? ''), 'latin1').toString('base64url');

/** @throws BadCursor when the text is no cursor of a place in the history. */
export function positionAt(cursor: string): Position | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!/^@[\x21-\x7e]*$/.test(text) || cursorAt(text.slice(1)) !== cursor) {
    throw new BadCursor(
      `${quoted(cursor)} is not a cursor of this server: give one as it came with a payload, or none to start from now.`,
    );
  }
  return text.slice(1) || null;
}
