import { readFileSync } from 'node:fs';
import type { HostFinding } from '../../domain/host/events.ts';
import { HostBusy, HostUnreachable } from '../host.ts';
import type { Transport } from '../transport/transport.ts';
import { installPackage } from './packages.ts';

const script = readFileSync(new URL('host-programs.sh', import.meta.url), 'utf8');

/**
 * Which of the host's own programs are missing, or do not do what the scripts ask of them, and the package to install.
 * @throws HostBusy when the host did not answer within the time.
 */
export async function checkPrograms(transport: Transport, timeoutMs: number): Promise<HostFinding[]> {
  const { stdout, stderr, timedOut } = await transport.run({
    program: 'sh',
    args: ['-s'],
    stdin: script,
    timeoutMs,
  });
  if (timedOut) throw new HostBusy(`The host did not check its programs within ${timeoutMs / 1000} s.`);
  const lines = stdout.split('\n');
  if (!lines.includes('end')) {
    throw new HostUnreachable(`The host did not report on its programs: ${stderr.trim()}`);
  }
  return lines.flatMap((line) => {
    const [, name, what] = /^lacks (\S+) (.+)$/.exec(line) ?? [];
    return name === undefined || what === undefined ? [] : [{ what, remedy: installPackage(name) }];
  });
}
