import type { HostEvent } from '../../domain/host/events.ts';
import { upcastCapabilities } from '../../domain/host/upcast.ts';
import type { HostId } from '../../domain/ids.ts';
import { idOfStream, type Recorded } from '../../streams/names.ts';
import type { HostView } from '../views.ts';

/** What an event makes of the view of its host. */
export function evolveHost(view: HostView | null, event: Recorded<HostEvent>): HostView {
  const at = event.metadata.occurredAt;
  if (event.type === 'HostRegistered') {
    // Registered anew it gets another name, and what is known of it stays.
    if (view !== null) return { ...view, name: event.data.name };
    return {
      id: idOfStream(event.stream) as HostId,
      name: event.data.name,
      registeredAt: at,
      capabilities: null,
      probedAt: null,
      observation: null,
      observedAt: null,
    };
  }
  if (view === null) throw new Error(`${event.type} in ${event.stream}, where no host was registered.`);
  switch (event.type) {
    case 'HostProbed':
      return { ...view, capabilities: upcastCapabilities(event.data), probedAt: at };
    case 'HostObserved':
      return { ...view, observation: event.data, observedAt: at };
    default:
      event satisfies never;
      return view;
  }
}
