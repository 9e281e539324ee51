import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ExpectedRevision } from '../event-store.ts';
import { toIdentifier } from './requests.ts';

const { Empty, UUID } = shared;
const { Options, ProposedMessage } = streams.BatchAppendReq;

/** Messages of this many bytes pass every server's and balancer's limit; a larger append is sent in several. */
const MESSAGE_BYTES = 3 * 1024 * 1024;

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  /** JSON text; empty for none. */
  readonly metadata: string;
}

/** A stream as Winnow names it, for messages, and by its name on the server. */
export interface StreamName {
  readonly stream: string;
  readonly serverStream: string;
}

/** Events on their way to one stream of the server, written for the wire once for all attempts. */
export interface Proposal extends StreamName {
  readonly ids: readonly string[];
  readonly parts: readonly (readonly BatchAppendReq.ProposedMessage[])[];
}

export function toProposal(name: StreamName, events: readonly ProposedEvent[]): Proposal {
  const parts: BatchAppendReq.ProposedMessage[][] = [[]];
  let bytes = 0;
  for (const event of events) {
    const size = event.data.length + event.metadata.length;
    if (bytes > 0 && bytes + size > MESSAGE_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    bytes += size;
    parts.at(-1)?.push(toMessage(event));
  }
  return { ...name, ids: events.map(({ id }) => id), parts };
}

/** The messages of one attempt. */
export function toRequests(
  { serverStream, parts }: Proposal,
  expected: ExpectedRevision,
  correlationId: string,
): BatchAppendReq[] {
  return parts.map((messages, index) => {
    const request = new streams.BatchAppendReq();
    request.setCorrelationId(toUuid(correlationId));
    if (index === 0) request.setOptions(toOptions(serverStream, expected));
    request.setProposedMessagesList([...messages]);
    request.setIsFinal(index === parts.length - 1);
    return request;
  });
}

function toOptions(stream: string, expected: ExpectedRevision): InstanceType<typeof Options> {
  const options = new Options();
  options.setStreamIdentifier(toIdentifier(stream));
  if (expected === 'ANY') options.setAny(new Empty());
  else if (expected === 'NO_STREAM') options.setNoStream(new Empty());
  else options.setStreamPosition(String(expected));
  return options;
}

function toMessage({ id, type, data, metadata }: ProposedEvent): BatchAppendReq.ProposedMessage {
  const message = new ProposedMessage();
  message.setId(toUuid(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  message.setData(Buffer.from(data, 'utf8'));
  if (metadata !== '') message.setCustomMetadata(Buffer.from(metadata, 'utf8'));
  return message;
}

function toUuid(text: string): InstanceType<typeof UUID> {
  const uuid = new UUID();
  uuid.setString(text);
  return uuid;
}
