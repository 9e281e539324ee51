import { readFileSync } from 'node:fs';
import { HostBusy, HostUnreachable } from '../host.ts';
import type { Transport } from '../transport/transport.ts';

/** What a host has, of itself and for the appliance. */
export type HostFacts = Awaited<ReturnType<typeof findHostFacts>>;

const script = readFileSync(new URL('find-host-facts.sh', import.meta.url), 'utf8');

/** Asks a host what it has. @throws HostBusy when it gives no answer in that time. */
export async function findHostFacts(transport: Transport, timeoutMs: number) {
  const { stdout, stderr, exitCode, timedOut } = await transport.run({
    program: 'sh',
    args: ['-s'],
    stdin: script,
    timeoutMs,
  });
  if (timedOut) throw new HostBusy(`The host did not report its facts within ${timeoutMs / 1000} s.`);
  if (exitCode !== 0) throw new HostUnreachable(`The host did not report its facts: ${stderr.trim()}`);
  const lines = stdout.split('\n');
  const number = (key: string) => {
    const value = Number(lines.find((line) => line.startsWith(`${key} `))?.slice(key.length));
    return value > 0 ? value : null;
  };
  const memory = number('memoryKilobytes');
  return {
    cores: number('cores'),
    memoryBytes: memory === null ? null : memory * 1024,
    /** Whether /dev/kvm may be used; whether it works is another matter. */
    kvm: lines.includes('kvm usable'),
    kernel: kernelIn(lines),
    qemu: lines.includes('qemu there'),
    /** Whether it can be seen which files all processes have open. */
    seesEveryProcess: lines.includes('processes seen'),
  };
}

function kernelIn(lines: readonly string[]): 'READABLE' | 'UNREADABLE' | 'MISSING' {
  if (lines.includes('readable kernel')) return 'READABLE';
  return lines.includes('kernel there') ? 'UNREADABLE' : 'MISSING';
}
