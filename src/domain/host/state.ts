import { type Labels, noLabels } from '../labels.ts';
import type { HostCapabilities, HostEvent, HostObservation } from './events.ts';
import type { HostKey, SshAccess } from './ssh.ts';
import { upcastCapabilities } from './upcast.ts';

/** ACTIVE: runs are started on it; DRAINED: no more of them are; REMOVED: Winnow does not work with it any more. */
export type HostStatus = 'ACTIVE' | 'DRAINED' | 'REMOVED';

export interface KnownHost {
  readonly status: HostStatus;
  readonly name: string;
  readonly ssh: SshAccess | null;
  readonly maxRuns: number | null;
  readonly labels: Labels;
  readonly allowEmulation: boolean;
  /** The key that it showed last and that was not accepted. */
  readonly refusedKey: HostKey | null;
  readonly capabilities: HostCapabilities | null;
  readonly observation: HostObservation | null;
  /** An operator said so, and it has not answered since. */
  readonly confirmedDown: boolean;
}

/** What a host's events so far amount to, as far as rules need it. */
export type HostState = { readonly status: 'UNREGISTERED' } | KnownHost;

export const initialHostState: HostState = { status: 'UNREGISTERED' };

/** Folds one event into the state. Total: history is taken as it is. */
export function evolveHostState(state: HostState, event: HostEvent): HostState {
  if (event.type === 'HostRegistered') return registered(state, event.data);
  if (state.status === 'UNREGISTERED') return state;
  switch (event.type) {
    case 'HostUpdated':
      return { ...state, allowEmulation: true, ...event.data };
    case 'HostAccessChanged':
      return { ...state, ssh: event.data.ssh, refusedKey: null };
    case 'HostKeyRefused':
      return { ...state, refusedKey: event.data };
    case 'HostProbed':
      return { ...state, capabilities: upcastCapabilities(event.data) };
    case 'HostObserved':
      return { ...state, observation: event.data };
    case 'HostDrained':
      return { ...state, status: 'DRAINED' };
    case 'HostActivated':
      return { ...state, status: 'ACTIVE' };
    case 'HostRemoved':
      return { ...state, status: 'REMOVED' };
    case 'HostConfirmedDown':
      return { ...state, confirmedDown: true };
    case 'HostReturned':
      return { ...state, confirmedDown: false };
    default:
      event satisfies never;
      return state;
  }
}

/** What a registration makes of a host: known already, it gets another name, and comes back where it was removed. */
export function registered(
  known: HostState,
  {
    name,
    ssh = null,
    maxRuns = null,
    labels = noLabels,
  }: Extract<HostEvent, { type: 'HostRegistered' }>['data'],
): KnownHost {
  if (known.status === 'UNREGISTERED') {
    return {
      status: 'ACTIVE',
      name,
      ssh,
      maxRuns,
      labels,
      allowEmulation: true,
      refusedKey: null,
      capabilities: null,
      observation: null,
      confirmedDown: false,
    };
  }
  return known.status === 'REMOVED'
    ? { ...known, status: 'ACTIVE', name, ssh, refusedKey: null }
    : { ...known, name };
}
