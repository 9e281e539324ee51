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
    return state.status === 'REGISTERED' ? quiet : accept(registered(command.name));
  }
  if (state.status === 'UNREGISTERED') return reject({ type: 'HostNotFound' });
  switch (command.type) {
    case 'RenameHost':
      // Registered anew it gets another name, and what is known of it stays.
      return command.name === state.name ? quiet : accept(registered(command.name));
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
    default:
      command satisfies never;
      return quiet;
  }
}

const registered = (name: string): HostEvent => ({
  type: 'HostRegistered',
  data: { name, transport: 'LOCAL' },
});

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
