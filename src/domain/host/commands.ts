import type { RunId } from '../ids.ts';
import type { HostCapabilities, HostFinding, HostObservation, HostSettings } from './events.ts';
import type { HostKey, SshAccess } from './ssh.ts';

/** What can be asked of a host's history. */
export type HostCommand =
  /** A host that was removed comes back by it. `ssh`: null where a server runs on the host itself. */
  | { readonly type: 'RegisterHost'; readonly name: string; readonly ssh: SshAccess | null }
  /** What is left out stays as it is. */
  | { readonly type: 'UpdateHost'; readonly settings: Partial<HostSettings> }
  | { readonly type: 'ChangeAccess'; readonly ssh: SshAccess }
  | { readonly type: 'RefuseHostKey'; readonly offered: HostKey }
  | { readonly type: 'RecordProbe'; readonly capabilities: HostCapabilities }
  | { readonly type: 'ObserveHost'; readonly observation: HostObservation }
  /** Adds a problem to those that the last scan found. */
  | { readonly type: 'ReportHostProblem'; readonly problem: HostFinding }
  | { readonly type: 'LoseContact'; readonly problem: HostFinding }
  | { readonly type: 'DrainHost'; readonly reason: string | null }
  | { readonly type: 'ActivateHost'; readonly reason: string | null }
  | { readonly type: 'RemoveHost'; readonly reason: string | null }
  | { readonly type: 'ConfirmHostDown'; readonly reason: string | null }
  /** It answers again; `runsAlive` are those that were taken for dead. */
  | { readonly type: 'RecordReturn'; readonly runsAlive: readonly RunId[] };

/** Why a command is refused; nothing changes then. */
export interface HostRejection {
  readonly type: 'HostNotFound';
}
