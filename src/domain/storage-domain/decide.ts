import { accept, type Decision, reject } from '../decision.ts';
import type { HostId } from '../ids.ts';
import { sameValue } from '../same-value.ts';
import type { StorageDomainCommand, StorageDomainRejection } from './commands.ts';
import type { StorageDomainEvent, StorageMount } from './events.ts';
import type { RegisteredStorageDomain, StorageDomainState } from './state.ts';

type StorageDomainDecision = Decision<StorageDomainEvent, StorageDomainRejection>;
type CommandOf<Type extends StorageDomainCommand['type']> = Extract<StorageDomainCommand, { type: Type }>;

const quiet: StorageDomainDecision = accept();

/** What follows from a command, given all that is recorded of the storage domain. */
export function decideStorageDomain(
  state: StorageDomainState,
  command: StorageDomainCommand,
): StorageDomainDecision {
  switch (command.type) {
    case 'RegisterDirectory':
      return registerDirectory(state, command);
    case 'ObserveMount':
      return observeMount(state, command);
    case 'LoseMount':
      return state.status === 'REGISTERED' && has(state, command.hostId)
        ? changed(without(state, command.hostId))
        : quiet;
    case 'UnregisterDirectory': {
      if (state.status !== 'REGISTERED' || !has(state, command.hostId)) return quiet;
      const left = without(state, command.hostId);
      return left.length > 0 ? changed(left) : removed(null);
    }
    case 'UpdateStorageDomain': {
      if (state.status !== 'REGISTERED') return reject({ type: 'StorageDomainNotFound' });
      const settings = { ...state.settings, ...command.settings };
      return sameValue(state.settings, settings)
        ? quiet
        : accept({ type: 'StorageDomainUpdated', data: settings });
    }
    case 'RemoveStorageDomain':
      if (state.status === 'UNREGISTERED') return reject({ type: 'StorageDomainNotFound' });
      return state.status === 'REMOVED' ? quiet : removed(command.reason);
    default:
      command satisfies never;
      return quiet;
  }
}

function registerDirectory(
  state: StorageDomainState,
  { hostId, path }: CommandOf<'RegisterDirectory'>,
): StorageDomainDecision {
  const mount: StorageMount = { hostId, path, storage: null };
  if (state.status !== 'REGISTERED') {
    return accept({
      type: 'StorageDomainRegistered',
      data: { name: path, kind: 'DIRECTORY', mounts: [mount] },
    });
  }
  return has(state, hostId) ? quiet : changed([...state.mounts, mount]);
}

function observeMount(
  state: StorageDomainState,
  { name, kind, mount }: CommandOf<'ObserveMount'>,
): StorageDomainDecision {
  // Only an operator brings back what an operator has removed.
  if (state.status === 'REMOVED') return quiet;
  if (state.status === 'UNREGISTERED') {
    return accept({ type: 'StorageDomainRegistered', data: { name, kind, mounts: [mount] } });
  }
  const at = state.mounts.findIndex(({ hostId }) => hostId === mount.hostId);
  if (at >= 0) {
    return sameValue(state.mounts[at], mount) ? quiet : changed(state.mounts.with(at, mount));
  }
  // A directory was taken back while the scan went on.
  return state.kind === 'DIRECTORY' ? quiet : changed([...state.mounts, mount]);
}

const has = ({ mounts }: RegisteredStorageDomain, hostId: HostId): boolean =>
  mounts.some((mount) => mount.hostId === hostId);

const without = ({ mounts }: RegisteredStorageDomain, hostId: HostId): readonly StorageMount[] =>
  mounts.filter((mount) => mount.hostId !== hostId);

const changed = (mounts: readonly StorageMount[]): StorageDomainDecision =>
  accept({ type: 'StorageDomainChanged', data: { mounts } });

const removed = (reason: string | null): StorageDomainDecision =>
  accept({ type: 'StorageDomainRemoved', data: { reason } });
