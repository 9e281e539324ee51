import { setTimeout as wait } from 'node:timers/promises';
import type { Network } from './network.ts';
import type { Fault, RoundPlan } from './round-plan.ts';
import type { KeptServer } from './servers.ts';
import type { ChaosStore } from './store.ts';

/** How often each kind of fault had its effect. */
export type Tally = Map<string, number>;

/** Lets everything go wrong that is planned, each at its time, and then makes all of it well again. */
export async function inflict(
  { faults }: RoundPlan,
  {
    network,
    store,
    servers,
    tally,
  }: { network: Network; store: ChaosStore; servers: readonly KeptServer[]; tally: Tally },
): Promise<void> {
  const held = new Map<string, number>();

  /** Faults of one kind on one thing may overlap; it is well again when the last has passed. */
  async function hold(what: string, forMs: number, begin: () => unknown, end: () => unknown): Promise<void> {
    const others = held.get(what) ?? 0;
    held.set(what, others + 1);
    if (others === 0) await begin();
    await wait(forMs);
    const left = (held.get(what) ?? 1) - 1;
    held.set(what, left);
    if (left === 0) await end();
  }

  async function inflictOne(fault: Fault): Promise<boolean> {
    switch (fault.kind) {
      case 'KILL':
        return servers[fault.server]?.end('SIGKILL', fault.awayMs, fault.crashAt) ?? false;
      case 'END':
        return servers[fault.server]?.end('SIGTERM', fault.awayMs, fault.crashAt) ?? false;
      case 'STOP': {
        const server = servers[fault.server];
        await hold(
          `server ${fault.server}`,
          fault.forMs,
          () => server?.signal('SIGSTOP'),
          () => server?.signal('SIGCONT'),
        );
        return true;
      }
      case 'PARTITION':
        await hold(
          `wire ${fault.server}`,
          fault.forMs,
          () => network.cut(fault.server),
          () => network.mend(fault.server),
        );
        return true;
      case 'STORE_DOWN':
        await hold('store', fault.forMs, store.down, store.up);
        return true;
      case 'STORE_HANGS':
        await hold(
          'answers',
          fault.forMs,
          () => store.tell({ order: 'HANG', hanging: true }),
          () => store.tell({ order: 'HANG', hanging: false }),
        );
        return true;
      case 'APPENDS':
        await store.tell({ order: 'APPENDS', faults: fault.faults });
        return true;
      case 'SUBSCRIPTIONS':
        await store.tell({ order: 'SUBSCRIPTIONS', how: fault.how });
        return true;
      case 'TWICE':
      case 'EARLY':
        await store.tell({ order: fault.kind });
        return true;
      case 'BREAK_READS':
        await store.tell({ order: 'BREAK_READS', count: fault.count });
        return true;
      default:
        return fault satisfies never;
    }
  }

  await Promise.all(
    faults.map(async ({ atMs, fault }) => {
      await wait(atMs);
      if (!(await inflictOne(fault))) return;
      const kind = 'how' in fault ? `${fault.kind} ${fault.how}` : fault.kind;
      tally.set(kind, (tally.get(kind) ?? 0) + 1);
      if (fault.kind === 'APPENDS') for (const one of fault.faults) tally.set(one, (tally.get(one) ?? 0) + 1);
    }),
  );
  await store.tell({ order: 'HEAL' });
  for (const server of servers) await server.untilWell();
}
