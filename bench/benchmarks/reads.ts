import type { DiskFilter } from '../../src/cli/client/documents.ts';
import type { Fleet } from '../fleet.ts';
import type { Result } from '../report.ts';
import { sideBySide } from '../side-by-side.ts';

const rounds = 7;
const connections = 10;
const perRound = { disk: 6000, disks: 1500 };
const target = { disk: 0.6, disks: 0.75 };

/** Reads among many disks against constants of equal size, and how mutations hold them up. */
export async function reads(fleet: Fleet): Promise<Result[]> {
  return [
    await against(fleet, 'disk'),
    await against(fleet, 'disks'),
    ...(await filtered(fleet)),
    await whileMutating(fleet),
  ];
}

const filters: readonly (readonly [string, DiskFilter])[] = [
  ['an obstacle that 100 have', { obstacles: ['IMAGE_CORRUPT'] }],
  ['an obstacle that 30,000 have', { obstacles: ['VM_NOT_DOWN'] }],
  ['either of the two', { obstacles: ['IMAGE_CORRUPT', 'VM_NOT_DOWN'] }],
  ['nothing in their way', { sparsifiable: true }],
];

/** Pages by obstacle against pages without a filter, of the same server, in all orders in turn. */
async function filtered({ winnow, load, readFiltered }: Fleet): Promise<Result[]> {
  const run = (filter: DiskFilter, amount: number) =>
    load.run({ ...readFiltered(filter), url: winnow.url, connections, amount });
  const ratios = filters.map((): number[] => []);
  const rates = filters.map((): string[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, [, filter]] of filters.entries()) {
      const plain = await run({}, 800);
      const found = await run(filter, 800);
      // The first round lets the server compile.
      if (round === 0) continue;
      ratios[at]?.push(found.perSecond / plain.perSecond);
      rates[at]?.push(`${found.perSecond.toFixed(0)}/${plain.perSecond.toFixed(0)}`);
    }
  }
  return filters.map(([what], at) => ({
    name: `reads: a page of 50 disks with ${what}, of the page without a filter`,
    rounds: ratios[at] ?? [],
    unit: '×',
    target: { atLeast: 0.9 },
    detail: `in each order and direction in turn, filtered/plain a second: ${rates[at]?.join(' ')}`,
  }));
}

async function against(fleet: Fleet, operation: 'disk' | 'disks'): Promise<Result> {
  const requests = { ...fleet.read(operation), connections, amount: perRound[operation] };
  const what = operation === 'disk' ? 'disk(id)' : 'a page of 50 disks';
  const name = `reads: ${what} a second over ${connections} connections, of the bare server`;
  return { name, ...(await sideBySide(fleet, () => requests)), target: { atLeast: target[operation] } };
}

/** The same readers with and without mutations beside them; both at as many requests as the server answers. */
async function whileMutating({ winnow, load, sideLoad, read, mutate }: Fleet): Promise<Result> {
  const ratios: number[] = [];
  const times: string[] = [];
  const requests = { ...read('disk'), url: winnow.url, connections };
  for (let round = 0; round < rounds; round += 1) {
    const alone = await load.run({ ...requests, amount: 4000 });
    const mutating = sideLoad.run({ ...mutate(4000), url: winnow.url, connections });
    const beside = await load.run({ ...requests, amount: 2000 });
    sideLoad.stop();
    const { perSecond } = await mutating;
    ratios.push(beside.milliseconds.p99 / alone.milliseconds.p99);
    times.push(
      `${beside.milliseconds.p99.toFixed(1)}/${alone.milliseconds.p99.toFixed(1)} ms at ${perSecond.toFixed(0)} mutations a second`,
    );
  }
  return {
    name: 'reads: disk(id) at the 99th percentile beside mutations at full rate, of the same without',
    rounds: ratios,
    unit: '×',
    target: { atMost: 3 },
    detail: `${connections} connections each, ${times.join(', ')}`,
  };
}
