import { sameValue } from '../../domain/same-value.ts';
import type { RunUpdate } from '../host.ts';
import { createSignsOfLife } from './signs-of-life.ts';
import { createSparsifyOutputParser } from './sparsify-output.ts';

/** The storage of an image is asked every few seconds. After so many without an answer it hangs; a busy disk takes less. */
const hangsAfterSeconds = 30;

/** Reads the tagged lines of a followed run, and gives the whole picture whenever it changes and with each sample of its work. */
export function createRunFollower(onUpdate: (update: RunUpdate) => void): (line: string) => void {
  const parser = createSparsifyOutputParser();
  const life = createSignsOfLife();
  const storage = createSignsOfLife();
  let last: RunUpdate = {
    ...parser.progress(),
    allocatedBytes: null,
    runSeconds: null,
    silentSeconds: 0,
  };
  let reported = false;

  function report(update: RunUpdate): void {
    last = update;
    reported = true;
    onUpdate(update);
  }

  return (line) => {
    const text = line.slice(2);
    const [, now, began, ticks, bytes] = /^l (\d+) (\d+|-) (\d+) (\d+)$/.exec(line) ?? [];
    if (now !== undefined) {
      const sample = {
        now: Number(now),
        began: began === '-' ? null : Number(began),
        ticks: Number(ticks),
        bytes: Number(bytes),
      };
      const runSeconds = sample.began === null ? null : (sample.now - sample.began) / 100;
      // Its storage answers or does not, whatever its processes do.
      const storageHangs = storage.sampled({ ...sample, ticks: 0, bytes: 0 }) >= hangsAfterSeconds;
      if (storageHangs) life.heard();
      report({ ...last, runSeconds, silentSeconds: life.sampled(sample), storageHangs });
      return;
    }
    if (line === 's') {
      storage.heard();
      return;
    }
    let { allocatedBytes } = last;
    if (line.startsWith('o ')) parser.stdout(text);
    else if (line.startsWith('e ')) parser.stderr(text);
    else if (/^a \d+$/.test(line)) allocatedBytes = Number(text);
    else return;
    life.heard();
    const next = { ...last, ...parser.progress(), allocatedBytes, silentSeconds: 0 };
    if (!reported || !sameValue(next, { ...last, silentSeconds: 0 })) report(next);
  };
}
