import { readFileSync } from 'node:fs';
import { directoryRefusal } from '../../domain/host/directory-rule.ts';
import { isPlain, shown } from '../../domain/plain-name.ts';
import type { DirectoryFound } from '../inventory.ts';
import { runScript } from '../transport/run-script.ts';
import type { Transport } from '../transport/transport.ts';
import { realPaths } from './real-paths.ts';

const script = readFileSync(new URL('find-directory.sh', import.meta.url), 'utf8');
const timeoutMs = 20_000;

/** Finds out whether a directory of the host is there and may be read, and where it really lies. */
export async function findDirectory(
  transport: Transport,
  path: string,
  ownDirectories: readonly string[] = [],
): Promise<DirectoryFound> {
  const refused = (message: string): DirectoryFound => ({ ok: false, message });
  if (!isSpeakable(path)) {
    return refused(
      `"${shown(path)}" is no absolute path, or holds control characters: give one that begins with "/".`,
    );
  }
  const answer = await runScript(transport, { script, args: [path], timeoutMs });
  if (!answer.heard) {
    return refused(
      answer.timedOut
        ? `${path} gave no answer in ${timeoutMs / 1000} s: see that its storage answers.`
        : `${path} could not be inspected (${answer.why}): see that the host can start programs.`,
    );
  }
  const realPath = answer.text('realPath');
  const own = await realPaths(transport, ownDirectories);
  const checked = (given: string, real: string): DirectoryFound => {
    const refusal = directoryRefusal(real, [...own.values()]);
    const leads = given === real ? given : `${given} leads to ${real}, which`;
    return refusal === null
      ? { ok: true, realPath: real }
      : refused(`${leads} ${refusal}: give a directory that holds disk images and little else.`);
  };
  switch (answer.text('found')) {
    case 'DIRECTORY':
      return realPath !== null && isSpeakable(realPath)
        ? checked(path, realPath)
        : refused(
            `${path} leads to a directory whose name is no UTF-8 or holds control characters: rename that directory, or mount it elsewhere.`,
          );
    case 'MISSING':
      return refused(`${path} is not there: make or mount it on the host, or correct the path.`);
    case 'OTHER':
      return refused(`${path} is no directory: give the directory that the images lie in.`);
    case 'FORBIDDEN':
      return refused(
        `${path} may not be read: let the user that runs Winnow read and enter it (chmod or setfacl).`,
      );
    default:
      return refused(`${path} could not be inspected: see that the host can start programs.`);
  }
}

const isSpeakable = (path: string) => path.startsWith('/') && isPlain(path);
