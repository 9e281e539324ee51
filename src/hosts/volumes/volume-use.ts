import { HostUnreachable } from '../host.ts';
import { type FileUsers, readFileUsers } from '../images/use/file-users.ts';
import { runScript } from '../transport/run-script.ts';
import { scriptsOf } from '../transport/scripts-of.ts';
import type { Transport } from '../transport/transport.ts';

const script = scriptsOf(import.meta.url, 'volumes.sh', 'volume-use.sh');

// It looks three times, and at the processes of a busy host.
const timeoutMs = 30_000;

/** Who has a logical volume open on a host, by LVM's id, 32 characters; nobody where it is not active there. */
export async function volumeUsers(transport: Pick<Transport, 'run'>, volumeId: string): Promise<FileUsers> {
  const answer = await runScript(transport, { script, args: [volumeId], timeoutMs });
  if (answer.heard && answer.exitCode === 0) return readFileUsers(answer);
  const why = answer.heard ? `status ${answer.exitCode}` : answer.why;
  throw new HostUnreachable(`The host did not report who has volume ${volumeId} open: ${why}`);
}
