import type { Logger } from 'pino';
import type { Failure, FailureCode } from '../domain/disk/events.ts';
import { canSparsify } from '../domain/host/can-sparsify.ts';
import type { HostCapabilities } from '../domain/host/events.ts';
import { type Host, HostUnreachable } from '../hosts/host.ts';
import { type Backoff, backoffDelay } from './backoff.ts';
import type { Readiness } from './plan.ts';

/** What a host lacks is looked for again this often, in milliseconds: somebody may be installing it. */
const probeAgainMs = 30_000;

export interface HostReadiness {
  now(): Readiness;
  /** The host did not answer a call. */
  lost(): void;
}

/** Keeps an eye on what one host can do: probes it at once, and again while it lacks something or does not answer. */
export function watchReadiness(parts: {
  readonly host: Host;
  readonly contact: Backoff;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  /** Told of each probe's answer. */
  readonly onProbed: (capabilities: HostCapabilities) => void;
}): HostReadiness {
  const { host, contact, logger, signal, onChange, onProbed } = parts;
  let readiness: Readiness = { state: 'PROBING' };
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  signal.addEventListener('abort', () => timer !== null && clearTimeout(timer));

  async function probe(again: boolean): Promise<void> {
    try {
      const capabilities = await host.capabilities({ again });
      if (signal.aborted) return;
      failures = 0;
      onProbed(capabilities);
      become(stateOf(host, capabilities));
      if (readiness.state === 'INCAPABLE') probeIn(probeAgainMs);
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ err: error, hostId: host.id }, 'the host could not be probed');
      if (error instanceof HostUnreachable) lost();
      else become({ state: 'INCAPABLE', failure: probeFailure(host, error) });
    }
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

function stateOf(host: Host, capabilities: HostCapabilities): Readiness {
  if (canSparsify(capabilities)) return { state: 'READY' };
  const { lacks } = capabilities;
  return {
    state: 'INCAPABLE',
    failure: {
      code: codeOf(capabilities),
      message: `Host ${host.name} cannot sparsify: ${lacks.map(({ what }) => what).join('; ')}.`,
      remedy: lacks.map(({ remedy }) => remedy).join(' '),
      outputTail: null,
      retryable: true,
    },
  };
}

function codeOf({ virtSparsify, qemuImg }: HostCapabilities): FailureCode {
  if (virtSparsify === null || qemuImg === null) return 'TOOL_MISSING';
  return virtSparsify.features.includes('in-place') ? 'APPLIANCE_FAILED' : 'TOOL_TOO_OLD';
}

const probeFailure = (host: Host, error: unknown): Failure => ({
  code: 'INTERNAL_ERROR',
  message: `Host ${host.name} could not be probed: ${error instanceof Error ? error.message : String(error)}`,
  remedy: 'Look at the log of the server.',
  outputTail: null,
  retryable: true,
});
