import { describe, expect, it } from 'vitest';
import { deviceLayers } from '../../../src/hosts/storage/device-layers.ts';
import { readDeviceTree } from '../../../src/hosts/storage/device-tree.ts';
import { volumeGroupFacts } from '../../../src/hosts/volumes/group-facts.ts';
import { readLvmReport } from '../../../src/hosts/volumes/lvm-report.ts';
import { recorded, volumesOf } from './recorded-volumes.ts';

const layouts = volumesOf('layouts');
const twins = volumesOf('twins');
const ovirt = '1a2b3c4d-0000-4000-8000-00000000000a';

describe('the facts of a volume group', () => {
  it('are those of a plain one', () => {
    const discard = { maxBytes: 1073741824, granularity: 4096, unmap: null, readsZeros: null };
    expect(layouts.groupFacts('fast-vg')).toEqual({
      ...{ exported: false, missing: 0, lockType: null, foreignSystemId: null, ovirtDataCenter: null },
      ...{ ambiguous: false, mayBeShared: true },
      physicalVolumes: [
        { id: 'VIIeOlX9lVCdjLTVxkxYIk55aQXWYsE3', discard },
        { id: 'QKNB02Wgl4m7iv7VrcdwNUL4ETnpalK2', discard },
      ],
    });
  });

  it('tell what keeps it from being used', () => {
    expect(layouts.groupFacts('away')).toMatchObject({ exported: true });
    expect(layouts.groupFacts('lost')).toMatchObject({ missing: 1, physicalVolumes: [expect.anything()] });
    expect(layouts.groupFacts('theirs')).toMatchObject({ foreignSystemId: 'other-host' });
    expect(layouts.groupFacts(ovirt)).toMatchObject({
      ovirtDataCenter: '5849b030-626e-47cb-ad90-3ce782d831b3',
    });
    expect(twins.groupFacts('clustered')).toMatchObject({ lockType: 'sanlock' });
  });

  it('are not foreign where the system ID is that of the host', () => {
    const here = volumesOf('layouts', (said) => said.replace('system ID: ', 'system ID: other-host'));
    expect(here.groupFacts('theirs')).toMatchObject({ foreignSystemId: null });
  });

  it.each([
    ['MDT_POOL_UUID=5849b030&44&99', '5849b030,99'],
    ['MDT_POOL_UUID=', null],
    ['MDT_POOL_UUID=a&10&b', 'a\\nb'],
    ['MDT_POOL_UUID=&9999999&', '\\u{fffd}'],
    ['MDT_TYPE=ISCSI', null],
  ])('have the data center of oVirt that is in %s', (tag, dataCenter) => {
    const tagged = volumesOf('layouts', (said) => said.replace(/MDT_POOL_UUID=[^,]*/, tag));
    expect(tagged.groupFacts(ovirt)).toMatchObject({ ovirtDataCenter: dataCenter });
    const unmarked = volumesOf('layouts', (said) => said.replace(',RHAT_storage_domain', ''));
    expect(unmarked.groupFacts(ovirt)).toMatchObject({ ovirtDataCenter: null });
  });

  it('tell both of a name', () => {
    const slow = twins.report.groups.filter(({ name }) => name === 'slow');
    expect(slow.map(({ id }) => twins.found.volumeGroups?.get(id)?.facts.ambiguous)).toEqual([true, true]);
    expect(twins.groupFacts('fast-vg')).toMatchObject({ ambiguous: false });
  });

  it('are left out, with its volumes, where it lies on a volume of another, as a guest makes it', () => {
    expect(layouts.report.groups.map(({ name }) => name)).toContain('guest');
    expect(layouts.groupFacts('guest')).toBeUndefined();
    expect(recorded('layouts').devices).toContain('"/dev/mapper/guest-root"');
    expect(layouts.found.blockDevices.map(({ path }) => path)).not.toContain('/dev/mapper/guest-root');
    const other = volumesOf('layouts', (said) => said.replace('"lv_name":"root"', '"lv_name":"other"'));
    expect(other.inactive.map(({ volumeGroup }) => volumeGroup)).not.toContain('guest');
  });
});

