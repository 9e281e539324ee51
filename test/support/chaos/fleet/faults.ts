import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EventStoreDbDouble } from '../../eventstoredb-double/double.ts';
import { fakeVirtSparsify } from '../../fake-virt-sparsify.ts';
import { patience } from '../../patience.ts';
import type { SshHost } from '../../ssh-hosts.ts';
import type { Tally } from '../faults.ts';
import { tryToKill } from '../keep-logs.ts';
import type { KeptServer } from '../servers.ts';
import type { FleetHosts } from './hosts.ts';
import { confirmDown } from './operator.ts';
import type { FleetFault, FleetPlan, OnHost } from './plan.ts';

const programOf: Readonly<Record<OnHost, string>> = {
  // Scripts run in sh, but for the one that holds a run.
  RUNNER: 'bash',
  TOOL: basename(fakeVirtSparsify),
  EXPORT: 'qemu-storage-daemon',
};

/** So long faults wait for starts of the tool, of which there may be fewer, in milliseconds. */
const startsWithinMs = patience(3000);

interface Parts {
  readonly fleet: FleetHosts;
  readonly hostIds: readonly string[];
  /** The store, where it can go away. */
  readonly double: EventStoreDbDouble | null;
  readonly servers: readonly KeptServer[];
  readonly tally: Tally;
}

/** Lets everything go wrong that is planned, each at its time, and then makes all of it well again. */
export async function inflictOnFleet(
  { faults }: FleetPlan,
  { fleet, hostIds, double, servers, tally }: Parts,
): Promise<void> {
  const queues = new Map<string, Promise<unknown>>();

  /** Of what is done to one thing, one begins when the one before is over. */
  function inTurn<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
    const done = (queues.get(what) ?? Promise.resolve()).then(work);
    queues.set(
      what,
      done.catch(() => undefined),
    );
    return done;
  }

  async function offAndOn(host: SshHost, meanwhile: () => Promise<unknown>): Promise<void> {
    await host.powerOff();
    try {
      await meanwhile();
    } finally {
      await host.powerOn();
    }
  }

  const hostOf = (number: number): SshHost => {
    const host = fleet.hosts[number];
    if (host === undefined) throw new Error(`There is no host ${number}.`);
    return host;
  };

  async function inflictOne(fault: FleetFault): Promise<boolean> {
    switch (fault.kind) {
      case 'KILL_SERVER':
        return servers[fault.server]?.end('SIGKILL', fault.awayMs, fault.crashAt) ?? false;
      case 'STOP_SERVER':
        await inTurn(`server ${fault.server}`, async () => {
          servers[fault.server]?.signal('SIGSTOP');
          await wait(fault.forMs);
          servers[fault.server]?.signal('SIGCONT');
        });
        return true;
      case 'SERVER_AND_HOST':
        servers[fault.server]?.end('SIGKILL', fault.forMs, null);
        await inTurn(`power ${fault.host}`, () => offAndOn(hostOf(fault.host), () => wait(fault.forMs)));
        return true;
      case 'KILL_SSH': {
        const killed = fleet.sshProcesses(fault.which);
        for (const pid of killed) tryToKill(pid);
        return killed.length > 0;
      }
      case 'KILL_SSHD':
        await inTurn(`power ${fault.host}`, async () => {
          await hostOf(fault.host).kill('sshd');
          await wait(fault.forMs);
          await hostOf(fault.host).startSshd();
        });
        return true;
      case 'KILL_ON_HOST':
        await inTurn(`power ${fault.host}`, () => hostOf(fault.host).kill(programOf[fault.what]));
        return true;
      case 'CUT':
        await inTurn(`wire ${fault.host}`, async () => {
          await hostOf(fault.host).cut();
          await wait(fault.forMs);
          await hostOf(fault.host).mend();
        });
        return true;
      case 'POWER_OFF':
        await inTurn(`power ${fault.host}`, () => offAndOn(hostOf(fault.host), () => wait(fault.forMs)));
        return true;
      case 'FILL':
        await inTurn(`power ${fault.host}`, fleet.fill);
        await wait(fault.forMs);
        await inTurn(`power ${fault.host}`, fleet.empty);
        return true;
      case 'CLOCK':
        fleet.setClock(hostOf(fault.host), fault.seconds);
        return true;
      case 'SERVER_CLOCK':
        fleet.setServerClock(fault.seconds);
        for (const server of servers) server.signal('SIGUSR2');
        return true;
      case 'CONFIRM_DOWN':
        await inTurn(`power ${fault.host}`, () =>
          offAndOn(hostOf(fault.host), async () => {
            await confirmDown(servers, hostIds[fault.host] ?? '');
            await wait(fault.forMs);
          }),
        );
        return true;
      case 'STORE_DOWN':
        if (double === null) return false;
        await inTurn('store', async () => {
          await double.stop();
          await wait(fault.forMs);
          await double.start();
        });
        return true;
      default:
        return fault satisfies never;
    }
  }

  const giveUpAt = Date.now() + startsWithinMs;
  async function untilStarted(times: number): Promise<void> {
    while (fleet.starts().length < times && Date.now() < giveUpAt) await wait(50);
  }

  await Promise.all(
    faults.map(async ({ afterStarts, atMs, fault }) => {
      await untilStarted(afterStarts);
      await wait(atMs);
      if (!(await inflictOne(fault))) return;
      const kind = 'what' in fault ? `${fault.kind} ${fault.what}` : fault.kind;
      tally.set(kind, (tally.get(kind) ?? 0) + 1);
    }),
  );
  for (const server of servers) await server.untilWell();
}
