import type { Logger } from 'pino';
import { sleep } from '../common/sleep.ts';
import type { HostId } from '../domain/ids.ts';
import type { ServerReport } from '../domain/server-report.ts';
import { allOf } from '../projections/query/all-of.ts';
import type { HostView, Views } from '../projections/views.ts';
import { systemOrigin } from '../streams/envelope.ts';
import { handleHostCommand } from '../streams/handle-command.ts';
import type { EventStore, Position } from '../streams/store.ts';

/** How often hosts are checked for a server, in milliseconds. */
const checkEveryMs = 3_000;

/**
 * Records that hosts whose servers are gone are out of contact: nobody can ask them about their virtual machines then.
 * Only the server that coordinates does so; the next scan by a server that comes back takes it back.
 */
export function watchHosts(parts: {
  readonly store: EventStore;
  readonly views: Views;
  /** The servers that share the event store, and for how many milliseconds this one could read their reports. */
  readonly registry: {
    servers(): readonly Pick<ServerReport, 'hostId'>[];
    listenedMs(): number;
  };
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
  const lostHosts = findLostHosts(parts.goneAfterMs);

  async function recordLost(): Promise<void> {
    const present = new Set<HostId>(registry.servers().flatMap(({ hostId }) => hostId ?? []));
    // Those with an address need no server of their own.
    const hosts = [...allOf((page) => views.hosts(page))].filter(({ ssh }) => ssh === null);
    const lost = lostHosts(hosts, present, registry.listenedMs());
    if (!coordinates()) return;
    for (const host of lost) {
      const problem = {
        what: `No server has run on host ${host.name} for ${parts.goneAfterMs / 1000} s or more.`,
        remedy: 'Start Winnow there again, or find out why it cannot reach the event store.',
      };
      const command = { type: 'LoseContact', problem } as const;
      const handled = await handleHostCommand(store, host.id, command, systemOrigin(now()));
      if (handled?.position) await waitForViews(handled.position);
      logger.warn({ hostId: host.id }, 'the server of the host is gone');
    }
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      await sleep(parts.checkEveryMs ?? checkEveryMs, signal);
      if (signal.aborted) return;
      await recordLost().catch((error: unknown) =>
        logger.warn({ err: error }, 'hosts without a server were not recorded as out of contact'),
      );
    }
  }
  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

/**
 * Finds the hosts that have had no server for longer than the given time. `now` is a clock that goes on only while reports
 * of servers can be read.
 */
export function findLostHosts(goneAfterMs: number) {
  const missingSince = new Map<HostId, number>();
  return (hosts: Iterable<HostView>, present: ReadonlySet<HostId>, now: number): HostView[] => {
    const lost: HostView[] = [];
    for (const host of hosts) {
      if (present.has(host.id)) missingSince.delete(host.id);
      else {
        const since = missingSince.get(host.id) ?? now;
        missingSince.set(host.id, since);
        if (now - since > goneAfterMs && host.observation?.contact === 'IN_CONTACT') lost.push(host);
      }
    }
    return lost;
  };
}
