import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { EventNotReadable } from '../errors.ts';
import type { Position, RecordedEvent } from '../event-store.ts';
import { toPosition } from './position.ts';

/** Turns events of the server's into Winnow's; the prefix is taken off the names of their streams. */
export function createDecoder(store: string, prefix: string): (read: ReadResp.ReadEvent) => RecordedEvent {
  return (read) => {
    const event = read.getEvent();
    const name = textOf(event?.getStreamIdentifier()?.getStreamName_asU8());
    const revision = Number(event?.getStreamRevision());
    try {
      return {
        id: event?.getId()?.getString() ?? '',
        type: event?.getMetadataMap().get('type') ?? '',
        data: JSON.parse(textOf(event?.getData_asU8())),
        metadata: JSON.parse(textOf(event?.getCustomMetadata_asU8())),
        stream: name.slice(prefix.length),
        revision,
        position: positionOf(read),
      };
    } catch (cause) {
      throw new EventNotReadable(store, `${revision} of stream ${name}`, { cause });
    }
  };
}

/** An event as the server holds it, whoever wrote it. */
export interface StoredEvent {
  readonly id: string;
  readonly revision: number;
  readonly position: Position;
  readonly data: string;
}

export function toStoredEvent(read: ReadResp.ReadEvent): StoredEvent {
  const event = read.getEvent();
  return {
    id: event?.getId()?.getString() ?? '',
    revision: Number(event?.getStreamRevision()),
    position: positionOf(read),
    data: textOf(event?.getData_asU8()),
  };
}

/** The place of an event among all. */
export function positionOf(read: ReadResp.ReadEvent): Position {
  const event = read.getEvent();
  return toPosition(event?.getCommitPosition() ?? 0, event?.getPreparePosition() ?? 0);
}

const textOf = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
