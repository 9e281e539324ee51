import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureProgram } from './seen-fixtures.ts';

/** A stand-in for virt-sparsify; what it can do stands at its top. */
export const fakeVirtSparsify = fixtureProgram('fake-virt-sparsify');

/**
 * Makes a raw image that the fake can shrink: `NAME.BEHAVIOUR.raw` tells it what to do. Of so many bytes, and a hole, as a
 * full one may have been made so on purpose.
 */
export function makeFakeImage(directory: string, name: string, bytes = 1024 * 1024): string {
  const path = join(directory, name);
  writeFileSync(path, Buffer.alloc(bytes, 7));
  if (bytes > 0) truncateSync(path, bytes + 4096);
  return path;
}

/** Lets an image named `*.wait.raw` go on to its end. */
export const letGo = (image: string): void => appendFileSync(`${image}.go`, '');

/** The images that the fake was started on, in order, from the file that FAKE_STARTS names. */
export const startsIn = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
