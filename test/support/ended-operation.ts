import type { OperationId } from '../../src/domain/ids.ts';
import type { LiveFeed, OperationView, Views } from '../../src/projections/views.ts';
import type { HostAtWork, Outcome } from '../../src/requests/requests.ts';

/** The operation that a request started, once it has ended. */
export async function endedOperation(
  { views, feed }: { readonly views: Views; readonly feed: LiveFeed },
  started: Promise<Outcome<OperationId | HostAtWork>>,
): Promise<OperationView> {
  const outcome = await started;
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  const id = typeof outcome.value === 'string' ? outcome.value : outcome.value.operationId;
  if (id === null) throw new Error('No operation was started.');
  const changes = feed.changes({
    after: feed.presentCursor(),
    wants: ({ operation }) => operation?.id === id,
  });
  const shown = views.operation(id);
  if (shown?.endedAt) {
    await changes.return?.();
    return shown;
  }
  for await (const { operation } of changes) if (operation?.endedAt) return operation;
  throw new Error(`The operation ${id} did not end.`);
}
