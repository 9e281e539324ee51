import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { observationOf } from '../../../src/hosts/images/observation.ts';
import { createStorageFinder } from '../../../src/hosts/storage/find-storage.ts';
import { storageOf } from '../../../src/hosts/storage/storage-of.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { anImageSearch, imageAt } from '../images/an-image-search.ts';
import { loopGroup } from './loop-group.ts';

const bytes = 8 * 1024 ** 2;

describe('a volume group of this machine', () => {
  it('is found with its volume, which is not active', async () => {
    const { name, path } = loopGroup();
    const found = await createStorageFinder(createLocalTransport(), { sgVpd: 'sg_vpd' }).find();
    const device = found.blockDevices.find((each) => each.volumeGroup === name);
    expect(device).toMatchObject({
      ...{ path, type: 'lvm', bytes, active: false, volumeId: expect.stringMatching(/^\w{32}$/) },
      discard: { maxBytes: expect.any(Number), granularity: expect.any(Number) },
    });
    expect(found.volumeGroups?.get(device?.volumeGroupId ?? '')?.facts).toMatchObject({
      ...{ exported: false, missing: 0, lockType: null, foreignSystemId: null, ovirtDataCenter: null },
      ...{ ambiguous: false, mayBeShared: false, physicalVolumes: [{ discard: expect.anything() }] },
    });
    expect(storageOf(`/dev/${name}/web-1`, found)).toMatchObject({
      ...{ kind: 'VOLUME_GROUP', identity: `vg:${device?.volumeGroupId}` },
      facts: { volumeGroup: { missing: 0 } },
    });
  });
});

describe('an image on a volume that is not active', () => {
  it('is known by its names and by links that lead there, and is not read', async () => {
    const { volume, path } = loopGroup();
    const { at, find } = anImageSearch();
    symlinkSync(volume, at('link'));
    const found = await find({
      wanted: [
        { path: at('link'), format: 'raw' },
        { path: volume, format: null },
        { path: `${volume}x`, format: null },
      ],
      directories: [],
    });
    expect(found.missing).toEqual([`${volume}x`]);
    expect(found.images).toHaveLength(1);
    expect(imageAt(found, path)).toMatchObject({
      ...{ type: 'BLOCK', active: false, format: 'raw', formatBasis: 'DECLARED', virtualSize: bytes },
      ...{ allocatedBytes: bytes, unreadable: null, fault: null, chain: [] },
      volume: { kind: 'THICK', layout: 'linear', pool: null, readOnly: false },
    });
  });

  it('leaves what was known of it as it was, but for what LVM says now', async () => {
    const { volume, path, lvm } = loopGroup();
    lvm('lvchange', '-pr', volume.slice('/dev/'.length));
    const image = imageAt(await anImageSearch().wanted(volume, 'qcow2'), path);
    expect(image && observationOf(image)).toEqual({
      ...{ present: true, formatName: 'qcow2', allocatedBytes: bytes, unreadable: null, fault: null },
      volume: expect.objectContaining({ readOnly: true }),
    });
  });

  it('is not said to be missing where LVM does not answer', async () => {
    const local = createLocalTransport();
    const silent = anImageSearch({
      transport: {
        ...local,
        run: async (command) =>
          command.args[1]?.includes('fullreport')
            ? { exitCode: null, stdout: '', stderr: '', timedOut: true, process: 1 }
            : local.run(command),
      },
    });
    const found = await silent.wanted('/dev/winnow-nowhere/disk', 'raw');
    expect(found).toMatchObject({ images: [], missing: [], unanswered: ['/dev/winnow-nowhere/disk'] });
  });
});
