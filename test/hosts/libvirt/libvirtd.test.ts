import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createHost } from '../../../src/hosts/create-host.ts';
import type { Vm } from '../../../src/hosts/inventory.ts';
import { findVms } from '../../../src/hosts/libvirt/find-vms.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { domainXml, escapeXml, fileDiskXml, type Libvirt, startLibvirt } from '../../support/libvirt.ts';
import { patience } from '../../support/patience.ts';

let libvirt: Libvirt;
beforeAll(async () => {
  libvirt = await startLibvirt();
});
afterAll(() => libvirt.stop());

const find = (settings: { virsh?: string; timeoutMs?: number } = {}, { uri } = libvirt) =>
  findVms(createLocalTransport(), { virsh: 'virsh', uri, timeoutMs: patience(20_000), ...settings });

async function machine(uuid: string): Promise<Vm | undefined> {
  const found = await find();
  if (found.known !== 'KNOWN') throw new Error(`Not known: ${JSON.stringify(found)}`);
  return found.vms.find(({ id }) => id === uuid);
}

/** An empty qcow2 image in a directory of its own. */
function anImage(name = 'image.qcow2'): string {
  const path = join(mkdtempSync(join(libvirt.directory, 'images-')), name);
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', path, '16M']);
  return path;
}

async function defined(name = `vm ${randomUUID()}`, disks?: string) {
  const uuid = randomUUID();
  const image = anImage();
  await libvirt.define(domainXml({ name, uuid, disks: disks ?? fileDiskXml(image) }));
  return { uuid, name, image };
}

async function started() {
  const vm = await defined();
  await libvirt.start(vm.name);
  return vm;
}