describe('whether other hosts may see a volume group', () => {
  const said = JSON.stringify({
    report: [
      {
        vg: [{ vg_uuid: 'g'.repeat(32), vg_name: 'vg' }],
        pv: [{ pv_uuid: 'p'.repeat(32), pv_major: '9', pv_minor: '9', pv_missing: '' }],
      },
    ],
  });
  const node = (
    name: string,
    type: string,
    tran: string | null,
    children: object[] = [],
    number = '8:0',
  ) => ({
    ...{ name: `/dev/${name}`, kname: `/dev/${name}`, 'maj:min': number, type, size: 1024, ro: false },
    ...{ 'disc-gran': 0, 'disc-max': 0, tran, children },
  });
  const sharedBy = (text: string, devices: object[]) => {
    const layers = deviceLayers(readDeviceTree(JSON.stringify({ blockdevices: devices })), {
      ...{ provisioning: new Map(), mapped: new Map() },
      transports: new Map([
        ['nvme0n1', ['pcie']],
        ['nvme1n1', ['tcp', 'tcp']],
      ]),
    });
    const report = readLvmReport(text);
    return report.groups.map((group) => volumeGroupFacts(group, report, layers).mayBeShared)[0];
  };
  const on = (...devices: object[]) => sharedBy(said, devices);

  it('is not ruled out where LVM names no physical volume of it', () => {
    const unnamed = said.replace(/"pv":\[.*?\]/, '"pv":[]');
    expect(sharedBy(unnamed, [node('sda', 'disk', 'sata', [], '9:9')])).toBe(true);
  });

  it.each([
    ['sda', 'disk', 'sata', false],
    ['vda', 'disk', 'virtio', false],
    ['mmcblk0', 'disk', 'mmc', false],
    ['sda', 'disk', 'usb', false],
    ['loop0', 'loop', null, false],
    ['nvme0n1', 'disk', 'nvme', false],
    ['nvme1n1', 'disk', 'nvme', true],
    ['nvme2n1', 'disk', 'nvme', true],
    ['sda', 'disk', 'iscsi', true],
    ['sda', 'disk', 'fc', true],
    ['sda', 'disk', 'sas', true],
    ['sda', 'disk', null, true],
    ['rbd0', 'disk', null, true],
  ])('by its disk: %s, %s, %s', (name, type, tran, shared) => {
    expect(on(node(name, type, tran, [], '9:9'))).toBe(shared);
    expect(on(node(name, type, tran, [node(`${name}p1`, 'part', null, [], '9:9')]))).toBe(shared);
  });

  it.each([
    ['md0', 'raid1', false],
    ['mapper/sealed', 'crypt', false],
    ['mapper/mpatha', 'mpath', true],
    ['drbd0', 'disk', true],
  ])('by all the layers below: %s, %s', (name, type, shared) => {
    const top = () => node(name, type, null, [], '9:9');
    expect(on(node('sda', 'disk', 'sata', [top()]), node('sdb', 'disk', 'sata', [top()], '8:16'))).toBe(
      shared,
    );
    expect(on(node('sda', 'disk', 'sata', [top()]), node('sdb', 'disk', 'iscsi', [top()], '8:16'))).toBe(
      true,
    );
  });

  it('where its device is not known', () => {
    expect(on()).toBe(true);
  });
});

describe('the volumes that are not active', () => {
  it('are those that LVM has and the kernel has not', () => {
    expect(layouts.inactive.map(({ path }) => path).toSorted()).toEqual([
      ...['/dev/mapper/away-disk', '/dev/mapper/fast--vg-idle', '/dev/mapper/lost-gone'],
      ...['/dev/mapper/lost-here', '/dev/mapper/slow-sleeping', '/dev/mapper/slow-thin--snap'],
    ]);
    expect(layouts.inactive.find(({ path }) => path === '/dev/mapper/fast--vg-idle')).toEqual({
      ...{ path: '/dev/mapper/fast--vg-idle', type: 'lvm', bytes: 8388608, readOnly: false, active: false },
      ...{ volumeGroup: 'fast-vg', volumeGroupId: 'VJoPFcttqmPzECd5InUc5YIJNZTrCd5O' },
      volumeId: 'o2FS5m407ErrhQdbTYL2eAzbZ96tcsIJ',
      discard: { maxBytes: 1073741824, granularity: 4096, unmap: null, readsZeros: null },
    });
  });

  it('have of a thin one the discards of its pool', () => {
    const thin = layouts.inactive.find(({ path }) => path === '/dev/mapper/slow-sleeping');
    const discard = { maxBytes: 67108864, granularity: 65536, unmap: null, readsZeros: null };
    expect(thin?.discard).toEqual(discard);
    const ignored = volumesOf('layouts', (said) => said.replaceAll('passdown', 'ignore')).inactive;
    expect(ignored.find(({ path }) => path === '/dev/mapper/slow-sleeping')?.discard).toMatchObject({
      maxBytes: 0,
    });
  });

  it('pass nothing on where their disk is gone', () => {
    const gone = layouts.inactive.find(({ path }) => path === '/dev/mapper/lost-gone');
    expect(gone?.discard.maxBytes).toBe(0);
  });

  it('are not told where their path is that of another', () => {
    const paths = twins.inactive.map(({ path }) => path);
    expect(paths).toContain('/dev/mapper/slow-other');
    expect(paths).not.toContain('/dev/mapper/slow-thin');
    const both = volumesOf('twins', (said) => said.replace('"lv_name":"other"', '"lv_name":"sleeping"'));
    expect(both.inactive.map(({ path }) => path)).not.toContain('/dev/mapper/slow-sleeping');
  });
});

describe('the volumes that are active', () => {
  it('have ids, and are told without those that LVM hides', () => {
    const active = layouts.found.blockDevices.filter((each) => each.type === 'lvm' && each.active !== false);
    expect(active.map(({ path }) => path).toSorted()).toEqual([
      `/dev/mapper/${ovirt.replaceAll('-', '--')}-5e6f7a8b--0000--4000--8000--00000000000b`,
      ...['fixed', 'mirrored', 'old--snap', 'origin', 'striped', 'web--1'].map(
        (name) => `/dev/mapper/fast--vg-${name}`,
      ),
      ...['alone', 'kept', 'thin'].map((name) => `/dev/mapper/slow-${name}`),
    ]);
    expect(active.find(({ path }) => path === '/dev/mapper/slow-thin')).toMatchObject({
      volumeId: 'UdeGBxJQbAiGDTWwOXgNfcdCoE6lfYju',
    });
  });
});

describe('a group that LVM does not report', () => {
  it('is a problem where volumes of it are active', () => {
    const { found } = volumesOf('layouts', () => '{"report":[]}');
    expect(found.volumeGroups?.size).toBe(0);
    expect(found.problems.map(({ what }) => what)).toContain(
      'LVM does not report the volume group fast-vg, of which volumes are active',
    );
  });
});
