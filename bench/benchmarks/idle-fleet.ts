import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { directoryIdOf, hostIdOf, newEventId } from '../../src/common/ids.ts';
import type { HostEvent } from '../../src/domain/host/events.ts';
import type { StorageDomainEvent } from '../../src/domain/storage-domain/events.ts';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/open.ts';
import { inEnvelope } from '../../src/streams/envelope.ts';
import { hostStream, storageDomainStream } from '../../src/streams/names.ts';
import { capable } from '../../test/support/fake-host.ts';
import { makeFakeImage } from '../../test/support/fake-virt-sparsify.ts';
import type { Result } from '../report.ts';
import { startWinnowServer } from '../server.ts';
import { makeSite } from '../site.ts';

const hosts = 1000;
const images = 10;
/** As the target has it: each host is scanned once an hour. */
const targetIntervalSeconds = 3600;
/** What is measured: scans come so much sooner, so that there are enough of them in a few minutes. */
const intervalSeconds = 900;
/** The longest interval that is accepted. */
const mostSeconds = 604_800;
const settleMs = 20_000;
const quietMs = 30_000;
const scannedMs = 130_000;

const ssh = fileURLToPath(new URL('../programs/standing-ssh', import.meta.url));

/** What a server itself uses while it scans 1,000 hosts that have nothing to do, with a stand-in for ssh. */
export async function idleFleet(): Promise<Result[]> {
  const site = makeSite();
  const standIns = join(site.directory, 'hosts');
  mkdirSync(standIns);
  for (let image = 0; image < images; image += 1) makeFakeImage(site.images, `disk-${image}.raw`, 4096);
  // Opened once, so that the host of the server and its directory are there.
  await (await startWinnowServer(site)).stop();
  const store = await openSqliteEventStore({ file: join(site.state, 'events.db') });
  for (let host = 0; host < hosts; host += 1) await seedHost(store, host, site.images, standIns);
  await store.close();

  const start = (scanSeconds: number) =>
    startWinnowServer(site, {
      WINNOW_SSH: ssh,
      STAND_IN_HOSTS: standIns,
      WINNOW_LIBVIRT_URI: 'none',
      WINNOW_PROBE_INTERVAL_SECONDS: '0',
      WINNOW_SCAN_INTERVAL_SECONDS: String(scanSeconds),
    });
  const connections = (): number => {
    const file = join(standIns, 'connections');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
  };
  try {
    // As seldom as can be set: one or none comes in what is measured.
    const quiet = await start(mostSeconds);
    await setTimeout(settleMs);
    const quietCpu = await cpuDuring(quiet, quietMs);
    await quiet.stop();

    const server = await start(intervalSeconds);
    await setTimeout(settleMs);
    const atStart = server.residentBytes();
    const before = connections();
    const busy = await cpuDuring(server, scannedMs);
    const scans = connections() - before;
    const resident = server.residentBytes();
    await server.stop();
    const cpuOfScan = (busy.own - (quietCpu.own * scannedMs) / quietMs) / scans;
    const scaled = quietCpu.own / quietMs + (cpuOfScan * hosts) / (targetIntervalSeconds * 1000);
    const ms = (value: number) => value.toFixed(0);
    return [
      {
        name: `idle-fleet: of a core, ${hosts.toLocaleString('en')} idle hosts scanned once an hour`,
        rounds: [scaled * 100],
        unit: '%',
        target: { atMost: 5 },
        ...(scans === 0 && { lacks: 'no host was scanned' }),
        detail: `scaled from ${scans} scans in ${scannedMs / 1000} s: ${ms(cpuOfScan)} ms of processor time each, and ${((100 * quietCpu.own) / quietMs).toFixed(2)} % without any; children besides, ssh among them, ${ms(busy.children / scans)} ms a scan with the stand-in`,
      },
      {
        name: `idle-fleet: resident, ${hosts.toLocaleString('en')} idle hosts`,
        rounds: [resident / 1e6],
        unit: 'MB',
        target: { atMost: 300 },
        detail: `after ${scans} scans, ${(atStart / 1e6).toFixed(0)} MB before them`,
      },
    ];
  } finally {
    site.remove();
  }
}

/** What a server, and what it started and has ended, use of the processors during a while, in milliseconds. */
async function cpuDuring(
  server: Awaited<ReturnType<typeof startWinnowServer>>,
  ms: number,
): Promise<{ readonly own: number; readonly children: number }> {
  const [own, children] = [server.cpuMicroseconds(), server.childrenMicroseconds()];
  await setTimeout(ms);
  return {
    own: (server.cpuMicroseconds() - own) / 1000,
    children: (server.childrenMicroseconds() - children) / 1000,
  };
}

/** A host that was probed and scanned before, with its directory. */
async function seedHost(store: EventStore, number: number, directory: string, standIns: string) {
  const name = `hv${String(number).padStart(4, '0')}`;
  const machineId = number.toString(16).padStart(32, '0');
  writeFileSync(join(standIns, name), `${machineId}\n`);
  const hostId = hostIdOf(machineId);
  const access = { address: name, hostKey: null, runsDirectory: '/var/lib/winnow/runs' };
  const events: HostEvent[] = [
    { type: 'HostRegistered', data: { name, transport: 'SSH', ssh: access, maxRuns: null, labels: {} } },
    { type: 'HostProbed', data: { ...capable, acceleration: 'KVM', cores: 16 } },
  ];
  await store.append(hostStream(hostId), events.map(recordable), 'NO_STREAM');
  const domainId = directoryIdOf(hostId, directory);
  const registered: StorageDomainEvent = {
    type: 'StorageDomainRegistered',
    data: {
      name: `images of ${name}`,
      kind: 'DIRECTORY',
      mounts: [{ hostId, path: directory, storage: null }],
    },
  };
  await store.append(storageDomainStream(domainId), [recordable(registered)], 'NO_STREAM');
}

function recordable<Event extends { readonly type: string; readonly data: unknown }>(event: Event) {
  const id = newEventId();
  const actor = { kind: 'USER', id: 'bench' } as const;
  return inEnvelope(event, { actor, correlationId: id, causationId: id, at: new Date().toISOString() });
}
