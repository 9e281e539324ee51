import type { Logger } from 'pino';
import { type Backoff, backoffDelay } from '../../common/backoff.ts';
import { messageOf } from '../../common/message-of.ts';
import type { HostCapabilities } from '../../domain/host/events.ts';
import { type Host, HostUnreachable } from '../../hosts/host.ts';
import { unableToSparsify } from '../../hosts/runs/start-failures.ts';
import type { Readiness } from '../plan/fleet-state.ts';

/** How often a host that cannot sparsify is probed again, in milliseconds: somebody may be installing what is missing. */
const probeAgainMs = 30_000;

/** How often an appliance that does not start, though nothing is missing, is tried before jobs are given up. */
const bootsTried = 3;

/**
 * Watches whether one host can sparsify: probes it at once, and again while something is missing, it does not answer, or
 * the probe failed. Waiting jobs are given up only for what is known to be missing.
 */
export function watchReadiness(parts: {
  readonly host: Host;
  readonly contact: Backoff;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  /** Called with the answer of each probe; jobs begin once it has resolved. */
  readonly onProbed: (capabilities: HostCapabilities) => Promise<void> | void;
}) {
  const { host, contact, logger, signal, onChange, onProbed } = parts;
  let readiness: Readiness = { state: 'PROBING' };
  let failures = 0;
  let failedBoots = 0;
  let timer: NodeJS.Timeout | null = null;
  signal.addEventListener('abort', () => timer !== null && clearTimeout(timer));

  async function probe(again: boolean): Promise<void> {
    try {
      const capabilities = await host.capabilities({ again });
      if (signal.aborted) return;
      await onProbed(capabilities);
      if (signal.aborted) return;
      evaluate(capabilities);
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ err: error, hostId: host.id }, 'the probe of the host failed and is repeated');
      if (error instanceof HostUnreachable) contactLost();
      else probeFailed(messageOf(error));
    }
  }

  function evaluate(capabilities: HostCapabilities): void {
    const failure = unableToSparsify(capabilities, host.name);
    failedBoots = failure?.code === 'APPLIANCE_FAILED' ? failedBoots + 1 : 0;
    if (failure !== null && failedBoots > 0 && failedBoots < bootsTried) {
      probeFailed(failure.message);
      return;
    }
    failures = 0;
    if (failure === null) become({ state: 'READY' });
    else {
      become({ state: 'INCAPABLE', failure });
      probeIn(probeAgainMs);
    }
  }

  function probeFailed(why: string): void {
    failures += 1;
    become({ state: 'UNPROBED', why });
    probeIn(backoffDelay(contact, failures));
  }

  function become(next: Readiness): void {
    readiness = next;
    onChange();
  }

  function probeIn(ms: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = signal.aborted ? null : setTimeout(() => void probe(true), ms).unref();
  }

  /** The host did not answer a call. */
  function contactLost(): void {
    failures += 1;
    const delay = backoffDelay(contact, failures);
    become({ state: 'UNREACHABLE', until: Date.now() + delay });
    probeIn(delay);
  }

  void probe(false);
  return { now: (): Readiness => readiness, contactLost };
}
