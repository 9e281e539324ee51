import type { Fleet } from '../fleet.ts';
import type { Result } from '../report.ts';

const rounds = 7;
const perRound = 4000;
const connections = 50;

/** Accepted sparsifyDisk requests per second, each on disk and in the views, against constants. */
export async function mutations({ winnow, bare, load, mutate }: Fleet): Promise<Result[]> {
  const ratios: number[] = [];
  const rates: string[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const requests = { ...mutate(perRound), connections };
    const ours = await load.run({ ...requests, url: winnow.url });
    const theirs = await load.run({ ...requests, url: bare.url });
    // The first lets both compile.
    if (round === 0) continue;
    ratios.push(ours.perSecond / theirs.perSecond);
    rates.push(`${ours.perSecond.toFixed(0)}/${theirs.perSecond.toFixed(0)}`);
  }
  return [
    {
      name: 'mutations: sparsifyDisk a second, of the bare server',
      rounds: ratios,
      unit: '×',
      target: { atLeast: 0.5 },
      detail: `${connections} connections, Winnow/bare a second: ${rates.join(' ')}`,
    },
  ];
}
