import { PositionNotInStore } from '../errors.ts';
import type { Position } from '../event-store.ts';

/** As many digits as the largest integer that a JavaScript number holds exactly. */
const DIGITS = 16;

/** The position of a row: its rowid, padded so that strings sort as the numbers do. */
export const toPosition = (row: number): Position => String(row).padStart(DIGITS, '0');

/** The row of a position, 0 for the place before the first. */
export function fromPosition(position: Position | null): number {
  if (position === null) return 0;
  if (!/^\d{16}$/.test(position)) throw new PositionNotInStore(position, 'it does not have 16 digits');
  return Number(position);
}
