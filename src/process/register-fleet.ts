import { schemaVersion } from '../commands/disk-stream.ts';
import { sameValue } from '../domain/disk/same-value.ts';
import type { HostCapabilities, HostEvent } from '../domain/host/events.ts';
import type { HostId, StorageDomainId } from '../domain/ids.ts';
import type { StorageDomainEvent } from '../domain/storage-domain/events.ts';
import { WrongExpectedRevision } from '../event-store/errors.ts';
import type { EventStore, ExpectedRevision, NewEvent, Position } from '../event-store/event-store.ts';
import { directoryIdOf, newEventId } from '../ids.ts';
import type { Views } from '../projections/views.ts';
import { system } from './system-actor.ts';

interface Parts {
  readonly store: EventStore;
  readonly views: Pick<Views, 'host' | 'storageDomain'>;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly now: () => Date;
}

/**
 * Registers the host that the server runs on and its directories, unless they are registered. Views that have a long
 * way to go show them later: that is no reason not to start, so `untilShown` may give up waiting.
 */
export async function registerFleet(
  { untilShown, ...parts }: Omit<Parts, 'waitForViews'> & { untilShown: Parts['waitForViews'] },
  host: { readonly id: HostId; readonly name: string },
  directories: readonly string[],
): Promise<void> {
  // Some may have been registered by another server, in any order.
  let last: Position | null = null as Position | null;
  const registering = {
    ...parts,
    waitForViews: async (position: Position) => {
      if (last === null || position > last) last = position;
    },
  };
  await registerLocalHost(registering, host.id, host.name);
  for (const path of directories) {
    await registerDirectory(registering, directoryIdOf(host.id, path), { hostId: host.id, path });
  }
  if (last !== null) await untilShown(last);
}

/** Registers the host that the server runs on, unless it is registered. */
export async function registerLocalHost(parts: Parts, id: HostId, name: string): Promise<void> {
  if (parts.views.host(id) !== null) return;
  await append(
    parts,
    `host-${id}`,
    { type: 'HostRegistered', data: { name, transport: 'LOCAL' } },
    'NO_STREAM',
  );
}

/** Registers a directory of a host as a storage domain, unless it is registered. */
export async function registerDirectory(
  parts: Parts,
  id: StorageDomainId,
  { hostId, path }: { hostId: HostId; path: string },
): Promise<void> {
  if (parts.views.storageDomain(id) !== null) return;
  await append(
    parts,
    `storageDomain-${id}`,
    {
      type: 'StorageDomainRegistered',
      data: { name: path, kind: 'DIRECTORY', mounts: [{ hostId, path, storage: null }] },
    },
    'NO_STREAM',
  );
}

/** Records what a probe of a host found, if it was not known. */
export async function recordProbe(parts: Parts, id: HostId, found: HostCapabilities): Promise<void> {
  if (sameValue(parts.views.host(id)?.capabilities ?? null, found)) return;
  await append(parts, `host-${id}`, { type: 'HostProbed', data: found }, 'ANY');
}

async function append(
  { store, waitForViews, now }: Parts,
  stream: string,
  event: HostEvent | StorageDomainEvent,
  expected: ExpectedRevision,
): Promise<void> {
  const id = newEventId();
  const at = now().toISOString();
  const metadata = { actor: system, correlationId: id, causationId: id, occurredAt: at, schemaVersion };
  const recorded: NewEvent = { id, ...event, metadata };
  try {
    const { position } = await store.append(stream, [recorded], expected);
    await waitForViews(position);
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
    // Another server has registered the very same; only the views do not show it yet.
    for await (const { position } of store.readStream(stream, { limit: 1 })) await waitForViews(position);
  }
}
