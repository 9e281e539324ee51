import type { HostCapabilities, HostEvent, HostObservation } from './events.ts';
import { upcastCapabilities } from './upcast.ts';

export interface KnownHost {
  readonly status: 'REGISTERED';
  readonly name: string;
  readonly capabilities: HostCapabilities | null;
  readonly observation: HostObservation | null;
}

/** What a host's events so far amount to, as far as rules need it. */
export type HostState = { readonly status: 'UNREGISTERED' } | KnownHost;

export const initialHostState: HostState = { status: 'UNREGISTERED' };

/** Folds one event into the state. Total: history is taken as it is. */
export function evolveHostState(state: HostState, event: HostEvent): HostState {
  if (event.type === 'HostRegistered') {
    return state.status === 'REGISTERED'
      ? { ...state, name: event.data.name }
      : { status: 'REGISTERED', name: event.data.name, capabilities: null, observation: null };
  }
  if (state.status === 'UNREGISTERED') return state;
  switch (event.type) {
    case 'HostProbed':
      return { ...state, capabilities: upcastCapabilities(event.data) };
    case 'HostObserved':
      return { ...state, observation: event.data };
    default:
      event satisfies never;
      return state;
  }
}
