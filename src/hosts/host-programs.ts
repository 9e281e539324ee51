import { readFileSync } from 'node:fs';
import type { Lack } from '../domain/host/events.ts';
import { HostUnreachable } from './host.ts';
import { installPackage } from './packages.ts';
import type { Transport } from './transport.ts';

const script = readFileSync(new URL('host-programs.sh', import.meta.url), 'utf8');
// Some fifty short processes; a host that takes longer is slow, which is no lack.
const timeoutMs = 20_000;

/** Which of the host's own programs are missing, or do not do what the scripts ask of them, and the package to install. */
export async function findProgramLacks(transport: Transport): Promise<Lack[]> {
  const { stdout, stderr } = await transport.run({ program: 'sh', args: ['-s'], stdin: script, timeoutMs });
  const lines = stdout.split('\n');
  if (!lines.includes('end')) {
    throw new HostUnreachable(`The host did not tell of its programs: ${stderr.trim()}`);
  }
  return lines.flatMap((line) => {
    const [, name, what] = /^lacks (\S+) (.+)$/.exec(line) ?? [];
    return name === undefined || what === undefined ? [] : [{ what, remedy: installPackage(name) }];
  });
}
