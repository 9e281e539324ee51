import { describe, expect, it } from 'vitest';
import { readLvmReport } from '../../../src/hosts/volumes/lvm-report.ts';
import { recorded } from './recorded-volumes.ts';

const id = (letter: string) => letter.repeat(32);
const report = (groups: object[], before = '') => `${before}${JSON.stringify({ report: groups })}`;
const group = (vg: object, more: object = {}) => ({
  vg: [{ vg_uuid: id('g'), vg_name: 'vg', ...vg }],
  ...more,
});
const volumesOf = (...lv: object[]) => readLvmReport(report([group({}, { lv })])).groups[0]?.volumes;

describe('what LVM reports', () => {
  it('is read of a real host, each group with its volumes, ids without hyphens', () => {
    const { systemId, groups } = readLvmReport(recorded('layouts').volumes);
    expect(systemId).toBeNull();
    expect(groups.map(({ name }) => name)).toEqual([
      ...['theirs', '1a2b3c4d-0000-4000-8000-00000000000a', 'lost', 'away', 'slow', 'guest', 'fast-vg'],
    ]);
    expect(groups.find(({ name }) => name === 'lost')).toEqual({
      ...{ id: '2z5EmbLQb8gq8FnGbQRd8y4VKj6ogQr4', name: 'lost', exported: false, missing: 1 },
      ...{ lockType: null, systemId: null, tags: [] },
      physicalVolumes: [
        { id: 'MI2cJbtogEuepVomsJWc816N2NXBkT9M', device: '8:64' },
        { id: 'AQBAhtcSg9fpFCnzoOcsbA84WCCsFQUk', device: null },
      ],
      volumes: [
        expect.objectContaining({ name: 'gone', physicalVolumes: ['AQBAhtcSg9fpFCnzoOcsbA84WCCsFQUk'] }),
        {
          ...{ id: 'WU0BBawt7QFVnF32yR73pWvLwzbQoRPH', name: 'here', layout: 'linear', roles: ['public'] },
          ...{ bytes: 8388608, readOnly: false, parent: null, originId: null, poolId: null, dataId: null },
          ...{ discards: null, chunkBytes: 0, physicalVolumes: ['MI2cJbtogEuepVomsJWc816N2NXBkT9M'] },
        },
      ],
    });
  });

  it('begins with the system ID of the host, where it has one', () => {
    expect(readLvmReport(report([], '  system ID: here-1\n')).systemId).toBe('here-1');
  });

  it('is read of older ones, that lack fields, and of others, that write numbers', () => {
    const old = { vg: [{ vg_uuid: id('g'), vg_name: 'vg' }] };
    expect(readLvmReport(report([old])).groups).toEqual([
      {
        ...{ id: id('g'), name: 'vg', exported: false, missing: 0, lockType: null, systemId: null },
        ...{ tags: [], physicalVolumes: [], volumes: [] },
      },
    ]);
    const numbers = group({ vg_missing_pv_count: 2, vg_exported: 1, vg_lock_type: 'none' });
    expect(readLvmReport(report([numbers])).groups).toMatchObject([
      { missing: 2, exported: true, lockType: null },
    ]);
    expect(volumesOf({ lv_uuid: id('v'), lv_name: 'lv', lv_size: 4096 })).toMatchObject([{ bytes: 4096 }]);
  });

  it('is read of those that write lists and flags as such', () => {
    const vg = { vg_tags: ['one', 'RHAT_storage_domain'], vg_exported: true, vg_lock_type: null };
    expect(readLvmReport(report([group(vg)])).groups).toMatchObject([
      { tags: ['one', 'RHAT_storage_domain'], exported: true, lockType: null },
    ]);
    expect(readLvmReport(report([group({ vg_exported: false })])).groups).toMatchObject([
      { exported: false },
    ]);
  });

  it.each(['../etc', 'a/b', '-rf', '.', '..', '', 'a\nb', '$(id)', 'a b', `${'x'.repeat(129)}`, '名'])(
    'is left out where it has a name that LVM would not give: %j',
    (name) => {
      expect(readLvmReport(report([group({ vg_name: name })])).groups).toEqual([]);
      expect(volumesOf({ lv_uuid: id('v'), lv_name: name })).toEqual([]);
    },
  );

  it('is left out where it has no id', () => {
    expect(readLvmReport(report([group({ vg_uuid: 'g' }), group({ vg_uuid: '' })])).groups).toEqual([]);
    expect(volumesOf({ lv_uuid: `${id('v')}/`, lv_name: 'lv' })).toEqual([]);
  });

  it.each(['', 'no report', '{"report":', '[]', '{}'])('is no report: %j', (said) => {
    expect(() => readLvmReport(said)).toThrow();
  });
});
