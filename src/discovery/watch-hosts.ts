import type { Logger } from 'pino';
import { sleep } from '../common/sleep.ts';
import type { HostId } from '../domain/ids.ts';
import type { EventStore, Position } from '../event-store/event-store.ts';
import { goneAfterMs, type ServerRegistry } from '../process/coordination/server-registry.ts';
import type { Views } from '../projections/views.ts';
import { systemOrigin } from '../streams/envelope.ts';
import { handleHostCommand } from '../streams/handle-command.ts';
import { allHosts } from './known.ts';
import { createLostHosts } from './lost-hosts.ts';

/** How often it is looked for hosts without a server, in milliseconds. */
const lookEveryMs = 3_000;

/**
 * Marks hosts as out of contact whose servers are gone: nobody can ask them of their machines then. Done by the one that
 * coordinates; a server that comes back tells by its next scan.
 */
export function watchHosts(parts: {
  readonly store: EventStore;
  readonly views: Views;
  readonly registry: Pick<ServerRegistry, 'servers' | 'listenedMs'>;
  readonly coordinates: () => boolean;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly logger: Logger;
  readonly now: () => Date;
  /** How long a host has no server until it counts, and how often that is looked for, in milliseconds. */
  readonly times?: { readonly goneAfterMs: number; readonly lookEveryMs: number };
}): { stop(): Promise<void> } {
  const { store, views, registry, coordinates, waitForViews, logger, now } = parts;
  const times = parts.times ?? { goneAfterMs, lookEveryMs };
  const stopping = new AbortController();
  const { signal } = stopping;
  const lostHosts = createLostHosts(times.goneAfterMs);

  async function mark(): Promise<void> {
    const present = new Set<HostId>(registry.servers().flatMap(({ hostId }) => hostId ?? []));
    const lost = lostHosts(allHosts(views), present, registry.listenedMs());
    if (!coordinates()) return;
    for (const host of lost) {
      const problem = {
        what: `No server has run on host ${host.name} for ${times.goneAfterMs / 1000} s or more.`,
        remedy: 'Start Winnow there again, or see what keeps it from the event store.',
      };
      const command = { type: 'LoseContact', problem } as const;
      const handled = await handleHostCommand(store, host.id, command, systemOrigin(now()));
      if (handled?.position) await waitForViews(handled.position);
      logger.warn({ hostId: host.id }, 'the server of the host is gone');
    }
  }

  async function goOn(): Promise<void> {
    while (!signal.aborted) {
      await sleep(times.lookEveryMs, signal);
      if (signal.aborted) return;
      await mark().catch((error: unknown) =>
        logger.warn({ err: error }, 'hosts without a server were not marked'),
      );
    }
  }
  const going = goOn();
  return {
    async stop() {
      stopping.abort();
      await going;
    },
  };
}
