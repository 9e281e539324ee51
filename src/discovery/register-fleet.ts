import type { HostCapabilities } from '../domain/host/events.ts';
import type { HostId, StorageDomainId } from '../domain/ids.ts';
import { sameValue } from '../domain/same-value.ts';
import type { Host } from '../hosts/host.ts';
import { domainsOn } from '../projections/query/all-of.ts';
import type { StorageDomainView, Views } from '../projections/views.ts';
import { systemOrigin } from '../streams/envelope.ts';
import { handleHostCommand, handleStorageDomainCommand } from '../streams/handle-command.ts';
import type { EventStore, Position } from '../streams/store.ts';
import { createPlaces } from './places.ts';

interface Parts {
  readonly store: EventStore;
  readonly views: Pick<Views, 'host' | 'storageDomain' | 'storageDomains'>;
  readonly now: () => Date;
}

/**
 * Registers the host that the server runs on and its directories, unless they are registered. Views that are far behind
 * show them later, which is no reason not to start: so `untilShown` may stop waiting.
 */
export async function registerFleet(
  { untilShown, ...parts }: Parts & { readonly untilShown: (position: Position) => Promise<void> },
  host: Pick<Host, 'id' | 'name' | 'findStorage'>,
  directories: readonly string[],
): Promise<void> {
  const origin = systemOrigin(parts.now());
  const positions = [await registerLocalHost(parts, host.id, host.name, origin)];
  const missing = directories.filter((path) => registeredDirectory(parts.views, host.id, path) === null);
  if (missing.length > 0) {
    const noDomains = { domains: [], isRemoved: () => false };
    const places = createPlaces(host.id, await host.findStorage(), noDomains);
    for (const path of missing) {
      positions.push(await registerDirectory(parts, places.directoryId(path), host.id, path, origin));
    }
  }
  // Another server may have registered some of them, in any order.
  const last = positions
    .filter((position) => position !== null)
    .toSorted()
    .at(-1);
  if (last !== undefined) await untilShown(last);
}

/** Registers the host that the server runs on, unless it is registered now; gives the position that views must reach. */
export async function registerLocalHost(
  { store, views, now }: Parts,
  id: HostId,
  name: string,
  origin = systemOrigin(now()),
): Promise<Position | null> {
  const known = views.host(id);
  if (known !== null && known.status !== 'REMOVED') return null;
  return (
    (await handleHostCommand(store, id, { type: 'RegisterHost', name, ssh: null }, origin))?.position ?? null
  );
}

/** The directories that are registered on a host. */
export const directoriesOf = (domains: readonly StorageDomainView[], hostId: HostId): string[] =>
  domains.flatMap(({ kind, mounts }) =>
    kind === 'DIRECTORY' ? mounts.flatMap((mount) => (mount.hostId === hostId ? [mount.path] : [])) : [],
  );

/** The storage domain that a directory of a host is registered as; null when it is not. */
export function registeredDirectory(
  views: Pick<Views, 'storageDomains'>,
  hostId: HostId,
  path: string,
): StorageDomainView | null {
  for (const domain of domainsOn(views, hostId)) {
    const isHere = domain.mounts.some((mount) => mount.hostId === hostId && mount.path === path);
    if (domain.kind === 'DIRECTORY' && isHere) return domain;
  }
  return null;
}

/**
 * Registers a directory of a host as a storage domain; if another host has it already, this host is added to it. Gives
 * the position that views must reach; null where the views show it.
 */
export async function registerDirectory(
  { store, views, now }: Parts,
  id: StorageDomainId,
  hostId: HostId,
  path: string,
  origin = systemOrigin(now()),
): Promise<Position | null> {
  if (views.storageDomain(id)?.mounts.some((mount) => mount.hostId === hostId)) return null;
  const command = { type: 'RegisterDirectory', hostId, path } as const;
  return (await handleStorageDomainCommand(store, id, command, origin))?.position ?? null;
}

/** Records what a probe of a host found, if it is new. */
export async function recordProbe(
  {
    store,
    views,
    waitForViews,
    now,
  }: Parts & { readonly waitForViews: (position: Position) => Promise<void> },
  id: HostId,
  capabilities: HostCapabilities,
  origin = systemOrigin(now()),
): Promise<void> {
  if (sameValue(views.host(id)?.capabilities ?? null, capabilities)) return;
  const handled = await handleHostCommand(store, id, { type: 'RecordProbe', capabilities }, origin);
  if (handled?.position) await waitForViews(handled.position);
}
