import { accept, type Decision, reject } from '../decision.ts';
import { sameValue } from '../same-value.ts';
import type { HostCommand, HostRejection } from './commands.ts';
import type { HostEvent, HostFinding, HostObservation } from './events.ts';
import type { HostState, KnownHost } from './state.ts';

type HostDecision = Decision<HostEvent, HostRejection>;

const quiet: HostDecision = accept();

/** What follows from a command, given all that is recorded of the host. */
export function decideHost(state: HostState, command: HostCommand): HostDecision {
  if (command.type === 'RegisterHost') {
    return state.status === 'UNREGISTERED' || state.status === 'REMOVED'
      ? accept(registered(command))
      : quiet;
  }
  if (state.status === 'UNREGISTERED' || state.status === 'REMOVED') return reject({ type: 'HostNotFound' });
  switch (command.type) {
    case 'UpdateHost': {
      const { name, maxRuns, labels, allowEmulation } = state;
      const known = { name, maxRuns, labels, allowEmulation };
      const settings = { ...known, ...command.settings };
      return sameValue(known, settings) ? quiet : accept({ type: 'HostUpdated', data: settings });
    }
    case 'ChangeAccess':
      return sameValue(state.ssh, command.ssh)
        ? quiet
        : accept({ type: 'HostAccessChanged', data: { ssh: command.ssh } });
    case 'RefuseHostKey':
      return sameValue(state.refusedKey, command.offered)
        ? quiet
        : accept({ type: 'HostKeyRefused', data: command.offered });
    case 'RecordProbe':
      return sameValue(state.capabilities, command.capabilities)
        ? quiet
        : accept({ type: 'HostProbed', data: command.capabilities });
    case 'ObserveHost':
      return observed(state, command.observation);
    case 'ReportHostProblem':
      return state.observation === null ? quiet : observed(state, withProblem(state.observation, command));
    case 'LoseContact':
      return state.observation?.contact === 'LOST' ? quiet : observed(state, outOfContact(state, command));
    case 'DrainHost':
      return state.status === 'DRAINED' ? quiet : accept({ type: 'HostDrained', data: because(command) });
    case 'ActivateHost':
      return state.status === 'ACTIVE' ? quiet : accept({ type: 'HostActivated', data: because(command) });
    case 'RemoveHost':
      return accept({ type: 'HostRemoved', data: because(command) });
    case 'ConfirmHostDown':
      return state.confirmedDown ? quiet : accept({ type: 'HostConfirmedDown', data: because(command) });
    case 'RecordReturn':
      return state.confirmedDown ? accept(...returned(state, command)) : quiet;
    default:
      command satisfies never;
      return quiet;
  }
}

const registered = ({ name, ssh }: Extract<HostCommand, { type: 'RegisterHost' }>): HostEvent => ({
  type: 'HostRegistered',
  data: ssh === null ? { name, transport: 'LOCAL' } : { name, transport: 'SSH', ssh },
});

/** Whoever took a run for dead that was not may be wrong about the host in other ways. */
function returned(
  { status }: KnownHost,
  { runsAlive }: Extract<HostCommand, { type: 'RecordReturn' }>,
): HostEvent[] {
  const back: HostEvent = { type: 'HostReturned', data: { runsAlive } };
  if (runsAlive.length === 0 || status === 'DRAINED') return [back];
  const reason = 'It was confirmed down while runs went on there, which were stopped when it answered again.';
  return [back, { type: 'HostDrained', data: { reason } }];
}

const because = ({ reason }: { readonly reason: string | null }) => ({ reason });

const observed = ({ observation }: KnownHost, next: HostObservation): HostDecision =>
  sameValue(observation, next) ? quiet : accept({ type: 'HostObserved', data: next });

const withProblem = (
  observation: HostObservation,
  { problem }: { readonly problem: HostFinding },
): HostObservation =>
  observation.problems.some(({ what }) => what === problem.what)
    ? observation
    : { ...observation, problems: [...observation.problems, problem] };

/** What is known of a host that does not answer: what was known before, and that. */
const outOfContact = (
  { observation }: KnownHost,
  { problem }: { readonly problem: HostFinding },
): HostObservation => ({
  ...(observation ?? { machines: 'UNKNOWN', mounts: [], blockDevices: [] }),
  contact: 'LOST',
  problems: [problem],
});
