import type { Fleet } from './fleet.ts';
import type { LoadRun } from './programs/load.ts';
import type { Result } from './report.ts';
import { median } from './statistics.ts';

const rounds = 7;

/** Requests a second of Winnow and of the bare server, in turns; each round's requests are made anew. */
export async function sideBySide(
  { winnow, bare, load }: Fleet,
  requestsOf: () => Omit<LoadRun, 'url'>,
): Promise<Pick<Result, 'rounds' | 'unit' | 'detail'>> {
  const ratios: number[] = [];
  const rates: string[] = [];
  const cpu: { winnow: number; bare: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const requests = requestsOf();
    const run = async (server: Fleet['winnow']) => {
      const before = server.cpuMicroseconds();
      const { perSecond } = await load.run({ ...requests, url: server.url });
      return { perSecond, cpu: (server.cpuMicroseconds() - before) / requests.amount };
    };
    const ours = await run(winnow);
    const theirs = await run(bare);
    // The first round lets both servers compile.
    if (round === 0) continue;
    ratios.push(ours.perSecond / theirs.perSecond);
    rates.push(`${ours.perSecond.toFixed(0)}/${theirs.perSecond.toFixed(0)}`);
    cpu.push({ winnow: ours.cpu, bare: theirs.cpu });
  }
  const [ours, theirs] = [median(cpu.map((one) => one.winnow)), median(cpu.map((one) => one.bare))];
  return {
    rounds: ratios,
    unit: '×',
    detail: `Winnow/bare a second: ${rates.join(' ')}; processor time of all threads ${ours.toFixed(0)}/${theirs.toFixed(0)} µs a request`,
  };
}
