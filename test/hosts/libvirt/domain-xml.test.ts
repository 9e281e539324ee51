import { describe, expect, test } from 'vitest';
import { readDomain } from '../../../src/hosts/libvirt/domain-xml.ts';
import { BadXml } from '../../../src/hosts/libvirt/xml.ts';

// After the examples in libvirt's documentation of the domain XML format.
const domain = (devices: string, { name = 'vm', attributes = '' } = {}) =>
  `<domain type='qemu'${attributes}><name>${name}</name><devices>${devices}</devices></domain>`;
const disksOf = (devices: string) => readDomain(domain(devices)).disks;

const plain = {
  target: 'vda',
  type: 'FILE',
  path: null,
  network: null,
  format: null,
  readOnly: false,
  shareable: false,
  lun: false,
  volume: null,
};

describe('a disk', () => {
  test('that is a file has its path and format, and its backing chain is left to the image', () => {
    const disks = disksOf(`
      <disk type='file' device='disk'>
        <driver name='qemu' type='qcow2' queues='4'/>
        <source file='/images/top.qcow2' index='2'>
          <slices><slice type='storage' offset='12345' size='123'/></slices>
        </source>
        <backingStore type='file' index='1'>
          <format type='raw'/><source file='/images/base.img'/><backingStore/>
        </backingStore>
        <target dev='vda' bus='virtio'/>
        <alias name='virtio-disk0'/>
      </disk>`);
    expect(disks).toEqual([{ ...plain, path: '/images/top.qcow2', format: 'qcow2' }]);
  });

  test('without a type and a kind is a file', () => {
    expect(disksOf(`<disk><source file='/a'/><target dev='vda'/></disk>`)).toEqual([
      { ...plain, path: '/a' },
    ]);
  });

  test('that is a block device has its path', () => {
    expect(
      disksOf(
        `<disk type='block'><driver name='qemu' type='raw'/><source dev='/dev/vg/lv'/><target dev='vda'/></disk>`,
      ),
    ).toEqual([{ ...plain, type: 'BLOCK', path: '/dev/vg/lv', format: 'raw' }]);
  });

  test('that is handed on as a LUN is told apart', () => {
    const [disk] = disksOf(
      `<disk type='block' device='lun'><source dev='/dev/sda'/><target dev='sda' bus='scsi'/></disk>`,
    );
    expect(disk).toMatchObject({ type: 'BLOCK', path: '/dev/sda', lun: true, target: 'sda' });
  });

  test.each([
    [
      `<source protocol='rbd' name='pool/image'><host name='mon1' port='6321'/><snapshot name='s'/></source>`,
      { protocol: 'rbd', name: 'pool/image' },
    ],
    [
      `<source protocol='iscsi' name='iqn.2013-07.com.example:iscsi-nopool/2'><host name='example.com'/></source>`,
      { protocol: 'iscsi', name: 'iqn.2013-07.com.example:iscsi-nopool/2' },
    ],
    [`<source protocol='nbd'><host transport='unix' socket='/s'/></source>`, { protocol: 'nbd', name: '' }],
  ])('over the network has its protocol and name: %s', (source, network) => {
    const disks = disksOf(`<disk type='network'>${source}<target dev='vda'/></disk>`);
    expect(disks).toEqual([{ ...plain, type: 'NETWORK', network }]);
  });

  test('that is a volume names pool and volume', () => {
    expect(
      disksOf(`<disk type='volume'><source pool='blk pool' volume='vol&apos;1'/><target dev='vda'/></disk>`),
    ).toEqual([{ ...plain, type: 'OTHER', volume: { pool: 'blk pool', name: "vol'1" } }]);
  });

  test.each([
    [`<disk type='nvme'><source type='pci' namespace='1'/><target dev='vda'/></disk>`, null],
    [`<disk type='vhostuser'><source type='unix' path='/s'/><target dev='vda'/></disk>`, null],
    [`<disk type='dir'><source dir='/floppies'/><target dev='vda'/></disk>`, '/floppies'],
    [`<disk type='of-a-newer-libvirt'><source dev='/dev/x'/><target dev='vda'/></disk>`, '/dev/x'],
  ])('of another type is kept as such: %s', (disk, path) => {
    expect(disksOf(disk)).toEqual([{ ...plain, type: 'OTHER', path }]);
  });

  test('tells whether it is read-only and shareable', () => {
    const rest = `<source file='/a'/><target dev='vda'/>`;
    expect(disksOf(`<disk>${rest}<readonly/></disk>`)).toMatchObject([{ readOnly: true, shareable: false }]);
    expect(disksOf(`<disk>${rest}<shareable/></disk>`)).toMatchObject([{ readOnly: false, shareable: true }]);
  });

  test('for removable media does not count', () => {
    expect(
      disksOf(`
        <disk type='file' device='cdrom'><source file='/cd.iso'/><target dev='sda'/><readonly/></disk>
        <disk type='file' device='floppy'><source file='/floppy.img'/><target dev='fda'/></disk>`),
    ).toEqual([]);
  });

  test('that is being copied is in use at both places', () => {
    const disks = disksOf(`
      <disk type='file'><driver type='qcow2'/><source file='/from'/><target dev='vda'/>
        <mirror type='block' job='copy' ready='yes'><format type='raw'/><source dev='/dev/to'/></mirror>
      </disk>`);
    expect(disks).toEqual([
      { ...plain, path: '/from', format: 'qcow2' },
      { ...plain, type: 'BLOCK', path: '/dev/to', format: 'raw' },
    ]);
  });

  test('without a source has no path', () => {
    expect(disksOf(`<disk type='file'><target dev='vda'/></disk>`)).toEqual([plain]);
  });

  test('outside the devices, as in metadata, is none', () => {
    const xml = `<domain><name>vm</name><metadata><a:x xmlns:a='urn:a'><disk/></a:x></metadata><devices/></domain>`;
    expect(readDomain(xml).disks).toEqual([]);
  });
});

