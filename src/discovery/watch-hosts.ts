import type { Logger } from 'pino';
import { sleep } from '../common/sleep.ts';
import type { HostId } from '../domain/ids.ts';
import type { EventStore, Position } from '../event-store/event-store.ts';
import type { Views } from '../projections/views.ts';
import { systemOrigin } from '../streams/envelope.ts';
import { handleHostCommand } from '../streams/handle-command.ts';
import { allHosts } from './known.ts';
import { createLostHosts } from './lost-hosts.ts';

/** How often hosts are checked for a server, in milliseconds. */
const checkEveryMs = 3_000;

/** The servers that share the event store, as far as this one hears of them. */
export interface ServersHeard {
  /** Those that are there; of an older Winnow the host is not known. */
  servers(): readonly { readonly hostId?: HostId }[];
  /** For how many milliseconds this server has been able to hear the others. */
  listenedMs(): number;
}

/**
 * Records that hosts whose servers are gone are out of contact: nobody can ask them about their virtual machines then.
 * Only the server that coordinates does so; the next scan by a server that comes back takes it back.
 */
export function watchHosts(parts: {
  readonly store: EventStore;
  readonly views: Views;
  readonly registry: ServersHeard;
  readonly coordinates: () => boolean;
  readonly waitForViews: (position: Position) => Promise<void>;
  readonly logger: Logger;
  readonly now: () => Date;
  /** How long a host has to be without a server to be out of contact, in milliseconds. */
  readonly goneAfterMs: number;
  /** How often that is checked, in milliseconds. */
  readonly checkEveryMs?: number;
}): { stop(): Promise<void> } {
  const { store, views, registry, coordinates, waitForViews, logger, now } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const lostHosts = createLostHosts(parts.goneAfterMs);

  async function recordLost(): Promise<void> {
    const present = new Set<HostId>(registry.servers().flatMap(({ hostId }) => hostId ?? []));
    const lost = lostHosts(allHosts(views), present, registry.listenedMs());
    if (!coordinates()) return;
    for (const host of lost) {
      const problem = {
        what: `No server has run on host ${host.name} for ${parts.goneAfterMs / 1000} s or more.`,
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
      await sleep(parts.checkEveryMs ?? checkEveryMs, signal);
      if (signal.aborted) return;
      await recordLost().catch((error: unknown) =>
        logger.warn({ err: error }, 'hosts without a server were not recorded as out of contact'),
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
