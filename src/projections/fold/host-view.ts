import type { HostEvent } from '../../domain/host/events.ts';
import { evolveHostState, initialHostState } from '../../domain/host/state.ts';
import type { HostId } from '../../domain/ids.ts';
import { idOfStream, type Recorded } from '../../streams/names.ts';
import type { HostView } from '../views.ts';

/** What an event makes of the view of its host. */
export function evolveHost(view: HostView | null, event: Recorded<HostEvent>): HostView {
  const state = evolveHostState(view ?? initialHostState, event);
  if (state.status === 'UNREGISTERED') {
    throw new Error(`${event.type} in ${event.stream}, where no host was registered.`);
  }
  const at = event.metadata.occurredAt;
  const before = view ?? {
    id: idOfStream(event.stream) as HostId,
    registeredAt: at,
    probedAt: null,
    observedAt: null,
    removedAt: null,
    confirmedDownAt: null,
  };
  return {
    ...before,
    ...state,
    ...(event.type === 'HostProbed' && { probedAt: at }),
    ...(event.type === 'HostObserved' && { observedAt: at }),
    ...(event.type === 'HostRemoved' && { removedAt: at }),
    ...(event.type === 'HostConfirmedDown' && { confirmedDownAt: at }),
    ...(event.type === 'HostReturned' && { confirmedDownAt: null }),
    ...(event.type === 'HostRegistered' && { removedAt: null }),
  };
}
