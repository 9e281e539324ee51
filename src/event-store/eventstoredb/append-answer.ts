import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { InvalidAppend, StoreAccessDenied, WrongExpectedRevision } from '../errors.ts';
import type { AppendResult, ExpectedRevision } from '../event-store.ts';
import { AppendNotTaken } from './fault.ts';
import { toPosition } from './position.ts';

const { MaximumAppendSizeExceeded, WrongExpectedVersion } = shared;
const PACKAGE = 'event_store.client';

/**
 * What the server made of an append to `stream`, as Winnow names it.
 * @throws WrongExpectedRevision, InvalidAppend, StoreAccessDenied, or AppendNotTaken, which may be tried again.
 */
export function readAnswer(
  answer: BatchAppendResp,
  { stream, expected, store }: { stream: string; expected: ExpectedRevision; store: string },
): AppendResult {
  const success = answer.getSuccess();
  if (success !== undefined) {
    const position = success.getPosition();
    return {
      revision: Number(success.getCurrentRevision()),
      position: toPosition(position?.getCommitPosition() ?? 0, position?.getPreparePosition() ?? 0),
    };
  }
  const error = answer.getError();
  const details = error?.getDetails();
  switch (details?.getTypeName()) {
    case `${PACKAGE}.WrongExpectedVersion`: {
      const wrong = details.unpack(WrongExpectedVersion.deserializeBinary, `${PACKAGE}.WrongExpectedVersion`);
      throw new WrongExpectedRevision(
        stream,
        expected,
        wrong?.hasCurrentStreamRevision() === true ? Number(wrong.getCurrentStreamRevision()) : 'NO_STREAM',
      );
    }
    case `${PACKAGE}.MaximumAppendSizeExceeded`: {
      const limit = details
        .unpack(MaximumAppendSizeExceeded.deserializeBinary, `${PACKAGE}.MaximumAppendSizeExceeded`)
        ?.getMaxappendsize();
      throw new InvalidAppend(
        stream,
        `it is larger than the ${limit} bytes that the event store takes at a time`,
      );
    }
    case `${PACKAGE}.StreamDeleted`:
      throw new InvalidAppend(stream, 'the stream was deleted for good on the server');
    case `${PACKAGE}.BadRequest`:
    case `${PACKAGE}.InvalidTransaction`:
      throw new InvalidAppend(stream, `the server calls it wrong (${error?.getMessage()})`);
    case `${PACKAGE}.AccessDenied`:
      throw new StoreAccessDenied(store, `appending to stream ${stream}`);
    default:
      throw new AppendNotTaken(error?.getMessage() ?? 'it does not say why');
  }
}
