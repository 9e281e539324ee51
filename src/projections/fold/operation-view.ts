import type { OperationId } from '../../domain/ids.ts';
import type { OperationEvent } from '../../domain/operation/events.ts';
import { idOfStream, type Recorded } from '../../streams/names.ts';
import type { OperationView } from '../views.ts';

/** What an event makes of the view of its operation. Throws where the events cannot have been in this order. */
export function evolveOperation(view: OperationView | null, event: Recorded<OperationEvent>): OperationView {
  const at = event.metadata.occurredAt;
  if (event.type === 'OperationRequested') {
    const { kind, hostId, diskId } = event.data;
    return {
      ...{ id: idOfStream(event.stream) as OperationId, kind, hostId, diskId },
      status: 'RUNNING',
      requestedBy: event.metadata.actor,
      requestedAt: at,
      endedAt: null,
      failure: null,
    };
  }
  if (view === null) throw new Error(`${event.type} in ${event.stream}, where none was requested.`);
  const status = event.type === 'OperationSucceeded' ? 'SUCCEEDED' : 'FAILED';
  return { ...view, status, endedAt: at, failure: event.type === 'OperationFailed' ? event.data : null };
}
