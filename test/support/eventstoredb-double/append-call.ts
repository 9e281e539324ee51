import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import type { Faults } from './faults.ts';
import type { Appended, Expected, Log, Proposed } from './log.ts';
import { notLeader, unavailable } from './statuses.ts';

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

interface Gathered {
  readonly stream: string;
  readonly expected: Expected;
  readonly proposed: Proposed[];
}

/** Answers one stream of appends, as the server does, or as the faults have it. */
export function serveAppends(call: Call, log: Log, faults: Faults): void {
  const gathered = new Map<string, Gathered>();

  call.on('data', (request: BatchAppendReq) => {
    if (faults.hanging) return;
    const id = request.getCorrelationId()?.getString() ?? '';
    const options = request.getOptions();
    if (options !== undefined) {
      gathered.set(id, { stream: nameOf(options), expected: expectedOf(options), proposed: [] });
    }
    gathered.get(id)?.proposed.push(...request.getProposedMessagesList().map(toProposed));
    if (!request.getIsFinal()) return;
    const append = gathered.get(id);
    gathered.delete(id);
    if (append !== undefined) answer(request, append);
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);

  function answer(request: BatchAppendReq, { stream, proposed, expected }: Gathered): void {
    const fault = faults.appends.shift();
    const commit = (): Appended => log.append(stream, proposed, expected);
    const reply = (response: BatchAppendResp): void => {
      response.setCorrelationId(request.getCorrelationId());
      call.write(response);
    };
    switch (fault) {
      case undefined:
        reply(toResponse(commit()));
        break;
      case 'ANSWER_TWICE': {
        const response = toResponse(commit());
        reply(response);
        reply(response);
        break;
      }
      case 'DROP_BEFORE_COMMIT':
        call.emit('error', unavailable());
        break;
      case 'DROP_AFTER_COMMIT':
        commit();
        call.emit('error', unavailable());
        break;
      case 'SWALLOW_BEFORE_COMMIT':
        break;
      case 'SWALLOW_AFTER_COMMIT':
        commit();
        break;
      case 'NOT_LEADER':
        call.emit('error', notLeader(call.getHost()));
        break;
      case 'NOT_READY':
        reply(
          refusal('Server Is Not Ready', new shared.Empty().serializeBinary(), 'event_store.client.Empty'),
        );
        break;
      default:
        fault satisfies never;
    }
  }
}

function toResponse(appended: Appended): BatchAppendResp {
  if (appended.kind === 'APPENDED') {
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(appended.last.position));
    position.setPreparePosition(String(appended.last.position));
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(appended.last.revision));
    success.setPosition(position);
    const response = new streams.BatchAppendResp();
    response.setSuccess(success);
    return response;
  }
  const wrong = new shared.WrongExpectedVersion();
  if (appended.actual < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentStreamRevision(String(appended.actual));
  return refusal('WrongExpectedVersion', wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
}

function refusal(message: string, details: Uint8Array, type: string): BatchAppendResp {
  const packed = new any.Any();
  packed.pack(details, type);
  const error = new status.Status();
  error.setMessage(message);
  error.setDetails(packed);
  const response = new streams.BatchAppendResp();
  response.setError(error);
  return response;
}

const nameOf = (options: BatchAppendReq.Options): string =>
  Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');

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
