import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own for a benchmark: images, and the state of a server. */
export interface Site {
  readonly directory: string;
  readonly images: string;
  readonly state: string;
  remove(): void;
}

export function makeSite(): Site {
  const directory = mkdtempSync(join(tmpdir(), 'winnow-bench-'));
  const images = join(directory, 'images');
  const state = join(directory, 'state');
  mkdirSync(images);
  mkdirSync(state, { mode: 0o700 });
  const remove = () => {
    process.off('exit', remove);
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  // Whatever ends the benchmark, nothing of it stays.
  process.once('exit', remove);
  return { directory, images, state, remove };
}
