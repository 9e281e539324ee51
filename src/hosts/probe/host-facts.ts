import { readFileSync } from 'node:fs';
import type { HostFinding } from '../../domain/host/events.ts';
import { HostBusy, HostUnreachable } from '../host.ts';
import type { Transport } from '../transport/transport.ts';
import { installPackage } from './packages.ts';

/** What a host has, of itself and for the appliance. */
export type HostFacts = Awaited<ReturnType<typeof findHostFacts>>;

const script = readFileSync(new URL('host-facts.sh', import.meta.url), 'utf8');

/** Asks a host what it has. @throws HostBusy when it gives no answer in that time. */
export async function findHostFacts(transport: Transport, timeoutMs: number) {
  const command = { program: 'sh', args: ['-s'], stdin: script, timeoutMs };
  const { stdout, stderr, timedOut } = await transport.run(command);
  if (timedOut) throw new HostBusy(`The host did not report its facts within ${timeoutMs / 1000} s.`);
  const lines = stdout.split('\n');
  if (!lines.includes('end')) {
    throw new HostUnreachable(`The host did not report its facts: ${stderr.trim()}`);
  }
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
    /** The host's own programs that are missing, or do not do what the scripts ask of them, and the package to install. */
    programs: lines.flatMap((line): HostFinding[] => {
      const [, name, what] = /^lacks (\S+) (.+)$/.exec(line) ?? [];
      return name === undefined || what === undefined ? [] : [{ what, remedy: installPackage(name) }];
    }),
  };
}

function kernelIn(lines: readonly string[]): 'READABLE' | 'UNREADABLE' | 'MISSING' {
  if (lines.includes('readable kernel')) return 'READABLE';
  return lines.includes('kernel there') ? 'UNREADABLE' : 'MISSING';
}
