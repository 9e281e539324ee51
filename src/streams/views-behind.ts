/** What of a request is recorded: it takes effect; a part of it does, and the rest was not done; or nothing. */
type RecordedSoFar = 'ALL' | 'PART' | 'NOTHING';

const messages: Record<RecordedSoFar, (seconds: number) => string> = {
  ALL: (seconds) =>
    `What was asked is recorded, but the views of this server do not show it after ${seconds} s. It takes effect all the same: look for it again in a while.`,
  PART: (seconds) =>
    `A part of the request is recorded, but the views of this server do not show it after ${seconds} s, and the rest was not done. Send the same request again when they have caught up: what is recorded is not recorded twice.`,
  NOTHING: (seconds) =>
    `Nothing was recorded: what the request names is not in the views of this server, which do not show all that is recorded after ${seconds} s. Send the same request again when they have caught up.`,
};

/** The views of this server are behind what is recorded, and did not catch up in time. */
export class ViewsBehind extends Error {
  override readonly name = 'ViewsBehind';
  readonly retryable: boolean;
  readonly timeoutMs: number;
  constructor(timeoutMs: number, recorded: RecordedSoFar = 'ALL') {
    super(`${messages[recorded](timeoutMs / 1000)} The query system says how far the views are behind.`);
    this.retryable = recorded !== 'ALL';
    this.timeoutMs = timeoutMs;
  }
}

/** Does a part of a request: views that are behind then leave the rest undone. */
export const asPart = <Value>(work: () => Promise<Value>): Promise<Value> => telling('PART', work);

/** Waits before anything of a request is recorded. */
export const asNothing = <Value>(work: () => Promise<Value>): Promise<Value> => telling('NOTHING', work);

async function telling<Value>(recorded: RecordedSoFar, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ViewsBehind ? new ViewsBehind(error.timeoutMs, recorded) : error;
  }
}

/** Does it, and goes on all the same where the views are behind: what is answered does not depend on them. */
export async function unlessBehind(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ViewsBehind)) throw error;
  }
}
