import { eachAtOnce } from '../../common/each-at-once.ts';
import type { HostFinding } from '../../domain/host/events.ts';
import { shown } from '../../domain/plain-name.ts';
import type { RegisteredStorage } from '../storage/registered-storage.ts';
import { type FileFacts, isWhole } from './files/file-facts.ts';
import { isUsable } from './files/image-files.ts';
import { walkDirectory } from './files/walk-directory.ts';
import type { InspectionTools } from './inspect-images.ts';
import { unusablePath } from './wanted-images.ts';

const directoriesAtOnce = 4;

/** Finds the images in directories, each searched by itself: one that hangs keeps the others from nothing. */
export async function findInDirectories(
  { transport, files, unresponsive }: InspectionTools,
  directories: readonly string[],
  limitMs: number,
  registered: RegisteredStorage,
) {
  const found = new Map<string, FileFacts>();
  const problems: HostFinding[] = directories.filter((path) => !isUsable(path)).map(unusablePath);
  const facts = new Map<string, FileFacts>();
  for (const location of (await files.locate(directories.filter(isUsable))).values()) {
    if (location.facts !== null) facts.set(location.realPath, location.facts);
    else if (isWhole(location.realPath)) {
      const reason = location.reason ?? 'No such file or directory';
      problems.push({
        what: `The directory ${shown(location.realPath)} cannot be searched: ${reason}.`,
        remedy: 'Mount or create it on this host, or let the user that runs Winnow enter it.',
      });
    }
  }
  await eachAtOnce([...facts.values()], directoriesAtOnce, async ({ realPath, type }) => {
    if (unresponsive.has(realPath)) return;
    if (type !== 'd') {
      problems.push({
        what: `${shown(realPath)} is no directory, so no images were searched for in it.`,
        remedy: 'Give the directory that the images lie in.',
      });
      return;
    }
    const refusal = registered.directoryRefusal(realPath);
    if (refusal !== null) {
      problems.push({
        what: `The directory ${shown(realPath)} is registered and not searched: it ${refusal}.`,
        remedy: 'Register the directories that the images themselves lie in.',
      });
      return;
    }
    const walk = await walkDirectory(transport, realPath, limitMs);
    for (const file of walk.files) found.set(file.realPath, file);
    problems.push(...walk.problems);
    if (!walk.whole) {
      problems.push({
        what: `Searching ${shown(realPath)} took longer than ${limitMs / 1000} s, so not all images in it were found.`,
        remedy: 'See whether its storage answers; give directories that hold little else than images.',
      });
    }
  });
  return { files: [...found.values()], problems };
}
