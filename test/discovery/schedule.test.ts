import { pino } from 'pino';
import { expect, test } from 'vitest';
import { scanBySchedule } from '../../src/discovery/schedule.ts';
import type { HostId } from '../../src/domain/ids.ts';
import type { HostView } from '../../src/projections/views.ts';
import { aHostView, anAddress } from '../support/a-host-view.ts';

test('scans at once and again, whatever becomes of each, until it is stopped', async () => {
  let scans = 0;
  const enough = Promise.withResolvers<void>();
  const schedule = scanBySchedule({
    scanner: {
      scan: async (hostId, asker, options) => {
        expect([hostId, asker, options]).toEqual(['host_a', null, { probe: false }]);
        scans += 1;
        if (scans === 3) enough.resolve();
        throw new Error('broken');
      },
    },
    ownHostId: 'host_a',
    fleet: new Map(),
    coordinates: () => false,
    views: {
      host: () => {
        throw new Error('The views are damaged.');
      },
    },
    intervalMs: 1,
    probeIntervalMs: 0,
    onScanned: () => undefined,
    logger: pino({ level: 'silent' }),
  });
  await enough.promise;
  await schedule.stop();
  const then = scans;
  await new Promise((resolve) => setImmediate(resolve));
  expect(scans).toBe(then);
});

test('finds out anew what the host can do, again and again, and not with the first scan', async () => {
  const probes: boolean[] = [];
  const twice = Promise.withResolvers<void>();
  const schedule = scanBySchedule({
    scanner: {
      scan: async (_hostId, _asker, { probe = false } = {}) => {
        probes.push(probe);
        if (probes.filter(Boolean).length === 2) twice.resolve();
      },
    },
    ownHostId: 'host_a',
    fleet: new Map(),
    coordinates: () => false,
    views: { host: () => null },
    intervalMs: 1,
    probeIntervalMs: 50,
    onScanned: () => undefined,
    logger: pino({ level: 'silent' }),
  });
  await twice.promise;
  await schedule.stop();
  expect(probes[0]).toBe(false);
});

test('leaves a host with an address to the server that coordinates, its own one included, and tells of each scan', async () => {
  const scanned = new Set<string>();
  const told = new Set<string>();
  let coordinates = false;
  const scans = Promise.withResolvers<void>();
  const looked = Promise.withResolvers<void>();
  const schedule = scanBySchedule({
    scanner: {
      scan: async (hostId) => {
        scanned.add(hostId);
        if (scanned.size === 2) scans.resolve();
      },
    },
    ownHostId: 'host_a',
    fleet: { keys: () => ['host_a', 'host_b'] },
    coordinates: () => {
      looked.resolve();
      return coordinates;
    },
    views: { host: (id) => aHostView({ id, ssh: anAddress }) },
    intervalMs: 1,
    probeIntervalMs: 0,
    onScanned: (id) => void told.add(id),
    logger: pino({ level: 'silent' }),
  });
  await looked.promise;
  await new Promise((resolve) => setImmediate(resolve));
  expect([...scanned]).toEqual([]);
  coordinates = true;
  await scans.promise;
  await schedule.stop();
  expect([...told].toSorted()).toEqual(['host_a', 'host_b']);
});

test('without an interval scans hosts that are out of contact alone, until they are back', async () => {
  const allBack = Promise.withResolvers<void>();
  const scans: HostId[] = [];
  const contacts = new Map<HostId, 'IN_CONTACT' | 'LOST'>([
    ['host_a', 'LOST'],
    ['host_b', 'IN_CONTACT'],
    ['host_c', 'LOST'],
  ]);
  const schedule = scanBySchedule({
    scanner: {
      scan: async (hostId) => {
        scans.push(hostId);
        if (scans.filter((each) => each === hostId).length === 2) contacts.set(hostId, 'IN_CONTACT');
        if (!contacts.values().some((contact) => contact === 'LOST')) allBack.resolve();
      },
    },
    ownHostId: 'host_a',
    fleet: contacts,
    coordinates: () => true,
    views: { host: (id) => ({ observation: { contact: contacts.get(id) } }) as HostView },
    intervalMs: 0,
    probeIntervalMs: 0,
    onScanned: () => undefined,
    lostAgainMs: 1,
    logger: pino({ level: 'silent' }),
  });
  await allBack.promise;
  await schedule.stop();
  expect(scans.toSorted()).toEqual(['host_a', 'host_a', 'host_c', 'host_c']);
});
