import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createImageFinder } from '../../src/hosts/images/find-images.ts';
import { createLocalTransport } from '../../src/hosts/transport/local-transport.ts';
import type { Result } from '../report.ts';
import { makeSite } from '../site.ts';
import { median } from '../statistics.ts';

const images = 1000;
const rounds = 7;
const atOnce = Math.min(4, availableParallelism());

/** A look at 1,000 images, and a second one, against a bare loop of qemu-img over them at the same low priority. */
export async function scan(): Promise<Result[]> {
  const site = makeSite();
  try {
    const sample = join(site.directory, 'sample.qcow2');
    execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', sample, '10G']);
    for (let image = 0; image < images; image += 1) {
      copyFileSync(sample, join(site.images, `disk-${image}.qcow2`));
    }
    const times: { bare: number; first: number; second: number }[] = [];
    // The first round fills caches and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      const find = createImageFinder(createLocalTransport(), 'qemu-img', async ({ directories }) => ({
        ...{ directories, own: [] },
        named: { directories: [], files: [] },
      }));
      const bare = () => seconds(() => bareLoop(site.images));
      const ours = () => seconds(() => look(find, site.images));
      // Alternating, so that neither side has the better place.
      const one = round % 2 === 0 ? await bare() : null;
      const first = await ours();
      const second = await ours();
      const time = { bare: one ?? (await bare()), first, second };
      if (round > 0) times.push(time);
    }
    const tell = (side: 'bare' | 'first' | 'second') => median(times.map((time) => time[side])).toFixed(2);
    const detail = `medians: bare ${tell('bare')} s, first ${tell('first')} s, second ${tell('second')} s; ${atOnce} at once`;
    return [
      {
        name: `scan: ${images} qcow2 images, of a bare loop of qemu-img`,
        rounds: times.map(({ bare, first }) => first / bare),
        unit: '×',
        target: { atMost: 1.2 },
        detail,
      },
      {
        name: 'scan: a second one with nothing changed, of the same bare loop',
        rounds: times.map(({ bare, second }) => second / bare),
        unit: '×',
        target: { atMost: 0.2 },
        detail,
      },
    ];
  } finally {
    site.remove();
  }
}

async function bareLoop(directory: string): Promise<void> {
  const script = `find "$1" -name '*.qcow2' -print0 |
    nice -n 19 ionice -c 3 xargs -0 -n 1 -P "$2" qemu-img info --output=json -U -f qcow2 >/dev/null`;
  const [status] = await once(spawn('sh', ['-c', script, 'sh', directory, String(atOnce)]), 'exit');
  if (status !== 0) throw new Error(`The bare loop ended with ${status}.`);
}

async function look(find: ReturnType<typeof createImageFinder>, directory: string): Promise<void> {
  const { images: found, problems } = await find({ wanted: [], directories: [directory] });
  const read = found.filter(({ virtualSize }) => virtualSize === 10 * 2 ** 30).length;
  if (read !== images || problems.length > 0) throw new Error(`${read} of ${images} images were read.`);
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
