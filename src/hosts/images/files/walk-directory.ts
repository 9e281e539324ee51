import type { HostFinding } from '../../../domain/host/events.ts';
import { shown } from '../../../domain/plain-name.ts';
import type { Transport } from '../../transport/transport.ts';
import { imageExtensions } from '../format/image-format.ts';
import { type FileFacts, isWhole, parseFileFacts } from './file-facts.ts';
import { imageFilesCommand } from './image-files.ts';

export interface Walk {
  readonly files: readonly FileFacts[];
  readonly problems: readonly HostFinding[];
  /** False when it took too long; what was found until then is given. */
  readonly whole: boolean;
}

const mostShown = 10;

/**
 * Finds the images in a directory, at any depth, by name or header. Links are not followed, other filesystems and hidden
 * directories not entered; hidden and temporary files, and those below 512 bytes, are no images.
 */
export async function walkDirectory(transport: Transport, directory: string, limitMs: number): Promise<Walk> {
  const files: FileFacts[] = [];
  const errors: string[] = [];
  const unnameable: string[] = [];
  let inErrors = false;
  let whole = false;
  const signal = AbortSignal.timeout(limitMs);
  await transport.stream(
    { ...imageFilesCommand('walk', directory, imageExtensions.join(' ')), signal },
    (line) => {
      if (line === 'errors') inErrors = true;
      else if (inErrors && line === 'end') whole = true;
      else if (inErrors) errors.push(line);
      else {
        const facts = parseFileFacts(line.replaceAll('\0', '\n'));
        if (facts === null) return;
        if (isWhole(facts.realPath)) files.push(facts);
        else unnameable.push(facts.realPath);
      }
    },
  );
  return { files, problems: [...badNames(unnameable), ...refusals(directory, errors)], whole };
}

function badNames(paths: readonly string[]): HostFinding[] {
  return some(paths, (path) => ({
    what: `The name of "${shown(path)}" is not valid UTF-8, so the image was not inspected.`,
    remedy: 'Rename it, or the directory that it lies in.',
  }));
}

function refusals(directory: string, errors: readonly string[]): HostFinding[] {
  // What is gone in the meantime is no matter.
  const serious = [...new Set(errors)].filter(
    (error) => /^find: .*: /.test(error) && !/No such file/.test(error),
  );
  return some(serious, (error) => ({
    what: `Not all of ${directory} could be searched: ${shown(error.replace(/^find: /, ''))}.`,
    remedy: 'Let the user that runs Winnow read and enter it (chmod or setfacl).',
  }));
}

/** The first of them, and how many more there are: a directory may hold thousands. */
function some<Item>(items: readonly Item[], problem: (item: Item) => HostFinding): HostFinding[] {
  const shownProblems = items.slice(0, mostShown).map(problem);
  const more = items.length - shownProblems.length;
  const last = shownProblems.at(-1);
  if (more > 0 && last !== undefined)
    shownProblems.push({ what: `… and ${more} more of that kind.`, remedy: last.remedy });
  return shownProblems;
}
