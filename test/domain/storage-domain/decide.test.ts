import { expect, test } from 'vitest';
import type { StorageDomainCommand } from '../../../src/domain/storage-domain/commands.ts';
import { decideStorageDomain } from '../../../src/domain/storage-domain/decide.ts';
import type { StorageDomainEvent, StorageMount } from '../../../src/domain/storage-domain/events.ts';
import {
  evolveStorageDomainState,
  initialStorageDomainState,
} from '../../../src/domain/storage-domain/state.ts';

const given = (...history: StorageDomainEvent[]) => {
  const state = history.reduce(evolveStorageDomainState, initialStorageDomainState);
  return { when: (command: StorageDomainCommand) => decideStorageDomain(state, command) };
};

const mine: StorageMount = { hostId: 'host_a', path: '/images', storage: null };
const other: StorageMount = { hostId: 'host_b', path: '/srv', storage: null };
const read: StorageMount = {
  ...mine,
  storage: {
    medium: 'FILESYSTEM',
    source: '/dev/sda1',
    fsType: 'ext4',
    shared: false,
    nfsVersion: null,
    readOnly: false,
    punchesHoles: true,
    discard: null,
  },
};
const registered = (kind: 'DIRECTORY' | 'NFS', ...mounts: StorageMount[]): StorageDomainEvent => ({
  type: 'StorageDomainRegistered',
  data: { name: '/images', kind, mounts },
});
const changed = (...mounts: StorageMount[]): StorageDomainEvent => ({
  type: 'StorageDomainChanged',
  data: { mounts },
});
const removed: StorageDomainEvent = { type: 'StorageDomainRemoved', data: { reason: null } };
const accepted = (...events: StorageDomainEvent[]) => ({ outcome: 'ACCEPTED', events });

const register = { type: 'RegisterDirectory', hostId: 'host_a', path: '/images' } as const;
const observe = { type: 'ObserveMount', name: '/images', kind: 'NFS', mount: mine } as const;
const unregister = { type: 'UnregisterDirectory', hostId: 'host_a' } as const;

test('each host has its own mount, and leaves those of others', () => {
  expect(given().when(observe)).toEqual(accepted(registered('NFS', mine)));
  expect(given(registered('NFS', other)).when(observe)).toEqual(accepted(changed(other, mine)));
  const both = given(registered('NFS', other), changed(other, mine));
  expect(both.when(observe)).toEqual(accepted());
  expect(both.when({ ...observe, mount: read })).toEqual(accepted(changed(other, read)));
  expect(both.when({ type: 'LoseMount', hostId: 'host_a' })).toEqual(accepted(changed(other)));
  expect(given(registered('NFS', other)).when({ type: 'LoseMount', hostId: 'host_a' })).toEqual(accepted());
});

test('a directory is registered once for each host', () => {
  expect(given().when(register)).toEqual(accepted(registered('DIRECTORY', mine)));
  expect(given(registered('DIRECTORY', other)).when(register)).toEqual(accepted(changed(other, mine)));
  expect(given(registered('DIRECTORY', read)).when(register)).toEqual(accepted());
});

test('a directory that is taken back goes from its host alone, and with the last one the storage domain goes', () => {
  const both = [registered('DIRECTORY', mine, other)];
  expect(given(...both).when(unregister)).toEqual(accepted(changed(other)));
  expect(given(registered('DIRECTORY', mine)).when(unregister)).toEqual(accepted(removed));
  expect(given(registered('DIRECTORY', other)).when(unregister)).toEqual(accepted());
});

test('a scan that went on while a directory was taken back does not bring it back', () => {
  const command = { ...observe, kind: 'DIRECTORY' } as const;
  expect(given(registered('DIRECTORY', mine, other), changed(other)).when(command)).toEqual(accepted());
});

test('a storage domain that was removed stays so for scans, and is registered again by an operator', () => {
  const gone = given(registered('NFS', other), removed);
  expect(gone.when(observe)).toEqual(accepted());
  expect(gone.when({ type: 'LoseMount', hostId: 'host_b' })).toEqual(accepted());
  expect(gone.when(register)).toEqual(accepted(registered('DIRECTORY', mine)));
});

test('removing is quiet when it is done already, and refused where nothing was registered', () => {
  const remove = { type: 'RemoveStorageDomain', reason: null } as const;
  expect(given(registered('NFS', mine)).when(remove)).toEqual(accepted(removed));
  expect(given(registered('NFS', mine), removed).when(remove)).toEqual(accepted());
  expect(given().when(remove)).toEqual({
    outcome: 'REJECTED',
    rejection: { type: 'StorageDomainNotFound' },
  });
});

test('settings that are left out stay as they are, and go with the storage domain', () => {
  const update = (settings: object) => ({ type: 'UpdateStorageDomain', settings }) as StorageDomainCommand;
  const updated = (
    maxRuns: number | null,
    labels: Record<string, string>,
    allHostsRegistered = false,
  ): StorageDomainEvent => ({
    type: 'StorageDomainUpdated',
    data: { maxRuns, labels, allHostsRegistered },
  });
  const known = registered('NFS', mine);
  expect(given(known).when(update({ labels: { tier: 'gold' } }))).toEqual(
    accepted(updated(null, { tier: 'gold' })),
  );
  const labelled = given(known, updated(null, { tier: 'gold' }));
  expect(labelled.when(update({ maxRuns: 2 }))).toEqual(accepted(updated(2, { tier: 'gold' })));
  expect(labelled.when(update({ labels: { tier: 'gold' } }))).toEqual(accepted());
  expect(labelled.when(update({}))).toEqual(accepted());
  const declared = given(known, updated(null, {}, true));
  expect(labelled.when(update({ allHostsRegistered: true }))).toEqual(
    accepted(updated(null, { tier: 'gold' }, true)),
  );
  expect(declared.when(update({ labels: {} }))).toEqual(accepted());
  expect(declared.when(update({ maxRuns: 2 }))).toEqual(accepted(updated(2, {}, true)));
  expect(declared.when(update({ allHostsRegistered: false }))).toEqual(accepted(updated(null, {})));
  const again = given(known, updated(2, { tier: 'gold' }), removed, known);
  expect(again.when(update({ labels: {} }))).toEqual(accepted());
  expect(again.when(update({ maxRuns: null }))).toEqual(accepted());
  const old = { type: 'StorageDomainUpdated', data: { maxRuns: 2, labels: {} } } as const;
  expect(given(known, old).when(update({ allHostsRegistered: false }))).toEqual(accepted());
  for (const nothing of [given(), given(known, removed)]) {
    expect(nothing.when(update({ labels: {} }))).toMatchObject({ outcome: 'REJECTED' });
  }
});
