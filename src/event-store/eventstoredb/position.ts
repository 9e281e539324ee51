import type { Position as LogPosition } from '@eventstore/db-client';
import { PositionNotInStore } from '../errors.ts';
import type { Position } from '../event-store.ts';

/** As many digits as the largest position of the server, an unsigned number of 64 bits. */
const DIGITS = 20;
const FORM = /^(\d{20})-(\d{20})$/;

/** Both numbers of a place in the server's log, padded so that strings sort as the pairs do. */
export const toPosition = ({ commit, prepare }: LogPosition): Position =>
  `${String(commit).padStart(DIGITS, '0')}-${String(prepare).padStart(DIGITS, '0')}`;

/** @throws PositionNotInStore when the position was not given out by this kind of store. */
export function fromPosition(position: Position): LogPosition {
  const [, commit, prepare] = FORM.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new PositionNotInStore(position, 'it does not have twice 20 digits');
  }
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}
