import type { Fleet } from '../fleet.ts';
import type { Result } from '../report.ts';
import { sideBySide } from '../side-by-side.ts';

const perRound = 4000;
const connections = 50;

/** Accepted sparsifyDisk requests per second, each on disk and in the views, against constants. */
export async function mutations(fleet: Fleet): Promise<Result[]> {
  const measured = await sideBySide(fleet, () => ({ ...fleet.mutate(perRound), connections }));
  const name = `mutations: sparsifyDisk a second over ${connections} connections, of the bare server`;
  return [{ name, ...measured, target: { atLeast: 0.3 } }];
}
