import { PositionNotInStore } from '../errors.ts';
import type { Position } from '../event-store.ts';

/** As many digits as the largest position of the server, an unsigned number of 64 bits. */
const DIGITS = 20;
const FORM = /^(\d{20})-(\d{20})$/;

/** A position on the server, in decimal digits: the two numbers are both needed to go on without a gap. */
export interface LogPosition {
  readonly commit: string;
  readonly prepare: string;
}

/** Both numbers, padded so that strings sort as the pairs do. */
export const toPosition = (commit: string | number | bigint, prepare: string | number | bigint): Position =>
  `${String(commit).padStart(DIGITS, '0')}-${String(prepare).padStart(DIGITS, '0')}`;

/** @throws PositionNotInStore when the position was not given out by this kind of store. */
export function fromPosition(position: Position): LogPosition {
  const [, commit, prepare] = FORM.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new PositionNotInStore(position, 'it does not have twice 20 digits');
  }
  return { commit: withoutZeros(commit), prepare: withoutZeros(prepare) };
}

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');
