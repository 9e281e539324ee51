import { describe, expect, it } from 'vitest';
import { blockDevicesOf } from '../../../src/hosts/storage/block-devices.ts';
import { deviceLayers } from '../../../src/hosts/storage/device-layers.ts';
import { readLogicalVolume } from '../../../src/hosts/storage/device-mapper.ts';
import { readDeviceTree } from '../../../src/hosts/storage/device-tree.ts';
import { readProvisioning } from '../../../src/hosts/storage/provisioning.ts';

/** A device of lsblk, by its documentation: multipath, iSCSI and mirrors are not on the machines of the tests. */
const node = (name: string, type: string, discMax: number, children: object[] = [], kname = name) => ({
  ...{ name: `/dev/${name}`, kname: `/dev/${kname}`, 'maj:min': '8:0', type, size: 1024, ro: false },
  ...{ 'disc-gran': discMax && 4096, 'disc-max': discMax, children },
});
const read = (
  devices: object[],
  pages: Record<string, { unmap: boolean | null; readsZeros: boolean | null }> = {},
  mapped: Record<string, string> = {},
) => {
  const nodes = readDeviceTree(JSON.stringify({ blockdevices: devices }));
  const layers = deviceLayers(nodes, {
    provisioning: new Map(Object.entries(pages)),
    mapped: new Map(Object.entries(mapped)),
    transports: new Map(),
  });
  return blockDevicesOf(nodes, layers);
};
const discardOf = (devices: ReturnType<typeof read>, path: string) =>
  devices.find((device) => device.path === path)?.discard;

const good = { unmap: true, readsZeros: true };
const lvm = (layer = '') => `LVM-${'g'.repeat(32)}${'v'.repeat(32)}${layer}`;

