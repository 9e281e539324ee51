/** What was asked is done and durable, but the views of this server do not show it yet. */
export class ViewsBehind extends Error {
  override readonly name = 'ViewsBehind';
  readonly retryable = false;
  constructor(timeoutMs: number) {
    super(
      `The request was recorded, but the views of this server do not show it after ${timeoutMs / 1000} s. ` +
        'It takes effect all the same: look for it again in a while. The query system tells how far the views are behind.',
    );
  }
}
