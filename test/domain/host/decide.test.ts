import { expect, test } from 'vitest';
import type { HostCommand } from '../../../src/domain/host/commands.ts';
import { decideHost } from '../../../src/domain/host/decide.ts';
import type { HostCapabilities, HostEvent, HostObservation } from '../../../src/domain/host/events.ts';
import { evolveHostState, initialHostState } from '../../../src/domain/host/state.ts';
import { capable } from '../../support/fake-host.ts';

const given = (...history: HostEvent[]) => {
  const state = history.reduce(evolveHostState, initialHostState);
  return { when: (command: HostCommand) => decideHost(state, command) };
};

const registered: HostEvent = { type: 'HostRegistered', data: { name: 'alpha', transport: 'LOCAL' } };
const observation: HostObservation = {
  contact: 'IN_CONTACT',
  machines: 'KNOWN',
  mounts: [],
  blockDevices: [],
  problems: [],
};
const observed = (changes: Partial<HostObservation> = {}): HostEvent => ({
  type: 'HostObserved',
  data: { ...observation, ...changes },
});
const problem = { what: 'A mount hangs.', remedy: 'Unmount it.' };
const accepted = (...events: HostEvent[]) => ({ outcome: 'ACCEPTED', events });
const capabilities: HostCapabilities = capable;

test('a host is registered once, and renamed by registering it with another name', () => {
  expect(given().when({ type: 'RegisterHost', name: 'alpha' })).toEqual(accepted(registered));
  expect(given(registered).when({ type: 'RegisterHost', name: 'beta' })).toEqual(accepted());
  expect(given(registered).when({ type: 'RenameHost', name: 'alpha' })).toEqual(accepted());
  expect(given(registered).when({ type: 'RenameHost', name: 'beta' })).toEqual(
    accepted({ type: 'HostRegistered', data: { name: 'beta', transport: 'LOCAL' } }),
  );
});

test('nothing is recorded of a host that is not registered', () => {
  for (const command of [
    { type: 'RenameHost', name: 'beta' },
    { type: 'RecordProbe', capabilities },
    { type: 'ObserveHost', observation },
    { type: 'LoseContact', problem },
  ] satisfies HostCommand[]) {
    expect(given().when(command)).toEqual({ outcome: 'REJECTED', rejection: { type: 'HostNotFound' } });
  }
});

test('a probe and a scan that found the same as before record nothing, also after the host was renamed', () => {
  const history = [registered, { type: 'HostProbed', data: capabilities } as const, observed(), registered];
  expect(given(...history).when({ type: 'RecordProbe', capabilities })).toEqual(accepted());
  expect(given(...history).when({ type: 'ObserveHost', observation })).toEqual(accepted());
  expect(
    given(...history).when({ type: 'RecordProbe', capabilities: { ...capabilities, cores: 64 } }),
  ).toMatchObject(accepted({ type: 'HostProbed', data: { ...capabilities, cores: 64 } }));
});

test('a problem is added once to those of the last scan', () => {
  const report = { type: 'ReportHostProblem', problem } as const;
  expect(given(registered).when(report)).toEqual(accepted());
  expect(given(registered, observed()).when(report)).toEqual(accepted(observed({ problems: [problem] })));
  expect(given(registered, observed({ problems: [problem] })).when(report)).toEqual(accepted());
});

test('contact is lost once; what was known before stays, and of a host that was never scanned nothing is', () => {
  const lose = { type: 'LoseContact', problem } as const;
  const lost = observed({ contact: 'LOST', problems: [problem] });
  expect(given(registered, observed()).when(lose)).toEqual(accepted(lost));
  expect(given(registered, lost).when({ ...lose, problem: { what: 'x', remedy: 'y' } })).toEqual(accepted());
  expect(given(registered).when(lose)).toEqual(
    accepted(observed({ contact: 'LOST', machines: 'UNKNOWN', problems: [problem] })),
  );
});
