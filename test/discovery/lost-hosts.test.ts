import { expect, test } from 'vitest';
import { findLostHosts } from '../../src/discovery/watch-hosts.ts';
import type { HostId } from '../../src/domain/ids.ts';
import type { HostView } from '../../src/projections/views.ts';
import { aHostView } from '../support/a-host-view.ts';

const host = (id: HostId, contact: 'IN_CONTACT' | 'LOST' | null): HostView =>
  aHostView({
    id,
    observation:
      contact === null ? null : { contact, machines: 'KNOWN', mounts: [], blockDevices: [], problems: [] },
  });
const hosts = [
  host('host_a', 'IN_CONTACT'),
  host('host_b', 'IN_CONTACT'),
  host('host_c', 'LOST'),
  host('host_d', null),
];
const ids = (lost: readonly HostView[]) => lost.map(({ id }) => id);

test('a host is lost when it had no server for longer than it takes to be missed', () => {
  const lostHosts = findLostHosts(15);
  const present = new Set<HostId>(['host_a']);
  expect(ids(lostHosts(hosts, present, 0))).toEqual([]);
  expect(ids(lostHosts(hosts, present, 15))).toEqual([]);
  expect(ids(lostHosts(hosts, present, 16))).toEqual(['host_b']);
});

test('a server that came back in time begins anew', () => {
  const lostHosts = findLostHosts(15);
  lostHosts(hosts, new Set(), 0);
  lostHosts(hosts, new Set(['host_a', 'host_b']), 14);
  expect(ids(lostHosts(hosts, new Set(['host_a']), 20))).toEqual([]);
  expect(ids(lostHosts(hosts, new Set(['host_a']), 36))).toEqual(['host_b']);
});
