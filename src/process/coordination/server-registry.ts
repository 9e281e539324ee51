import type { Logger } from 'pino';
import { sleep } from '../../common/sleep.ts';
import type { ServerReport } from '../../domain/server-report.ts';
import { inEnvelope, systemOrigin } from '../../streams/envelope.ts';
import { serverReportsStream as stream } from '../../streams/names.ts';
import type { EventStore } from '../../streams/store.ts';

/** How often a server reports, in milliseconds. */
const reportEveryMs = 3_000;
/** How long a server counts as present without a new report, in milliseconds in which reports could be read. */
export const goneAfterMs = 15_000;
/** Reports that the stream keeps: enough for the newest of some twenty servers. */
const kept = 100;
/** How often the reports of the others are read, in milliseconds. */
const readEveryMs = 1_000;

/** The most that the time between two reads counts, in milliseconds: while reads fail, no report can be read. */
const countedAtMostMs = 3_000;

interface Seen {
  readonly report: ServerReport;
  readonly revision: number;
  readonly since: number | null;
}

/**
 * Lets the servers that share a store know of each other, through a small bounded stream. No clocks are compared: a server
 * is present if its newest report has changed within the last 15 s in which this one could read reports.
 */
export function joinServerRegistry(options: {
  readonly store: EventStore;
  readonly logger: Logger;
  readonly report: () => Omit<ServerReport, 'reportedAt'>;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic?: () => number;
}) {
  const { store, logger, report, monotonic = () => performance.now() } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** The newest report of each other server, and when it was read first, by `listenedMs`; null: at the very first read. */
  let others: ReadonlyMap<string, Seen> = new Map();
  let listened: { readonly ms: number; readonly until: number } | null = null;
  let bounded = false;
  let warned = false;

  const listenedMs = (): number => listened?.ms ?? 0;

  const own = (): ServerReport => ({ ...report(), reportedAt: new Date().toISOString() });

  async function append(type: 'ServerReported' | 'ServerLeft'): Promise<void> {
    const data = own();
    if (!bounded) await store.setStreamMetadata(stream, { maxCount: kept });
    bounded = true;
    const origin = systemOrigin(new Date(data.reportedAt), data.id);
    await store.append(stream, [inEnvelope({ type, data }, origin)], 'ANY');
  }

  async function read(): Promise<void> {
    const newest = new Map<string, Seen & { readonly left: boolean }>();
    const now = monotonic();
    const before = listened;
    const ms = before === null ? 0 : before.ms + Math.min(now - before.until, countedAtMostMs);
    for await (const event of store.readStream(stream, { direction: 'BACKWARDS', limit: kept })) {
      const { type, revision } = event;
      const report = event.data as ServerReport;
      if (newest.has(report.id)) continue;
      const known = others.get(report.id);
      const first = before === null ? null : ms;
      const since = known?.revision === revision ? known.since : first;
      newest.set(report.id, { report, revision, since, left: type === 'ServerLeft' });
    }
    newest.delete(report().id);
    others = new Map([...newest].filter(([, { left }]) => !left));
    listened = { ms, until: now };
  }

  /** Repeats the work until the signal aborts; a store that is down is logged once. */
  async function again(everyMs: number, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      try {
        await work();
        warned = false;
      } catch (error) {
        if (!warned) logger.warn({ err: error }, 'reports of servers cannot be written or read');
        warned = true;
      }
      await sleep(everyMs, signal);
    }
  }
  const working = [again(reportEveryMs, () => append('ServerReported')), again(readEveryMs, read)];

  return {
    /** The servers that are present, this one included, by the reports read last. */
    servers(): readonly ServerReport[] {
      const now = listenedMs();
      const present = [...others.values()]
        .filter(({ since }) => since !== null && now - since < goneAfterMs)
        .map(({ report }) => report);
      return [own(), ...present].toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
    },
    /** For how many milliseconds since its start this server could read the reports of the others. */
    listenedMs,
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(working);
      // Without this event the others notice soon enough.
      await append('ServerLeft').catch(() => undefined);
    },
  };
}
