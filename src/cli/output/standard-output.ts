import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/** Standard output of this process, and whether all of it was written. */
export interface StandardOutput {
  readonly stream: Writable;
  /** Waits for all writes; answers false when something could not be written. A closed reader is no failure. */
  whole(): Promise<boolean>;
}

/** Opens standard output; `onLost` is called once, at the first write that fails. */
export function standardOutput(onLost: (error: NodeJS.ErrnoException) => void): StandardOutput {
  const stream = isPlain(1) ? wholeWrites(1) : process.stdout;
  let lost = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closes early (`winnow jobs | head`) must not end a command in the middle of its work.
    if (error.code === 'EPIPE' || lost) return;
    lost = true;
    onLost(error);
  });
  return {
    stream,
    whole: async () => {
      if (!stream.destroyed) await new Promise<void>((resolve) => stream.write('', () => resolve()));
      // The error event comes after the callback of the write that failed.
      await new Promise((resolve) => setImmediate(resolve));
      return !lost;
    },
  };
}

/** A file or a device: Node writes it with one call, and takes a partial write on a full disk for a whole one. */
function isPlain(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return found.isFile() || (found.isCharacterDevice() && !process.stdout.isTTY);
  } catch {
    return false;
  }
}

/** Writes all of each piece before the next, or fails. */
export const wholeWrites = (descriptor: number): Writable =>
  new Writable({
    write(piece: Buffer, _encoding, done) {
      try {
        for (let at = 0; at < piece.length; ) at += writeSync(descriptor, piece, at);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
