import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What every machine of a room starts from. */
export interface Image {
  /** Raw, and never written: machines have layers on it. */
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
}

const builder = fileURLToPath(new URL('build-image.sh', import.meta.url));

/** The image that the script here builds, which is kept in the user's cache until the script changes. Takes root. */
export async function builtImage(): Promise<Image> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'winnow', 'machine-room');
  const version = createHash('sha256')
    .update(await readFile(builder))
    .digest('hex')
    .slice(0, 16);
  const directory = join(cache, version);
  if (!existsSync(directory)) await build(directory);
  const file = (name: string): string => join(directory, name);
  return { disk: file('disk'), kernel: file('kernel'), initrd: file('initrd') };
}

async function build(directory: string): Promise<void> {
  const building = `${directory}.${process.pid}`;
  await mkdir(join(directory, '..'), { recursive: true });
  console.log(`Building the image of the machine room in ${directory}, which takes some minutes.`);
  try {
    await promisify(execFile)(builder, [building], { maxBuffer: 64 << 20 });
    await rename(building, directory);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    // Another run may have built it meanwhile.
    if (!existsSync(directory)) throw error;
  }
}
