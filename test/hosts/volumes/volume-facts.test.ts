import { describe, expect, it } from 'vitest';
import { volumesOf } from './recorded-volumes.ts';

const { facts } = volumesOf('layouts');

describe('the facts of a volume', () => {
  it('are those of a plain one', () => {
    expect(facts('fast-vg/web-1')).toEqual({
      ...{ id: 'nFfU3njj4JN9qFM5jmhoBRshOve7S6Jb', kind: 'THICK', layout: 'linear', oldSnapshots: 0 },
      ...{ isOldSnapshot: false, sharesChunks: false, holdsPhysicalVolume: false, readOnly: false },
      guarded: false,
      ...{ pool: null, physicalVolumes: ['VIIeOlX9lVCdjLTVxkxYIk55aQXWYsE3'] },
    });
  });

  it('have all physical volumes of a striped one', () => {
    expect(facts('fast-vg/striped')).toMatchObject({ kind: 'THICK', layout: 'striped' });
    expect(facts('fast-vg/striped').physicalVolumes).toHaveLength(2);
  });

  it('have the physical volumes of the parts of a mirrored one, which Winnow does not sparsify', () => {
    const mirrored = facts('fast-vg/mirrored');
    expect(mirrored).toMatchObject({ kind: 'OTHER', layout: 'raid,raid1' });
    expect(mirrored.physicalVolumes).toHaveLength(2);
  });

  it('tell of snapshots of the old kind, on both sides', () => {
    expect(facts('fast-vg/origin')).toMatchObject({ oldSnapshots: 1, isOldSnapshot: false });
    expect(facts('fast-vg/old-snap')).toMatchObject({ oldSnapshots: 0, isOldSnapshot: true });
  });

  it('tell what may not be written', () => {
    expect(facts('fast-vg/fixed').readOnly).toBe(true);
  });

  it('have the pool of a thin one, and the physical volumes of its data', () => {
    expect(facts('slow/thin-snap')).toMatchObject({
      ...{ kind: 'THIN', layout: 'thin,sparse', sharesChunks: true, isOldSnapshot: false },
      pool: { name: 'pool', discards: 'passdown', health: null },
      physicalVolumes: ['cHuez8aEZkBF1hZwk4G7QCcErjCdEVFa'],
    });
    expect(facts('slow/thin').sharesChunks).toBe(true);
    expect(facts('slow/sleeping').sharesChunks).toBe(false);
    expect(facts('slow/kept').pool).toEqual({ name: 'keeper', discards: 'ignore', health: null });
    expect(volumesOf('twins').facts('slow/alone').pool?.health).toBe('out_of_data');
  });

  it('tell that LVM has a physical volume on it', () => {
    expect(facts('slow/alone').holdsPhysicalVolume).toBe(true);
    expect(facts('slow/thin').holdsPhysicalVolume).toBe(false);
  });

  it('tell so too where the physical volume is in no group yet', () => {
    // As `lvm fullreport` says it of one just made on fast-vg/fixed.
    const orphan = {
      pv: [
        {
          pv_uuid: 'fuHZX2-aHNc-Aetr-X8oZ-dKa5-1J6P-6zJP7z',
          ...{ pv_major: '253', pv_minor: '3', pv_missing: '' },
        },
      ],
      pvseg: [{ pv_uuid: 'fuHZX2-aHNc-Aetr-X8oZ-dKa5-1J6P-6zJP7z', lv_uuid: '' }],
    };
    const withIt = volumesOf('layouts', (said) => {
      const start = said.indexOf('{');
      const { report } = JSON.parse(said.slice(start));
      return `${said.slice(0, start)}${JSON.stringify({ report: [...report, orphan] })}`;
    });
    expect(withIt.facts('fast-vg/fixed').holdsPhysicalVolume).toBe(true);
    expect(facts('fast-vg/fixed').holdsPhysicalVolume).toBe(false);
  });

  it('are not those of a plain one where its extents are being moved', () => {
    const moved = volumesOf('layouts', (said) =>
      said.replaceAll('"lv_uuid":"nFfU3n-jj4J-N9qF-M5jm-hoBR-shOv-e7S6Jb"}', '"lv_uuid":""}'),
    );
    expect(moved.facts('fast-vg/web-1')).toMatchObject({ kind: 'OTHER', physicalVolumes: [] });
  });

  it('end where parts are named in a circle', () => {
    const circle = volumesOf('layouts', (said) =>
      said.replace('"lv_parent":"mirrored"', '"lv_parent":"mirrored_rimage_0"'),
    );
    expect(circle.facts('fast-vg/mirrored').kind).toBe('OTHER');
  });
});
