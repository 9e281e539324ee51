import type { Logger } from 'pino';
import { schemaVersion } from '../commands/disk-stream.ts';
import type { HostId } from '../domain/ids.ts';
import type { EventStore } from '../event-store/event-store.ts';
import { newEventId } from '../ids.ts';
import { sleep } from './sleep.ts';
import { system } from './system-actor.ts';

/** What a server tells the others of itself. */
export interface ServerReport {
  readonly id: string;
  readonly name: string;
  /** The host that it runs on, and that only servers there can ask; of an older Winnow it is not known. */
  readonly hostId?: HostId;
  readonly url: string | null;
  readonly version: string;
  readonly startedAt: string;
  readonly position: string | null;
  readonly lagSeconds: number;
  readonly coordinates: boolean;
  /** RFC 3339, by the server's own clock. */
  readonly reportedAt: string;
}

const stream = 'server-reports';
/** How often a server reports, in milliseconds. */
const reportEveryMs = 3_000;
/** A server that has not reported for so long counts as gone, in milliseconds. */
export const goneAfterMs = 15_000;
/** Reports kept: enough for the newest of some twenty servers. */
const kept = 100;
/** How often the reports of the others are read, in milliseconds. */
const readEveryMs = 1_000;

export interface ServerRegistry {
  /** The servers that are there, this one included, as far as is known without asking. */
  servers(): readonly ServerReport[];
  stop(): Promise<void>;
}

/** Tells the servers that share a store of each other, through a small bounded stream. */
export function joinServers(options: {
  readonly store: EventStore;
  readonly logger: Logger;
  readonly report: () => Omit<ServerReport, 'reportedAt'>;
}): ServerRegistry {
  const { store, logger, report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let others: readonly ServerReport[] = [];
  let bounded = false;
  let complained = false;

  const own = (): ServerReport => ({ ...report(), reportedAt: new Date().toISOString() });

  async function append(type: 'ServerReported' | 'ServerLeft'): Promise<void> {
    const data = own();
    if (!bounded) await store.setStreamMetadata(stream, { maxCount: kept });
    bounded = true;
    const id = newEventId();
    const metadata = {
      actor: system,
      correlationId: data.id,
      causationId: data.id,
      occurredAt: data.reportedAt,
      schemaVersion,
    };
    await store.append(stream, [{ id, type, data, metadata }], 'ANY');
  }

  async function read(): Promise<void> {
    const newest = new Map<string, ServerReport | null>();
    for await (const { type, data } of store.readStream(stream, { direction: 'BACKWARDS', limit: kept })) {
      const told = data as ServerReport;
      if (!newest.has(told.id)) newest.set(told.id, type === 'ServerLeft' ? null : told);
    }
    others = [...newest.values()].flatMap((told) => (told === null || told.id === report().id ? [] : [told]));
  }

  /** Does it again and again; a store that is down is complained of once. */
  async function again(everyMs: number, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      try {
        await work();
        complained = false;
      } catch (error) {
        if (!complained) logger.warn({ err: error }, 'the servers cannot tell each other of themselves');
        complained = true;
      }
      await sleep(everyMs, signal);
    }
  }
  const working = [again(reportEveryMs, () => append('ServerReported')), again(readEveryMs, read)];

  return {
    servers() {
      const since = new Date(Date.now() - goneAfterMs).toISOString();
      const present = others.filter(({ reportedAt }) => reportedAt >= since);
      return [own(), ...present].toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
    },
    async stop() {
      stopping.abort();
      await Promise.all(working);
      // A server that cannot say goodbye is missed soon enough.
      await append('ServerLeft').catch(() => undefined);
    },
  };
}
