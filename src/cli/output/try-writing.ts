import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '../../common/make-directory.ts';

/** Tries to write in a directory, made where it is missing; answers with the problem, null when there is none. */
export async function tryWriting(directory: string): Promise<string | null> {
  const file = join(directory, `.winnow-${process.pid}`);
  try {
    makeDirectory(directory);
    await writeFile(file, 'x', { flag: 'wx' });
    await rm(file);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
