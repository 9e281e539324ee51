import { setTimeout as wait } from 'node:timers/promises';
import { checkViews } from './checks.ts';
import type { Accepted } from './clients.ts';
import type { Histories } from './histories.ts';
import type { KeptServer } from './servers.ts';

/** Tries again until nothing is wrong any more, or it is too late. */
export async function untilNothing(giveUpAt: number, check: () => Promise<string[]>): Promise<string[]> {
  for (;;) {
    const wrong = await check().catch((error: unknown) => [`not to be checked: ${error}`]);
    if (wrong.length === 0 || Date.now() >= giveUpAt) return wrong;
    await wait(500);
  }
}

/** The requests that were accepted; those that go on for longer than that are given up, and those that failed are wrong. */
export async function answered(
  sent: Promise<readonly PromiseSettledResult<Accepted>[]>,
  settleMs: number,
  { tooLong, wrong }: { readonly tooLong: AbortController; readonly wrong: string[] },
): Promise<readonly Accepted[]> {
  const giveUp = setTimeout(() => tooLong.abort(), settleMs);
  const accepted: Accepted[] = [];
  for (const result of await sent) {
    if (result.status === 'fulfilled') accepted.push(result.value);
    else wrong.push(String(result.reason));
  }
  clearTimeout(giveUp);
  return accepted;
}

/** Says what servers tell that the events do not, and what they still have to do; one of them coordinates. */
export async function checkServers(servers: readonly KeptServer[], histories: Histories): Promise<string[]> {
  interface Found {
    readonly system: {
      readonly coordinator: {
        readonly active: boolean;
        readonly runningJobs: number;
        readonly waitingJobs: number;
      };
      readonly servers: readonly { readonly coordinates: boolean }[];
    };
  }
  const wrong: string[] = [];
  let active = 0;
  for (const [index, server] of servers.entries()) {
    const client = server.client();
    if (client === null) return [`server ${index} is not there`];
    wrong.push(...(await checkViews(client, String(index), histories)));
    const { system } = await client.request<Found, Record<string, never>>(
      { document: '{ system { coordinator { active runningJobs waitingJobs } servers { coordinates } } }' },
      {},
    );
    const { coordinator } = system;
    if (coordinator.active) active += 1;
    if (coordinator.runningJobs + coordinator.waitingJobs > 0)
      wrong.push(
        `server ${index} has ${coordinator.runningJobs} jobs running and ${coordinator.waitingJobs} waiting`,
      );
  }
  if (active !== 1) wrong.push(`${active} servers coordinate`);
  return wrong;
}
