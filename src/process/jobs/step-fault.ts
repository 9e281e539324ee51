import { messageOf } from '../../common/message-of.ts';
import type { WaitReason, WaitReasonCode } from '../../domain/job/wait-reason.ts';

/** What keeps a job from its lock is only that something is not known just now; that is asked again after a while. */
export class NotKnownYet extends Error {
  override readonly name = 'NotKnownYet';
  readonly waitsFor: WaitReasonCode;

  constructor(waitsFor: WaitReasonCode, message: string) {
    super(message);
    this.waitsFor = waitsFor;
  }
}

/** Why a job waits whose last step ended with that error. */
export function waitAfter(error: unknown): WaitReason {
  const message = messageOf(error);
  return error instanceof NotKnownYet
    ? { code: error.waitsFor, message: `${message} This is asked again shortly.`, position: null }
    : {
        code: 'COORDINATOR',
        message: `The last step failed and is tried again shortly: ${message}`,
        position: null,
      };
}
