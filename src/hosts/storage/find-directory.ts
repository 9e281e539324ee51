import { directoryRefusal } from '../../domain/host/directory-rule.ts';
import { isPlain, shown } from '../../domain/plain-name.ts';
import { isWhole } from '../images/files/file-facts.ts';
import { locateAtOnce } from '../images/files/image-files.ts';
import type { DirectoryFound } from '../inventory.ts';
import type { Transport } from '../transport/transport.ts';

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
  // What is in it is asked for, so that it must be a directory that may be entered.
  const inside = `${path}/.`;
  const located = await locateAtOnce(transport, [inside, ...ownDirectories], timeoutMs);
  const found = located?.get(inside);
  if (!located || !found) {
    return refused(`${path} gave no answer in ${timeoutMs / 1000} s: see that its storage answers.`);
  }
  const { realPath, facts, reason } = found;
  if (!isWhole(realPath) || !isSpeakable(realPath)) {
    return refused(
      `${path} leads to a directory whose name is no UTF-8 or holds control characters: rename that directory, or mount it elsewhere.`,
    );
  }
  if (reason === 'Not a directory') {
    return refused(`${path} is no directory: give the directory that the images lie in.`);
  }
  const isUnreadable = reason === null && facts !== null && !facts.readable;
  if (reason === 'Permission denied' || isUnreadable) {
    return refused(
      `${path} may not be read: let the user that runs Winnow read and enter it (chmod or setfacl).`,
    );
  }
  if (reason !== null || facts === null) {
    return refused(`${path} is not there: make or mount it on the host, or correct the path.`);
  }
  const own = ownDirectories.map((directory) => located.get(directory)?.realPath ?? directory);
  const refusal = directoryRefusal(realPath, own);
  if (refusal === null) return { ok: true, realPath };
  const leads = path === realPath ? path : `${path} leads to ${realPath}, which`;
  return refused(`${leads} ${refusal}: give a directory that holds disk images and little else.`);
}

const isSpeakable = (path: string) => path.startsWith('/') && isPlain(path);
