import { readFileSync } from 'node:fs';
import type { Transport } from '../transport/transport.ts';

const script = readFileSync(new URL('libvirt-traces.sh', import.meta.url), 'utf8');
const timeoutMs = 20_000;

/**
 * Whether virtual machines of libvirt may be on a host: it has run there since the start, or has some defined. That it is
 * installed means nothing: other programs bring it along.
 */
export async function libvirtTraces(transport: Transport): Promise<boolean> {
  const { exitCode, stdout } = await transport.run({ program: 'sh', args: ['-s'], stdin: script, timeoutMs });
  return exitCode !== 0 || stdout.includes('traces');
}
