import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createHost, type HostSettings } from '../../../src/hosts/create-host.ts';
import type { Host } from '../../../src/hosts/host.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { HostCommand, Transport } from '../../../src/hosts/transport/transport.ts';
import { options } from '../../domain/disk/given-when-then.ts';
import { aHost, temporaryDirectory } from '../../hosts/a-host.ts';
import { someDisks } from '../../hosts/images/contents/some-disks.ts';
import { qemuImg } from '../../hosts/images/real-images.ts';
import { createFakeHost } from '../../support/fake-host.ts';
import { fakeVirtSparsify } from '../../support/fake-virt-sparsify.ts';
import { accepted, caller, openParts } from '../../support/parts.ts';

/** As many round trips as a job may take over a slow connection. */
const atMost = 6;

/** What a call asks, by what its text holds. */
const asks: Readonly<Record<string, RegExp>> = {
  storage: /^== mounts|say '== mounts'/m,
  libvirt: /domstats|dumpxml|pool-list/,
  'mounts that hang': /stat -f -c/,
  places: /winnow' 'locate'|winnow locate/,
  images: /read_image\(\)/,
  allocation: /'provisioning'|winnow provisioning/,
  refcounts: /" check --output/,
  'users and contents': /answer_ranges\(\)/,
  start: /-- start /,
  'records of runs': /-- list /,
};

function nameOf({ program, args, stdin = '' }: HostCommand): string {
  const inside = stdin
    .split('\n')
    .map((line) => (/^[\w+/]{40,}=*$/.test(line) ? Buffer.from(line, 'base64').toString() : line));
  const text = [[program, ...args].join(' '), ...inside].join('\n');
  const names = Object.keys(asks).filter((name) => asks[name]?.test(text));
  return names.join(' + ') || text.slice(0, 60);
}

/** This machine as the host of servers that come one after the other, with what was called on it. */
function aCountedHost(settings: Partial<HostSettings>) {
  const local = createLocalTransport();
  const calls: string[] = [];
  const transport: Transport = {
    run(command) {
      calls.push(nameOf(command));
      return local.run(command);
    },
    stream(command, onLine) {
      calls.push(nameOf(command));
      return local.stream(command, onLine);
    },
  };
  const site = aHost({ transport, libvirtUri: 'none', ...settings });
  let current = site.host;
  // What it remembers of the host a server has in its memory alone.
  const host: Host = new Proxy(site.host, { get: (_, key) => Reflect.get(current, key) });
  const restart = () => {
    current = createHost(site);
  };
  return { host, images: site.images, calls, restart };
}

interface Kind {
  /** Makes the disk of that path, and gives the path of the file that its guest writes. */
  readonly make: (path: string) => unknown;
  readonly name: string;
  readonly libvirt?: boolean;
  /** What happens after the request, beside a write of the guest. */
  readonly meanwhile?: (path: string) => unknown;
}

const write = (file: string, offset: string) =>
  execFileSync(
    'qemu-io',
    ['-f', file.endsWith('qcow2') ? 'qcow2' : 'raw', '-c', `write ${offset} 64k`, file],
    {
      stdio: 'ignore',
    },
  );

const raw = (path: string) => {
  writeFileSync(path, '');
  execFileSync('truncate', ['-s', '64M', path]);
};
const partitioned = (label: string) => (path: string) => {
  raw(path);
  execFileSync('sfdisk', ['-q', path], { input: label });
};
const gpt = partitioned('label: gpt\nsize=30M\nsize=20M\n');
const place = (part: string, path: string) =>
  execFileSync('dd', [`if=${part}`, `of=${path}`, 'bs=1M', 'seek=1', 'conv=notrunc', 'status=none']);
const aWindows = () => someDisks().ntfs({ 'hiberfil.sys': `wake${'.'.repeat(8192)}` });

/** Makes a disk a volume group of two volumes, of which the first begins at 1 MiB. */
function logicalVolumes(path: string): void {
  const device = execFileSync('losetup', ['-f', '--show', path], { encoding: 'utf8' }).trim();
  const config = `devices { filter=["a|${device}|","r|.*|"] use_devicesfile=0 } backup { backup=0 archive=0 }`;
  const lvm = (...args: string[]) => execFileSync('lvm', [...args, '--config', config], { stdio: 'ignore' });
  try {
    lvm('pvcreate', '-y', device);
    lvm('vgcreate', 'guest', device);
    for (const name of ['root', 'data']) {
      lvm('lvcreate', '--driverloaded', 'n', '-an', '-Zn', '-Wn', '-L', '20M', '-n', name, 'guest');
    }
  } finally {
    execFileSync('losetup', ['-d', device]);
  }
}

