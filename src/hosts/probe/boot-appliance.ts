import type { HostCapabilities } from '../../domain/host/events.ts';
import { HostBusy } from '../host.ts';
import type { Patience } from '../transport/patience.ts';
import type { CommandResult, Transport } from '../transport/transport.ts';
import { guestfsEnvironment } from './tools.ts';

export interface ApplianceBoot {
  /** How it started; null when it did not. */
  readonly acceleration: HostCapabilities['acceleration'];
  /** What virt-sparsify can do; some of it only a started appliance reports. */
  readonly features: readonly string[];
  /** The last words of a start that failed. */
  readonly said: string;
}

/**
 * Boots the appliance by asking virt-sparsify for its features, which needs no disk. KVM may be there and not work
 * (nested, or in containers), so it is tried; software emulation works everywhere.
 * @throws HostBusy when it did not come to an end in the time that it was given: what it can do is not known then.
 */
export async function bootAppliance(
  transport: Transport,
  virtSparsify: string,
  kvm: boolean,
  patience: Patience,
): Promise<ApplianceBoot> {
  let boot: ApplianceBoot = { acceleration: null, features: [], said: '' };
  let cutOff = false;
  const timeoutSeconds = Math.ceil(patience.ms() / 1000);
  for (const acceleration of kvm ? (['KVM', 'EMULATION'] as const) : (['EMULATION'] as const)) {
    const began = performance.now();
    const result = await transport.run({
      program: 'timeout',
      // By SIGTERM it takes its virtual machine with it.
      args: ['-k', '10', String(timeoutSeconds), virtSparsify, '--machine-readable'],
      environment: guestfsEnvironment(acceleration),
      timeoutMs: (timeoutSeconds + 15) * 1000,
    });
    const features = result.stdout.split('\n').filter((line) => /^[a-z][a-z0-9-]*$/.test(line));
    if (result.exitCode === 0) {
      patience.took(performance.now() - began);
      return { acceleration, features, said: '' };
    }
    cutOff = wasCutOff(result);
    boot = { acceleration: null, features, said: result.stderr.trim().slice(0, 500) };
  }
  if (!cutOff) return boot;
  patience.ranOut();
  throw new HostBusy(`The appliance of libguestfs did not start within ${timeoutSeconds} s.`);
}

/** By `timeout`, or by a signal: what a host does that has too little time or memory. */
const wasCutOff = ({ exitCode }: CommandResult): boolean =>
  exitCode === null || exitCode === 124 || exitCode > 128;
