import type { HostCapabilities, HostFinding, HostObservation } from './events.ts';

/** What can be asked of a host's history. */
export type HostCommand =
  | { readonly type: 'RegisterHost'; readonly name: string }
  | { readonly type: 'RenameHost'; readonly name: string }
  | { readonly type: 'RecordProbe'; readonly capabilities: HostCapabilities }
  | { readonly type: 'ObserveHost'; readonly observation: HostObservation }
  /** Adds a problem to those that the last scan found. */
  | { readonly type: 'ReportHostProblem'; readonly problem: HostFinding }
  | { readonly type: 'LoseContact'; readonly problem: HostFinding };

/** Why a command is refused; nothing changes then. */
export interface HostRejection {
  readonly type: 'HostNotFound';
}
