import type { Position } from '../event-store.ts';
import { toPosition } from './position.ts';
import { type Cursor, lengthTag, numberTag, readEnd, readNumber, readText, skip } from './wire-format.ts';

/** An event as the server holds it, whoever wrote it. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  /** The name on the server. */
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly data: string;
  readonly metadata: string;
}

/** What the server sends in a read or a subscription, as far as it matters here. */
export type ReadMessage =
  | { readonly kind: 'EVENT'; readonly event: StoredEvent }
  /** All up to the position was looked through. */
  | { readonly kind: 'CHECKPOINT'; readonly position: Position }
  | { readonly kind: 'CAUGHT_UP' }
  | { readonly kind: 'OTHER' };

// The numbers of the fields in streams.proto and shared.proto.
const EVENT = lengthTag(1);
const CHECKPOINT = lengthTag(3);
const CAUGHT_UP = lengthTag(8);
const CHECKPOINT_COMMIT = numberTag(1);
const CHECKPOINT_PREPARE = numberTag(2);
const RECORDED = lengthTag(1);
const ID = lengthTag(1);
const ID_TEXT = lengthTag(2);
const STREAM = lengthTag(2);
const STREAM_NAME = lengthTag(3);
const REVISION = numberTag(3);
const PREPARE = numberTag(4);
const COMMIT = numberTag(5);
const SYSTEM_METADATA = lengthTag(6);
const CUSTOM_METADATA = lengthTag(7);
const DATA = lengthTag(8);
const ENTRY_KEY = lengthTag(1);
const ENTRY_VALUE = lengthTag(2);

const OTHER: ReadMessage = { kind: 'OTHER' };
const CAUGHT_UP_MESSAGE: ReadMessage = { kind: 'CAUGHT_UP' };

/**
 * Reads a ReadResp of the protocol. The driver's generated classes make a dozen objects of each event, which costs
 * several times as much; the bytes are read once here. Throws when they are not whole.
 */
export function toReadMessage(bytes: Buffer): ReadMessage {
  const cursor: Cursor = { bytes, at: 0 };
  let message = OTHER;
  while (cursor.at < bytes.length) {
    const tag = readNumber(cursor);
    if (tag === EVENT) message = { kind: 'EVENT', event: readEvent(cursor, readEnd(cursor)) };
    else if (tag === CHECKPOINT) message = readCheckpoint(cursor, readEnd(cursor));
    else {
      if (tag === CAUGHT_UP) message = CAUGHT_UP_MESSAGE;
      skip(cursor, Number(tag));
    }
  }
  return message;
}

function readCheckpoint(cursor: Cursor, end: number): ReadMessage {
  let commit: number | bigint = 0;
  let prepare: number | bigint = 0;
  while (cursor.at < end) {
    const tag = readNumber(cursor);
    if (tag === CHECKPOINT_COMMIT) commit = readNumber(cursor);
    else if (tag === CHECKPOINT_PREPARE) prepare = readNumber(cursor);
    else skip(cursor, Number(tag));
  }
  return { kind: 'CHECKPOINT', position: toPosition(commit, prepare) };
}

/** The event itself. Beside it may stand a link that led to it, which nobody asks for here. */
function readEvent(cursor: Cursor, end: number): StoredEvent {
  const event = { id: '', type: '', stream: '', revision: 0, data: '', metadata: '' };
  let commit: number | bigint = 0;
  let prepare: number | bigint = 0;
  while (cursor.at < end) {
    const tag = readNumber(cursor);
    if (tag !== RECORDED) {
      skip(cursor, Number(tag));
      continue;
    }
    for (const recordedEnd = readEnd(cursor); cursor.at < recordedEnd; ) {
      const field = readNumber(cursor);
      switch (field) {
        case ID:
          event.id = readInner(cursor, ID_TEXT);
          break;
        case STREAM:
          event.stream = readInner(cursor, STREAM_NAME);
          break;
        case REVISION:
          event.revision = Number(readNumber(cursor));
          break;
        case PREPARE:
          prepare = readNumber(cursor);
          break;
        case COMMIT:
          commit = readNumber(cursor);
          break;
        case SYSTEM_METADATA:
          event.type = readType(cursor) ?? event.type;
          break;
        case CUSTOM_METADATA:
          event.metadata = readText(cursor);
          break;
        case DATA:
          event.data = readText(cursor);
          break;
        default:
          skip(cursor, Number(field));
      }
    }
  }
  return { ...event, position: toPosition(commit, prepare) };
}

/** The one text wanted of a message within another. */
function readInner(cursor: Cursor, wanted: number): string {
  let text = '';
  for (const end = readEnd(cursor); cursor.at < end; ) {
    const tag = readNumber(cursor);
    if (tag === wanted) text = readText(cursor);
    else skip(cursor, Number(tag));
  }
  return text;
}

/** The type, where this entry of the server's metadata is the one that tells it. */
function readType(cursor: Cursor): string | null {
  let key = '';
  let value = '';
  for (const end = readEnd(cursor); cursor.at < end; ) {
    const tag = readNumber(cursor);
    if (tag === ENTRY_KEY) key = readText(cursor);
    else if (tag === ENTRY_VALUE) value = readText(cursor);
    else skip(cursor, Number(tag));
  }
  return key === 'type' ? value : null;
}
