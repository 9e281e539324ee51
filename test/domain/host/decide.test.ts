import { expect, test } from 'vitest';
import type { HostCommand } from '../../../src/domain/host/commands.ts';
import { decideHost } from '../../../src/domain/host/decide.ts';
import type {
  HostCapabilities,
  HostEvent,
  HostObservation,
  HostSettings,
} from '../../../src/domain/host/events.ts';
import { evolveHostState, initialHostState } from '../../../src/domain/host/state.ts';
import type { RunId } from '../../../src/domain/ids.ts';
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

test('a host is registered once, and its settings change one by one', () => {
  expect(given().when({ type: 'RegisterHost', name: 'alpha', ssh: null })).toEqual(accepted(registered));
  expect(given(registered).when({ type: 'RegisterHost', name: 'beta', ssh: null })).toEqual(accepted());
  const update = (settings: Partial<HostSettings>) => ({ type: 'UpdateHost', settings }) as const;
  expect(given(registered).when(update({ name: 'alpha' }))).toEqual(accepted());
  const renamed: HostEvent = {
    type: 'HostUpdated',
    data: { name: 'beta', maxRuns: null, labels: {}, allowEmulation: true },
  };
  expect(given(registered).when(update({ name: 'beta' }))).toEqual(accepted(renamed));
  expect(given(registered, renamed).when(update({ maxRuns: 4 }))).toEqual(
    accepted({ type: 'HostUpdated', data: { name: 'beta', maxRuns: 4, labels: {}, allowEmulation: true } }),
  );
  expect(given(registered, renamed).when(update({ allowEmulation: false }))).toEqual(
    accepted({
      type: 'HostUpdated',
      data: { name: 'beta', maxRuns: null, labels: {}, allowEmulation: false },
    }),
  );
});

test('nothing is recorded of a host that is not registered', () => {
  for (const command of [
    { type: 'UpdateHost', settings: { name: 'beta' } },
    { type: 'DrainHost', reason: null },
    { type: 'RemoveHost', reason: null },
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

const ssh = {
  address: 'root@hv1',
  hostKey: { type: 'ssh-ed25519', key: 'AAAA' },
  runsDirectory: '/var/lib/winnow/runs',
};
const remote: HostEvent = { type: 'HostRegistered', data: { name: 'hv1', transport: 'SSH', ssh } };

test('a host is drained and activated, each once', () => {
  const drained: HostEvent = { type: 'HostDrained', data: { reason: 'new memory' } };
  const drain = { type: 'DrainHost', reason: 'new memory' } as const;
  const activate = { type: 'ActivateHost', reason: null } as const;
  expect(given(remote).when(drain)).toEqual(accepted(drained));
  expect(given(remote, drained).when(drain)).toEqual(accepted());
  expect(given(remote).when(activate)).toEqual(accepted());
  expect(given(remote, drained).when(activate)).toEqual(
    accepted({ type: 'HostActivated', data: { reason: null } }),
  );
});

test('a host that was removed takes nothing but a registration, which brings it back active', () => {
  const history: HostEvent[] = [
    remote,
    { type: 'HostDrained', data: { reason: null } },
    { type: 'HostRemoved', data: { reason: null } },
  ];
  expect(given(...history).when({ type: 'ActivateHost', reason: null })).toMatchObject({
    outcome: 'REJECTED',
  });
  expect(given(...history).when({ type: 'RemoveHost', reason: null })).toMatchObject({ outcome: 'REJECTED' });
  const again = given(...history).when({ type: 'RegisterHost', name: 'hv1', ssh });
  expect(again).toEqual(accepted(remote));
  expect([...history, remote].reduce(evolveHostState, initialHostState)).toMatchObject({
    status: 'ACTIVE',
    ssh,
  });
});

test('a refused key is recorded once, until the way to the host changes', () => {
  const offered = { type: 'ssh-ed25519', key: 'BBBB' };
  const refuse = { type: 'RefuseHostKey', offered } as const;
  const refused: HostEvent = { type: 'HostKeyRefused', data: offered };
  expect(given(remote).when(refuse)).toEqual(accepted(refused));
  expect(given(remote, refused).when(refuse)).toEqual(accepted());
  const moved = { ...ssh, hostKey: offered };
  const changed: HostEvent = { type: 'HostAccessChanged', data: { ssh: moved } };
  expect(given(remote, refused).when({ type: 'ChangeAccess', ssh: moved })).toEqual(accepted(changed));
  expect([remote, refused, changed].reduce(evolveHostState, initialHostState)).toMatchObject({
    ssh: moved,
    refusedKey: null,
    confirmedDown: false,
  });
});

test('a host that was confirmed down returns once, and is drained where runs went on there', () => {
  const down: HostEvent = { type: 'HostConfirmedDown', data: { reason: 'burnt' } };
  const confirm = { type: 'ConfirmHostDown', reason: 'burnt' } as const;
  expect(given(remote).when(confirm)).toEqual(accepted(down));
  expect(given(remote, down).when(confirm)).toEqual(accepted());
  const answers = (...runsAlive: RunId[]) => ({ type: 'RecordReturn', runsAlive }) as const;
  const returned = (...runsAlive: RunId[]): HostEvent => ({ type: 'HostReturned', data: { runsAlive } });
  expect(given(remote).when(answers('job_1.1'))).toEqual(accepted());
  expect(given(remote, down).when(answers())).toEqual(accepted(returned()));
  expect(given(remote, down).when(answers('job_1.1'))).toMatchObject({
    events: [returned('job_1.1'), { type: 'HostDrained' }],
  });
  expect(given(remote, down, returned()).when(answers())).toEqual(accepted());
});
