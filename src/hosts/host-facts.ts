import { readFileSync } from 'node:fs';
import { HostUnreachable } from './host.ts';
import type { Transport } from './transport.ts';

/** What a host has, of itself and for the appliance. */
export interface HostFacts {
  readonly cores: number | null;
  readonly memoryBytes: number | null;
  /** Whether /dev/kvm may be used; whether it works is another matter. */
  readonly kvm: boolean;
  readonly kernel: 'READABLE' | 'UNREADABLE' | 'MISSING';
  readonly qemu: boolean;
  /** Whether it can be seen which files all processes have open. */
  readonly seesEveryProcess: boolean;
  /** Programs that the scripts need and the host does not have. */
  readonly missing: readonly string[];
}

const script = readFileSync(new URL('find-host-facts.sh', import.meta.url), 'utf8');
const timeoutMs = 20_000;

/** Asks a host what it has. */
export async function findHostFacts(transport: Transport): Promise<HostFacts> {
  const { stdout, stderr, exitCode } = await transport.run({
    program: 'sh',
    args: ['-s'],
    stdin: script,
    timeoutMs,
  });
  if (exitCode !== 0) throw new HostUnreachable(`The host did not tell of itself: ${stderr.trim()}`);
  const lines = stdout.split('\n');
  const number = (key: string) => {
    const value = Number(lines.find((line) => line.startsWith(`${key} `))?.slice(key.length));
    return value > 0 ? value : null;
  };
  const memory = number('memoryKilobytes');
  return {
    cores: number('cores'),
    memoryBytes: memory === null ? null : memory * 1024,
    kvm: lines.includes('kvm usable'),
    kernel: kernelIn(lines),
    qemu: lines.includes('qemu there'),
    seesEveryProcess: lines.includes('processes seen'),
    missing: lines.flatMap((line) => /^lacks (\S+)/.exec(line)?.[1] ?? []),
  };
}

function kernelIn(lines: readonly string[]): HostFacts['kernel'] {
  if (lines.includes('readable kernel')) return 'READABLE';
  return lines.includes('kernel there') ? 'UNREADABLE' : 'MISSING';
}
