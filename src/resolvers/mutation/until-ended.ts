import type { Failure } from '../../domain/disk/events.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { OperationView } from '../../projections/views.ts';
import type { Outcome } from '../../requests/requests.ts';
import type { Context } from '../context.ts';

/** Waits until an operation that a request started has ended; `value` is the answer where it succeeded. */
export async function untilEnded<Value>(
  started: Outcome<OperationId>,
  { views, feed }: Pick<Context, 'views' | 'feed'>,
  value: Value,
): Promise<Outcome<Value>> {
  if (!started.ok) return started;
  const id = started.value;
  const changes = feed.changes({
    after: feed.presentCursor(),
    wants: ({ operation }) => operation?.id === id,
  });
  let operation = views.operation(id);
  if (operation?.status === 'RUNNING')
    for await (const change of changes) {
      operation = change.operation;
      if (operation?.status !== 'RUNNING') break;
    }
  await changes.return?.();
  return outcomeOf(operation, value);
}

function outcomeOf<Value>(operation: OperationView | null, value: Value): Outcome<Value> {
  const failure = operation?.failure ?? null;
  if (failure === null) return { ok: true, value };
  const told = { ...failure, outputTail: null, retryable: false } as Failure;
  return { ok: false, refusal: { type: 'ImageRefused', failure: told } };
}
