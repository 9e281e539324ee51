import { describe, expect, it } from 'vitest';
import { readActiveVolumes } from '../../../src/hosts/volumes/active-volumes.ts';
import { recorded } from './recorded-volumes.ts';

const lvm = (volume: string, layer = '') => `LVM-${'g'.repeat(32)}${volume.repeat(32)}${layer}`;
const read = (name: 'layouts' | 'twins') => {
  const [mapped = '', status = ''] = recorded(name).mapped.split('\n\n');
  return readActiveVolumes(mapped, status);
};

describe('the logical volumes that a kernel has', () => {
  it('have what a pool has mapped of the thin ones', () => {
    const { volumes, pools } = read('layouts');
    const mappedBytes = (id: string) => volumes.get(id)?.mappedBytes;
    expect(volumes.get('UdeGBxJQbAiGDTWwOXgNfcdCoE6lfYju')).toEqual({
      device: '253:13',
      mappedBytes: 3 * 65536,
    });
    expect(mappedBytes('Nj72T9SgzON7xNLh9pnvRL6BvibznHNS')).toBe(0);
    expect(mappedBytes('nFfU3njj4JN9qFM5jmhoBRshOve7S6Jb')).toBeNull();
    expect([...pools.values()]).toEqual([null, null]);
  });

  it('have a pool that is full', () => {
    expect(read('twins').pools.get('LUdgHaJgfYmIUPnsBbMndbzr0AGMP0DW')).toBe('out_of_data');
  });

  // By the kernel's documentation.
  it.each([
    ['4 1/2 3/4 - rw discard_passdown queue_if_no_space - 256', null],
    ['4 1/2 3/4 - rw discard_passdown queue_if_no_space', null],
    ['4 1/2 3/4 17 out_of_data_space discard_passdown error_if_no_space - 256', 'out_of_data'],
    ['4 1/2 3/4 - ro discard_passdown error_if_no_space - 256', 'metadata_read_only'],
    ['4 1/2 3/4 - ro discard_passdown error_if_no_space needs_check 256', 'check_needed'],
    ['Fail', 'failed'],
    ['Error', 'failed'],
    ['', 'unknown'],
  ])('have a pool that is %j: %s', (words, health) => {
    const { pools } = readActiveVolumes(
      `253:1 ${lvm('p', '-tpool')} vg-pool-tpool`,
      words && `vg-pool-tpool: 0 8192 thin-pool ${words}`,
    );
    expect(pools).toEqual(new Map([['p'.repeat(32), health]]));
  });

  it('are not known by names that others gave', () => {
    const mapped = `253:1 CRYPT-PLAIN-x vg-thin\n253:2 ${lvm('v')} vg-thick\n253:3 ${lvm('t')} vg-t--1`;
    const status = 'vg-thin: 0 8192 thin 8 7\nvg-thick: 0 8192 linear \nvg-t--1: 0 8192 thin Fail';
    expect(readActiveVolumes(mapped, status).volumes).toEqual(
      new Map([
        ['v'.repeat(32), { device: '253:2', mappedBytes: null }],
        ['t'.repeat(32), { device: '253:3', mappedBytes: null }],
      ]),
    );
  });
});
