import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/** Standard output of this process, and what became of what was written to it. */
export interface StandardOutput {
  readonly stream: Writable;
  /** Waits until all is written; answers whether it was, or nobody wants to read any more. */
  whole(): Promise<boolean>;
}

/** Standard output; `onLost` is called once, when something cannot be written. */
export function standardOutput(onLost: (error: NodeJS.ErrnoException) => void): StandardOutput {
  const stream = isPlain(1) ? wholeWrites(1) : process.stdout;
  let lost = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`winnow jobs | head`) must not end a command in the middle of its work.
    if (error.code === 'EPIPE' || lost) return;
    lost = true;
    onLost(error);
  });
  return {
    stream,
    whole: async () => {
      if (!stream.destroyed) await new Promise<void>((resolve) => stream.write('', () => resolve()));
      // The event of an error comes after the answer to the write that failed.
      await new Promise((resolve) => setImmediate(resolve));
      return !lost;
    },
  };
}

/** A file or a device, which Node writes to with one call, and takes a part for the whole where a disk is full. */
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
