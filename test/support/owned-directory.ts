import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a directory for temporary files of that name, and removes those of processes that were killed before they could. */
export async function ownedDirectory(name: string): Promise<string> {
  const prefix = `${name}-`;
  for (const each of await readdir(tmpdir())) {
    const owner = each.startsWith(prefix) ? parseInt(each.slice(prefix.length), 10) : process.pid;
    if (!existsSync(`/proc/${owner}`)) await rm(join(tmpdir(), each), { recursive: true, force: true });
  }
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
}