describe('text', () => {
  test('is kept as it is: quotes, entities, Unicode, blanks and what looks like a number', () => {
    const name = (text: string) => readDomain(domain('', { name: text })).name;
    expect(name('a&apos;b&quot;c&lt;&gt;&amp;lt; ü &#x1F4BE;&#228;')).toBe('a\'b"c<>&lt; ü 💾ä');
    expect(name('007')).toBe('007');
    expect(name(' 1e3 ')).toBe(' 1e3 ');
    expect(name('true')).toBe('true');
    expect(name('__proto')).toBe('__proto');
  });

  test('of a path keeps line ends, escaped or not, and blanks at its ends', () => {
    const path = (text: string) => disksOf(`<disk><source file='${text}'/></disk>`)[0]?.path;
    // Libvirt writes a line end into an attribute as it is.
    expect(path('/a\nb')).toBe('/a\nb');
    expect(path('/a&#10;b&#x9;')).toBe('/a\nb\t');
    expect(path('/ends with a blank ')).toBe('/ends with a blank ');
    expect(path('007')).toBe('007');
  });
});

describe('a description', () => {
  test('of a machine that runs has its id', () => {
    expect(readDomain(domain('', { attributes: " id='3'" })).active).toBe(true);
    expect(readDomain(domain('')).active).toBe(false);
  });

  test('of a newer schema is read as far as it is known', () => {
    const xml = `<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
      <name>vm</name><throttlegroups><throttlegroup/></throttlegroups>
      <devices><hologram/><disk type='file' newer='yes'><newer><source file='/not/this'/></newer>
        <source file='/a' newer='1'/><target dev='vda'/></disk></devices>
      <qemu:commandline><qemu:arg value='-newer'/></qemu:commandline></domain>`;
    expect(readDomain(xml).disks).toEqual([{ ...plain, path: '/a' }]);
  });

  test.each([
    ['is cut off', domain('').slice(0, -12)],
    ['closes what was not opened', `<domain><name>vm</domain></name>`],
    [
      'has an attribute without quotes',
      `<domain><name>vm</name><devices><disk type=file/></devices></domain>`,
    ],
    ['is no XML', 'error: internal'],
    ['is empty', ''],
    ['has two roots', `${domain('')}${domain('')}`],
    ['is of something else', '<network><name>default</name></network>'],
    ['has no name', '<domain><devices/></domain>'],
    ['declares entities', `<!DOCTYPE domain [<!ENTITY e "x">]>${domain('', { name: '&e;' })}`],
    [
      'names files to read in',
      `<!DOCTYPE domain [<!ENTITY e SYSTEM "file:///etc/passwd">]>${domain('', { name: '&e;' })}`,
    ],
    ['could reach into the program', `<domain><name>vm</name><__proto__ a='1'/></domain>`],
  ])('that %s is refused', (_, xml) => {
    expect(() => readDomain(xml)).toThrow(BadXml);
  });
});