describe('a machine of a real libvirtd', () => {
  test('that is shut off is found with its disks, by names that hold anything', async () => {
    const name = `a 'b' "c" <d> & ü 💾 ; $(x) ${randomUUID()}`;
    const path = anImage(`im'a"ge\n ü&<.qcow2 `);
    const disks = [
      fileDiskXml(path),
      `<disk type='block' device='lun'><driver name='qemu' type='raw'/><source dev='/dev/no such'/><target dev='sda' bus='scsi'/></disk>`,
      `<disk type='network'><driver name='qemu' type='raw'/><source protocol='rbd' name='pool/a &amp; b'><host name='mon'/></source><target dev='vdc'/><shareable/></disk>`,
      `<disk type='file'><source file='/read/only'/><target dev='vdd'/><readonly/></disk>`,
      `<disk type='file' device='cdrom'><source file='/cd.iso'/><target dev='sdb' bus='sata'/></disk>`,
    ];
    const { uuid } = await defined(name, disks.join(''));
    const plain = { path: null, network: null, readOnly: false, shareable: false, lun: false };
    expect(await machine(uuid)).toEqual({
      id: uuid,
      name,
      state: 'SHUT_OFF',
      disks: [
        { ...plain, target: 'vda', type: 'FILE', path, format: 'qcow2' },
        {
          ...plain,
          target: 'vdc',
          type: 'NETWORK',
          network: { protocol: 'rbd', name: 'pool/a & b' },
          format: 'raw',
          shareable: true,
        },
        { ...plain, target: 'vdd', type: 'FILE', path: '/read/only', format: 'raw', readOnly: true },
        { ...plain, target: 'sda', type: 'BLOCK', path: '/dev/no such', format: 'raw', lun: true },
      ],
    });
  });

  test('is running, paused, suspended to disk, running again, and crashed', async () => {
    const { uuid, name } = await started();
    const state = async () => (await machine(uuid))?.state;
    expect(await state()).toBe('RUNNING');
    await libvirt.virsh('suspend', name);
    expect(await state()).toBe('PAUSED');
    await libvirt.virsh('managedsave', name);
    expect(await state()).toBe('SUSPENDED_TO_DISK');
    await libvirt.virsh('start', name);
    expect(await state()).toBe('PAUSED');
    await libvirt.virsh('resume', name);
    expect(await state()).toBe('RUNNING');
    await libvirt.killMachine({ uuid, name });
    expect(await state()).toBe('CRASHED');
    await libvirt.virsh('start', name);
    await libvirt.virsh('destroy', name);
    expect(await state()).toBe('SHUT_OFF');
  });

  test('that was saved to a file of somebody’s choice is suspended to disk', async () => {
    const { uuid, name } = await started();
    await libvirt.virsh('save', name, join(libvirt.directory, `${uuid}.save`));
    expect(await machine(uuid)).toMatchObject({ state: 'SUSPENDED_TO_DISK' });
  });

  test('has the top of its snapshots for a disk, while it runs and after', async () => {
    const { uuid, name, image } = await started();
    const top = `${image}.top`;
    await libvirt.virsh('snapshot-create-as', name, 's1', '--disk-only', '--diskspec', `vda,file=${top}`);
    const running = await machine(uuid);
    expect(running).toMatchObject({ state: 'RUNNING', disks: [{ path: top, format: 'qcow2' }] });
    expect(running?.disks).toHaveLength(1);
    await libvirt.virsh('destroy', name);
    expect((await machine(uuid))?.disks.map(({ path }) => path)).toEqual([top]);
  });

  test('has the disks that it runs with, that it will start with, and that its saved memory expects', async () => {
    const { uuid, name, image } = await started();
    const [live, next] = [anImage(), anImage()];
    await libvirt.virsh('attach-disk', name, live, 'vdb', '--subdriver', 'qcow2', '--live');
    await libvirt.virsh('attach-disk', name, next, 'vdb', '--subdriver', 'qcow2', '--config');
    const paths = async () => (await machine(uuid))?.disks.map(({ path }) => path);
    expect(await paths()).toEqual([image, live, next]);
    await libvirt.virsh('managedsave', name);
    expect(await paths()).toEqual([image, next, live]);
  });

  test('that is not kept is found while it runs, and gone after', async () => {
    const uuid = randomUUID();
    const image = anImage();
    const file = `${image}.xml`;
    writeFileSync(file, domainXml({ name: uuid, uuid, disks: fileDiskXml(image) }));
    await libvirt.virsh('create', file);
    expect(await machine(uuid)).toMatchObject({ state: 'RUNNING', disks: [{ path: image }] });
    await libvirt.virsh('destroy', uuid);
    expect(await machine(uuid)).toBeUndefined();
  });

  test('with a volume of a pool has its file for a disk', async () => {
    const pool = `p'o"o;l\\ ${randomUUID()}`;
    const directory = mkdtempSync(join(libvirt.directory, 'pool-'));
    const path = join(directory, `vo'l;"u me`);
    execFileSync('qemu-img', ['create', '-q', '-f', 'raw', path, '1M']);
    const poolFile = join(libvirt.directory, `${randomUUID()}.xml`);
    writeFileSync(
      poolFile,
      `<pool type='dir'><name>${escapeXml(pool)}</name><target><path>${directory}</path></target></pool>`,
    );
    await libvirt.virsh('pool-create', poolFile);
    const source = `<source pool='${escapeXml(pool)}' volume='${escapeXml(`vo'l;"u me`)}'/>`;
    const { uuid, name } = await defined(
      undefined,
      `<disk type='volume'><driver name='qemu' type='raw'/>${source}<target dev='vda'/></disk>`,
    );
    const disks = [{ target: 'vda', type: 'FILE', path, format: 'raw' }];
    expect(await machine(uuid)).toMatchObject({ disks });
    await libvirt.start(name);
    expect(await machine(uuid)).toMatchObject({ state: 'RUNNING', disks });
    await libvirt.virsh('pool-destroy', pool);
    expect(await find()).toMatchObject({
      known: 'UNKNOWN',
      problem: { what: expect.stringContaining(`Virtual machine "${name}" has the volume`) },
    });
    await libvirt.virsh('destroy', name);
    expect(await machine(uuid)).toMatchObject({ disks: [{ type: 'OTHER', path: null }] });
  });

  test('is found beside others whose descriptions are more than a call takes', async () => {
    const uuids = [randomUUID(), randomUUID(), randomUUID()];
    for (const uuid of uuids) {
      const description = `<description>${'long '.repeat(700_000)}</description>`;
      await libvirt.define(domainXml({ name: uuid, uuid }).replace('</name>', `</name>${description}`));
    }
    const found = await find();
    for (const uuid of uuids) await libvirt.virsh('undefine', uuid);
    const ids = found.known === 'KNOWN' && found.vms.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(uuids));
  });

  test('is found through the host, too', async () => {
    const { uuid } = await defined();
    const host = createHost({
      id: 'host_here',
      name: 'here',
      transport: createLocalTransport(),
      runsDirectory: join(libvirt.directory, 'runs'),
      libvirtUri: libvirt.uri,
    });
    const found = await host.findVms();
    expect(found.known === 'KNOWN' && found.vms.map(({ id }) => id)).toContain(uuid);
  });
});

describe('a real libvirtd', () => {
  test('that lets other users ask is asked as one of them; that does not is a problem', async () => {
    const virsh = join(libvirt.directory, 'virsh-as-nobody');
    writeFileSync(virsh, '#!/bin/sh\nexec setpriv --reuid 65534 --regid 65534 --clear-groups virsh "$@"\n');
    chmodSync(virsh, 0o755);
    chmodSync(libvirt.directory, 0o755);
    const socket = join(libvirt.directory, 'sockets', 'libvirt-sock');
    onTestFinished(() => chmodSync(socket, 0o777));
    chmodSync(socket, 0o777);
    expect(await find({ virsh })).toMatchObject({ known: 'KNOWN' });
    chmodSync(socket, 0o700);
    expect(await find({ virsh })).toMatchObject({
      known: 'UNKNOWN',
      problem: {
        what: expect.stringContaining('does not let the user'),
        remedy: expect.stringContaining('libvirt'),
      },
    });
  });

  test('that hangs is given up in time, and asked again when it goes on', async () => {
    const pid = libvirt.daemonPid();
    onTestFinished(() => void process.kill(pid, 'SIGCONT'));
    process.kill(pid, 'SIGSTOP');
    expect(await find({ timeoutMs: 500 })).toMatchObject({
      known: 'UNKNOWN',
      problem: { what: expect.stringContaining('did not answer within 0.5 s') },
    });
    process.kill(pid, 'SIGCONT');
    expect(await find()).toMatchObject({ known: 'KNOWN' });
  });

  test('without machines is known to have none; that died and left its socket is not running', async () => {
    const other = await startLibvirt();
    onTestFinished(() => other.stop());
    expect(await find({}, other)).toEqual({
      known: 'KNOWN',
      vms: [],
      storage: { directories: [], files: [] },
    });
    await other.crash();
    expect(await find({}, other)).toMatchObject({
      known: 'UNKNOWN',
      problem: { what: expect.stringMatching(/is not running: .*Connection refused/) },
    });
  });
});
