import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import type { Faults } from './faults.ts';
import type { Appended, Expected, Log, Proposed } from './log.ts';
import { notLeader, notReady, unavailable } from './statuses.ts';

const { AppendResp: Response } = streams;

/** Answers an append that has a call of its own, as the server does, or as the faults have it. */
export function serveAppend(
  call: ServerReadableStream<AppendReq, AppendResp>,
  answer: sendUnaryData<AppendResp>,
  log: Log,
  faults: Faults,
): void {
  let stream = '';
  let expected: Expected = 'ANY';
  const proposed: Proposed[] = [];

  call.on('data', (request: AppendReq) => {
    const options = request.getOptions();
    if (options !== undefined) {
      stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
      expected = expectedOf(options);
    }
    const message = request.getProposedMessage();
    if (message !== undefined) proposed.push(toProposed(message));
  });
  call.on('error', () => undefined);
  // A call that was given up ends as well, with a part of its events, two turns before it is known to be cancelled.
  call.on('end', () => setImmediate(setImmediate, serve));

  function serve(): void {
    if (faults.hanging || call.cancelled) return;
    const fault = faults.appends.shift();
    const commit = (): Appended => log.append(stream, proposed, expected);
    switch (fault) {
      case undefined:
        answer(null, toResponse(commit(), expected));
        return;
      case 'DROP_BEFORE_COMMIT':
        answer(unavailable());
        return;
      case 'DROP_AFTER_COMMIT':
        commit();
        answer(unavailable());
        return;
      case 'SWALLOW_BEFORE_COMMIT':
        return;
      case 'SWALLOW_AFTER_COMMIT':
        commit();
        return;
      case 'NOT_LEADER':
        answer(notLeader(call.getHost()));
        return;
      case 'NOT_READY':
        answer(notReady());
        return;
      default:
        fault satisfies never;
    }
  }
}

function toResponse(appended: Appended, expected: Expected): AppendResp {
  const response = new Response();
  if (appended.kind === 'APPENDED') {
    const position = new Response.Position();
    position.setCommitPosition(String(appended.last.position));
    position.setPreparePosition(String(appended.last.position));
    const success = new Response.Success();
    success.setCurrentRevision(String(appended.last.revision));
    success.setPosition(position);
    response.setSuccess(success);
    return response;
  }
  const wrong = new Response.WrongExpectedVersion();
  if (appended.actual < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(appended.actual));
  if (expected === 'ANY') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'NO_STREAM') wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  response.setWrongExpectedVersion(wrong);
  return response;
}

function expectedOf(options: AppendReq.Options): Expected {
  if (options.hasAny()) return 'ANY';
  return options.hasNoStream() ? 'NO_STREAM' : Number(options.getRevision());
}

const toProposed = (message: AppendReq.ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});
