import { type FileUsers, readFileUsers } from '../../../../src/hosts/images/use/file-users.ts';
import { runScript } from '../../../../src/hosts/transport/run-script.ts';
import { scriptsOf } from '../../../../src/hosts/transport/scripts-of.ts';
import type { Transport } from '../../../../src/hosts/transport/transport.ts';
import { patience } from '../../../support/patience.ts';

const functions = scriptsOf(import.meta.url, '../../../../src/hosts/images/use/file-users.sh');
const script = `${functions}\nset -u\nbegin_answer\nfile_users $(stat -c '%d %i' -- "$1")\n`;

/** Who uses the file at a path, as a script that has the functions of file-users.sh finds them. */
export async function findFileUsers(transport: Transport, path: string): Promise<FileUsers> {
  const answer = await runScript(transport, { script, args: [path], timeoutMs: patience(30_000) });
  if (!answer.heard || answer.exitCode !== 0) throw new Error(`Who uses ${path} was not reported.`);
  return readFileUsers(answer);
}
