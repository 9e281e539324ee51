import { readFileSync } from 'node:fs';
import type { Transport } from './transport.ts';

/** A directory that can be looked through for images; or why not, with what to do. */
export type DirectoryFound =
  | { readonly ok: true; readonly realPath: string }
  | { readonly ok: false; readonly message: string };

const script = readFileSync(new URL('find-directory.sh', import.meta.url), 'utf8');
const timeoutMs = 20_000;

/** Looks whether a directory of the host is there and may be read, and where it really lies. */
export async function findDirectory(transport: Transport, path: string): Promise<DirectoryFound> {
  const refused = (message: string): DirectoryFound => ({ ok: false, message });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!path.startsWith('/') || /[\x00-\x1f\x7f]/.test(path)) {
    return refused(
      `${JSON.stringify(path)} is no absolute path, or holds control characters: give one that begins with "/".`,
    );
  }
  const { stdout, timedOut } = await transport.run({
    program: 'sh',
    args: ['-s', '--', path],
    stdin: script,
    timeoutMs,
  });
  const [finding, realPath] = stdout.split('\n');
  if (finding === 'found DIRECTORY' && realPath) return { ok: true, realPath };
  if (finding === 'found MISSING')
    return refused(`${path} is not there: make or mount it on the host, or correct the path.`);
  if (finding === 'found OTHER')
    return refused(`${path} is no directory: give the directory that the images lie in.`);
  if (finding === 'found FORBIDDEN') {
    return refused(
      `${path} may not be read: let the user that runs Winnow read and enter it (chmod or setfacl).`,
    );
  }
  return refused(
    timedOut
      ? `${path} gave no answer in ${timeoutMs / 1000} s: see that its storage answers.`
      : `${path} could not be looked at: see that the host can start programs.`,
  );
}
