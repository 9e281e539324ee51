import type { Logger } from 'pino';
import { type Backoff, backoffDelay } from '../../common/backoff.ts';
import type { Failure, FailureCode } from '../../domain/disk/events.ts';
import { canSparsify } from '../../domain/host/can-sparsify.ts';
import type { HostCapabilities } from '../../domain/host/events.ts';
import { type Host, HostUnreachable } from '../../hosts/host.ts';
import { isApplianceFinding } from '../../hosts/probe/probe-host.ts';
import type { Readiness } from './plan.ts';

/** What a host lacks is looked for again this often, in milliseconds: somebody may be installing it. */
const probeAgainMs = 30_000;

export interface HostReadiness {
  now(): Readiness;
  /** The host did not answer a call. */
  lost(): void;
}

/** An appliance that does not start where nothing is missing is given so many tries before jobs are given up. */
const bootsTried = 3;

/**
 * Keeps an eye on what one host can do: probes it at once, and again while it lacks something, does not answer, or the
 * probe met a fault. Only what is known to be missing gives up the jobs that wait.
 */
export function watchReadiness(parts: {
  readonly host: Host;
  readonly contact: Backoff;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  /** Told of each probe's answer; jobs begin once it is done with that. */
  readonly onProbed: (capabilities: HostCapabilities) => Promise<void> | void;
}): HostReadiness {
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
      judge(capabilities);
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ err: error, hostId: host.id }, 'the host could not be probed, and is probed again');
      if (error instanceof HostUnreachable) lost();
      else unprobed(error instanceof Error ? error.message : String(error));
    }
  }

  function judge(capabilities: HostCapabilities): void {
    const lacks = canSparsify(capabilities) ? [] : capabilities.lacks;
    failedBoots = lacks.length > 0 && lacks.every(isApplianceFinding) ? failedBoots + 1 : 0;
    if (failedBoots > 0 && failedBoots < bootsTried) {
      unprobed(lacks.map(({ what }) => what).join('; '));
      return;
    }
    failures = 0;
    if (lacks.length === 0) become({ state: 'READY' });
    else {
      become({ state: 'INCAPABLE', failure: lackFailure(host, capabilities) });
      probeIn(probeAgainMs);
    }
  }

  function unprobed(why: string): void {
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

  function lost(): void {
    failures += 1;
    const delay = backoffDelay(contact, failures);
    become({ state: 'UNREACHABLE', until: Date.now() + delay });
    probeIn(delay);
  }

  void probe(false);
  return { now: () => readiness, lost };
}

function lackFailure(host: Host, capabilities: HostCapabilities): Failure {
  const { lacks } = capabilities;
  return {
    code: codeOf(capabilities),
    message: `Host ${host.name} cannot sparsify: ${lacks.map(({ what }) => what).join('; ')}.`,
    remedy: lacks.map(({ remedy }) => remedy).join(' '),
    outputTail: null,
    retryable: true,
  };
}

function codeOf({ virtSparsify, qemuImg }: HostCapabilities): FailureCode {
  if (virtSparsify === null || qemuImg === null) return 'TOOL_MISSING';
  return virtSparsify.features.includes('in-place') ? 'APPLIANCE_FAILED' : 'TOOL_TOO_OLD';
}
