import type { HostCapabilities } from '../domain/host/events.ts';
import { guestfsEnvironment } from './tools.ts';
import type { Transport } from './transport.ts';

export interface ApplianceBoot {
  /** How it started; null when it did not. */
  readonly acceleration: HostCapabilities['acceleration'];
  /** What virt-sparsify can do; some of it only a started appliance tells. */
  readonly features: readonly string[];
  /** The last words of a start that failed. */
  readonly said: string;
}

// Under software emulation a boot takes 10 to 20 s; a busy host may need some times that.
const timeoutSeconds = 120;

/**
 * Boots the appliance by asking virt-sparsify for its features, which needs no disk. KVM may be there and not work
 * (nested, or in containers), so it is tried; software emulation works everywhere.
 */
export async function bootAppliance(
  transport: Transport,
  virtSparsify: string,
  environment: Readonly<Record<string, string>>,
  kvm: boolean,
): Promise<ApplianceBoot> {
  let boot: ApplianceBoot = { acceleration: null, features: [], said: '' };
  for (const acceleration of kvm ? (['KVM', 'EMULATION'] as const) : (['EMULATION'] as const)) {
    const { exitCode, stdout, stderr } = await transport.run({
      program: 'timeout',
      // By SIGTERM it takes its virtual machine with it.
      args: ['-k', '10', String(timeoutSeconds), virtSparsify, '--machine-readable'],
      environment: { ...environment, ...guestfsEnvironment(acceleration) },
      timeoutMs: (timeoutSeconds + 15) * 1000,
    });
    const features = stdout.split('\n').filter((line) => /^[a-z][a-z0-9-]*$/.test(line));
    if (exitCode === 0) return { acceleration, features, said: '' };
    const said = exitCode === 124 ? `it took more than ${timeoutSeconds} s` : stderr.trim().slice(0, 500);
    boot = { acceleration: null, features, said };
  }
  return boot;
}