describe('what is left of discards through the layers', () => {
  it('is the least of all paths of a multipath device, which is told once', () => {
    const mpath = () =>
      node('mapper/mpatha', 'mpath', 1000, [node('mapper/mpatha1', 'part', 1000, [], 'dm-1')], 'dm-0');
    const devices = read([node('sda', 'disk', 1000, [mpath()]), node('sdb', 'disk', 500, [mpath()])], {
      sda: good,
      sdb: { unmap: true, readsZeros: false },
    });
    expect(devices.map(({ path }) => path)).toEqual([
      ...['/dev/sda', '/dev/mapper/mpatha', '/dev/mapper/mpatha1', '/dev/sdb'],
    ]);
    const least = { maxBytes: 500, granularity: 4096, unmap: true, readsZeros: false };
    expect(discardOf(devices, '/dev/mapper/mpatha')).toEqual(least);
    expect(discardOf(devices, '/dev/mapper/mpatha1')).toEqual(least);
  });

  it('is nothing where one layer passes none on', () => {
    const crypt = node('mapper/sealed', 'crypt', 0, [node('mapper/vg-lv', 'lvm', 1000, [], 'dm-1')], 'dm-0');
    const devices = read([node('sda', 'disk', 1000, [crypt])], { sda: good }, { 'dm-1': lvm() });
    expect(discardOf(devices, '/dev/mapper/vg-lv')).toMatchObject({ maxBytes: 0, unmap: true });
  });

  it('is what the disk says of a volume that lies on a disk without a page and one that refuses', () => {
    const volume = () => node('mapper/vg-lv', 'lvm', 1000, [], 'dm-0');
    const devices = read([node('nvme0n1', 'disk', 1000, [volume()]), node('sda', 'disk', 1000, [volume()])], {
      sda: { unmap: false, readsZeros: null },
    });
    expect(discardOf(devices, '/dev/nvme0n1')).toMatchObject({ unmap: null, readsZeros: null });
    expect(discardOf(devices, '/dev/mapper/vg-lv')).toMatchObject({ unmap: false, readsZeros: null });
  });

  it('is for a thin volume what its pool takes, whose hidden parts are not told', () => {
    const thin = node('mapper/vg-thin', 'lvm', 9000, [], 'dm-2');
    const pool = node('mapper/vg-pool-tpool', 'lvm', 0, [thin], 'dm-1');
    const data = node('mapper/vg-pool_tdata', 'lvm', 0, [pool], 'dm-0');
    const mapped = { 'dm-0': lvm('-tdata'), 'dm-1': lvm('-tpool'), 'dm-2': lvm() };
    const devices = read(
      [node('sda', 'disk', 0, [data])],
      { sda: { unmap: false, readsZeros: false } },
      mapped,
    );
    expect(devices).toMatchObject([
      { path: '/dev/sda', volumeGroup: null },
      {
        ...{ path: '/dev/mapper/vg-thin', kernelPath: '/dev/dm-2', volumeGroup: 'vg' },
        ...{ volumeGroupId: 'g'.repeat(32), discard: { maxBytes: 9000, unmap: null } },
      },
    ]);
  });

  it('is the largest number that can be told where the kernel knows no bound', () => {
    const [device] = read([node('sda', 'disk', 2 ** 64 - 4096)]);
    expect(device?.discard.maxBytes).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('is read from older ones, that write all as text', () => {
    const old = { ...node('sda', 'disk', 0), size: '2048', ro: '1', 'disc-gran': '512', 'disc-max': '1024' };
    expect(read([old])).toMatchObject([
      { bytes: 2048, readOnly: true, discard: { maxBytes: 1024, granularity: 512, unmap: null } },
    ]);
  });

  it('is not asked of drives without a disk, of compressed memory, or of packed programs', () => {
    const snap = { ...node('loop3', 'loop', 0), ro: true };
    const empty = { ...node('sdc', 'disk', 0), size: 0 };
    expect(
      read([node('sr0', 'rom', 0), node('zram0', 'disk', 0), snap, empty, node('loop1', 'loop', 1)]),
    ).toMatchObject([{ path: '/dev/loop1' }]);
  });
});

describe('the pages of a SCSI disk', () => {
  // Of a disk of QEMU's: seen in a virtual machine. The others are made from it by the bits of SBC-4.
  const limits =
    '00 b0 00 3c 01 00 00 00 00 3f ff ff 00 00 00 00 00 00 00 00 00 20 00 00 00 00 00 ff 00 00 00 08';
  const noUnmap = limits.replace('00 20 00 00', '00 00 00 00');

  it.each([
    ['00 b2 00 04 00 e0 02 00', limits, { unmap: true, readsZeros: false }],
    ['00 b2 00 04 00 84 02 00', limits, { unmap: true, readsZeros: true }],
    ['00 b2 00 04 00 84 02 00', null, { unmap: true, readsZeros: true }],
    ['00 b2 00 04 00 84 02 00', noUnmap, { unmap: false, readsZeros: true }],
    ['00 b2 00 04 00 44 02 00', noUnmap, { unmap: true, readsZeros: true }],
    ['00 b2 00 04 00 08 02 00', limits, { unmap: false, readsZeros: false }],
    ['00 b2 00 04 00 00 01 00', limits, { unmap: false, readsZeros: false }],
    ['00 b0 00 04 00 e0 02 00', limits, { unmap: null, readsZeros: null }],
    ['00 b2 00 00', limits, { unmap: null, readsZeros: null }],
    ['', null, { unmap: null, readsZeros: null }],
    [null, null, { unmap: null, readsZeros: null }],
  ])('%s with limits %s', (page, limitsPage, told) => {
    expect(readProvisioning(page, limitsPage)).toEqual(told);
  });
});

describe('the names of device-mapper', () => {
  it.each([
    [lvm(), 'vg-lv', 'vg'],
    [lvm(), 'fast--vg-web--1', 'fast-vg'],
    [lvm(), 'a---b', 'a-'],
    ['CRYPT-PLAIN-sealed', 'vg-lv', undefined],
    ['mpath-360014', 'mpatha', undefined],
    ['', '/dev/sda', undefined],
  ])('%s %s', (uuid, name, volumeGroup) => {
    expect(readLogicalVolume(uuid, name)?.volumeGroup).toBe(volumeGroup);
  });
});