const kinds: Readonly<Record<string, Kind>> = {
  'an empty raw disk': { name: 'disk.raw', make: raw },
  'a raw disk with partitions': { name: 'disk.raw', make: gpt },
  'a raw disk with logical partitions': {
    name: 'disk.raw',
    make: partitioned('label: dos\nsize=10M\nsize=40M,type=5\nsize=4M\nsize=4M\nsize=4M\nsize=4M\n'),
  },
  'a raw disk that takes all of its space': {
    name: 'disk.raw',
    libvirt: true,
    make: (path) => writeFileSync(path, Buffer.alloc(8 * 1024 ** 2, 7)),
  },
  'a qcow2 disk': { name: 'disk.qcow2', make: (path) => qemuImg('create', '-q', '-f', 'qcow2', path, '64M') },
  'a qcow2 disk with late reference counts': {
    name: 'disk.qcow2',
    libvirt: true,
    make: (path) => qemuImg('create', '-q', '-f', 'qcow2', '-o', 'lazy_refcounts=on', path, '64M'),
  },
  'a qcow2 disk on two others': {
    name: 'disk.qcow2',
    make(path) {
      const [base, middle] = [path.replace('disk', 'base'), path.replace('disk', 'middle')];
      gpt(base);
      qemuImg('create', '-q', '-f', 'qcow2', '-b', base, '-F', 'raw', middle);
      qemuImg('create', '-q', '-f', 'qcow2', '-b', middle, '-F', 'qcow2', path);
    },
  },
  'the disk of a virtual machine': { name: 'disk.raw', make: raw, libvirt: true },
  'the disk of a virtual machine that is partitioned anew': {
    name: 'disk.raw',
    make: gpt,
    libvirt: true,
    meanwhile: (path) =>
      execFileSync('sfdisk', ['-q', path], { input: 'label: gpt\nsize=5M\nsize=9M\nsize=8M\n' }),
  },
  'a disk with logical volumes, one with a Windows': {
    name: 'disk.raw',
    libvirt: true,
    make(path) {
      raw(path);
      logicalVolumes(path);
      place(aWindows(), path);
    },
  },
  'a disk with a Windows': {
    name: 'disk.raw',
    libvirt: true,
    make(path) {
      gpt(path);
      place(aWindows(), path);
    },
  },
};

it.each(Object.entries(kinds))(
  '%s takes few calls until its tool runs, whatever has changed',
  async (_, kind) => {
    const directory = temporaryDirectory();
    const virsh = join(directory, 'virsh');
    const site = aCountedHost({
      tools: { virtSparsify: fakeVirtSparsify, virsh },
      ...(kind.libvirt && { libvirtUri: 'qemu:///system' }),
    });
    const path = join(site.images, kind.name);
    kind.make(path);
    // The other volumes of its pool are disks of the same virtual machine.
    const attach = (volumes: readonly string[]) =>
      writeFileSync(virsh, virshOf(path, site.images, volumes), { mode: 0o755 });
    attach(['first']);

    const parts = await openParts(Object.assign(createFakeHost(), { host: site.host }), site.images);
    onTestFinished(() => parts.close());
    await parts.scanner.scan(site.host.id, null);
    const diskId = parts.disk(kind.name).id;
    accepted(await parts.requests.updateDisk({ diskId, allocation: 'THIN' }, caller));

    /** The calls from the request of a job to the start of its tool. */
    async function callsOf(meanwhile: () => unknown): Promise<string[]> {
      const jobOptions: typeof options = { ...options, acknowledgedWarnings: ['PARENT_SNAPSHOTS'] };
      const request = { diskId, idempotencyKey: null, options: jobOptions };
      const jobId = accepted(await parts.requests.sparsifyDisk(request, caller));
      await meanwhile();
      site.calls.length = 0;
      const coordinator = parts.startCoordinator();
      await parts.reached(jobId, 'COMPLETED');
      await coordinator.stop();
      // What a coordinator asks for at its beginning is no matter of a job.
      return site.calls
        .slice(0, site.calls.indexOf('start') + 1)
        .filter((call) => call !== 'records of runs');
    }
    const counted = {
      'as it was': await callsOf(() => undefined),
      'after a write': await callsOf(() => {
        write(path, '6M');
        kind.meanwhile?.(path);
      }),
      'after a change of the volumes of a pool': await callsOf(() => attach(['first', 'second'])),
      'after a write and a restart': await callsOf(() => {
        write(path, '7M');
        site.restart();
      }),
    };
    for (const calls of Object.values(counted)) expect(calls).toContain('start');
    const tooMany = Object.entries(counted).filter(([, calls]) => calls.length > atMost);
    expect(tooMany).toEqual([]);
  },
);

/** A virsh of a host that has one virtual machine, shut off, with that image and volumes of a pool. */
const virshOf = (image: string, pool: string, volumes: readonly string[]): string => {
  const uuid = '11111111-1111-4111-8111-111111111111';
  const format = extname(image).slice(1);
  const disks = [
    `<source file='${image}'/><target dev='vda'/>`,
    ...volumes.map((name, index) => `<source pool='files' volume='${name}'/><target dev='vdb${index}'/>`),
  ].map(
    (inside, index) =>
      `<disk type='${index === 0 ? 'file' : 'volume'}'><driver type='${index === 0 ? format : 'raw'}'/>${inside}</disk>`,
  );
  return `#!/usr/bin/env bash
set -f
IFS=';' read -ra commands <<<"\${!#}"
for command in "\${commands[@]}"; do
  set -- $command
  case "$1 $2 $3 $4" in
    echo*) echo "$2" ;;
    domstats*) printf "Domain: 'web'\\n  state.state=5\\n  state.reason=1\\n\\n" ;;
    'list --all --uuid ') echo ${uuid} ;;
    dumpxml*) echo "<domain><name>web</name><devices>${disks.join('')}</devices></domain>" ;;
    pool-list*) echo files ;;
    pool-dumpxml*) echo "<pool type='dir'><target><path>${pool}</path></target></pool>" ;;
    vol-dumpxml*) echo "<volume type='file'><target><path>${pool}/$5</path></target></volume>" ;;
    uri*) echo qemu:///system ;;
  esac
done
`;
};
