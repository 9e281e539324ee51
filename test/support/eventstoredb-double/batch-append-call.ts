import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Appended, Expected, Log, Proposed } from './log.ts';

const WRONG_EXPECTED_VERSION = 'event_store.client.WrongExpectedVersion';

/** Answers appends that share a call, as the driver's own do, each of which comes whole in one message. */
export function serveBatchAppend(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>, log: Log): void {
  call.on('data', (request: BatchAppendReq) => {
    const options = request.getOptions();
    const identifier = options?.getStreamIdentifier();
    if (options === undefined || identifier === undefined || !request.getIsFinal()) {
      throw new Error('an append in several messages reached the double');
    }
    const stream = Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
    const proposed = request.getProposedMessagesList().map(toProposed);
    const expected = expectedOf(options);
    const response = toResponse(log.append(stream, proposed, expected), expected);
    response.setCorrelationId(request.getCorrelationId());
    response.setStreamIdentifier(identifier);
    call.write(response);
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
}

function toResponse(appended: Appended, expected: Expected): BatchAppendResp {
  const response = new streams.BatchAppendResp();
  if (appended.kind === 'APPENDED') {
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(appended.last.position));
    position.setPreparePosition(String(appended.last.position));
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(appended.last.revision));
    success.setPosition(position);
    response.setSuccess(success);
    return response;
  }
  const wrong = new shared.WrongExpectedVersion();
  if (appended.actual < 0) wrong.setCurrentNoStream(new empty.Empty());
  else wrong.setCurrentStreamRevision(String(appended.actual));
  if (expected === 'ANY') wrong.setExpectedAny(new empty.Empty());
  else if (expected === 'NO_STREAM') wrong.setExpectedNoStream(new empty.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  const details = new any.Any();
  details.pack(wrong.serializeBinary(), WRONG_EXPECTED_VERSION);
  const error = new status.Status();
  error.setMessage('WrongExpectedVersion');
  error.setDetails(details);
  response.setError(error);
  return response;
}

function expectedOf(options: BatchAppendReq.Options): Expected {
  if (options.hasAny()) return 'ANY';
  return options.hasNoStream() ? 'NO_STREAM' : Number(options.getStreamPosition());
}

const toProposed = (message: BatchAppendReq.ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});
