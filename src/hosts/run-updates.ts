import type { RunUpdate } from './host.ts';
import { createSparsifyOutputParser } from './sparsify-output.ts';

/** Takes the tagged lines of a followed run, and tells the whole picture whenever it changes. */
export function createRunFollower(onUpdate: (update: RunUpdate) => void): (line: string) => void {
  const parser = createSparsifyOutputParser();
  let allocatedBytes: number | null = null;
  let last: RunUpdate | null = null;
  return (line) => {
    const text = line.slice(2);
    if (line.startsWith('o ')) parser.stdout(text);
    else if (line.startsWith('e ')) parser.stderr(text);
    else if (/^a \d+$/.test(line)) allocatedBytes = Number(text);
    else return;
    const { phase, filesystemsDone, filesystemsTotal } = parser.progress();
    if (
      last?.phase === phase &&
      last.filesystemsDone === filesystemsDone &&
      last.filesystemsTotal === filesystemsTotal &&
      last.allocatedBytes === allocatedBytes
    ) {
      return;
    }
    last = { phase, filesystemsDone, filesystemsTotal, allocatedBytes };
    onUpdate(last);
  };
}
