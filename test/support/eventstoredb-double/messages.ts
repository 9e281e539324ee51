import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { LoggedEvent } from './log.ts';

const { ReadResp: Response } = streams;

/** An event as reads and subscriptions send it. */
export function toEventMessage(event: LoggedEvent): ReadResp {
  const id = new shared.UUID();
  id.setString(event.id);
  const recorded = new Response.ReadEvent.RecordedEvent();
  recorded.setId(id);
  recorded.setStreamIdentifier(toIdentifier(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', '0');
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  const read = new Response.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(event.position));
  const message = new Response();
  message.setEvent(read);
  return message;
}

/** All up to this position has been looked through. */
export function toCheckpoint(position: number): ReadResp {
  const checkpoint = new Response.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  const message = new Response();
  message.setCheckpoint(checkpoint);
  return message;
}

export function toCaughtUp(): ReadResp {
  const message = new Response();
  message.setCaughtUp(new Response.CaughtUp());
  return message;
}

export function toConfirmation(): ReadResp {
  const message = new Response();
  message.setConfirmation(new Response.SubscriptionConfirmation());
  return message;
}

export function toStreamNotFound(stream: string): ReadResp {
  const notFound = new Response.StreamNotFound();
  notFound.setStreamIdentifier(toIdentifier(stream));
  const message = new Response();
  message.setStreamNotFound(notFound);
  return message;
}

function toIdentifier(stream: string): InstanceType<typeof shared.StreamIdentifier> {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream, 'utf8'));
  return identifier;
}
