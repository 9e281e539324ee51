import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { type MachineRoom, openMachineRoom, storagePaths } from './machine-room.ts';

let room: MachineRoom;
let hypervisor: Machine;
beforeAll(async () => {
  room = await openMachineRoom(2);
  [hypervisor = room.storage] = room.hypervisors;
});
afterAll(() => room?.close());

const on = (machine: Machine, script: string): Promise<string> =>
  room.run(machine, script).then((told) => told.trim());

it('the machines are hosts of their own, with what a hypervisor of the distribution has', async () => {
  const facts = await Promise.all(
    room.hypervisors.map((machine) =>
      on(
        machine,
        'hostname; cat /etc/machine-id; virt-sparsify --version; virsh -c qemu:///system list --name; [ -w /dev/kvm ]',
      ),
    ),
  );
  expect(facts.map((fact) => fact.split('\n')[0])).toEqual(['hypervisor-1', 'hypervisor-2']);
  expect(facts.map((fact) => fact.split('\n')[2])).toEqual(['virt-sparsify 1.48.2', 'virt-sparsify 1.48.2']);
  expect(new Set(facts.map((fact) => fact.split('\n')[1])).size).toBe(2);
});

it('a hole is punched over NFS 4.2, and refused over NFS 4.1', async () => {
  const punched = (path: string) => `
    head -c 8M /dev/urandom >${path}/file
    sync ${path}/file
    fallocate --punch-hole -o 0 -l 8M ${path}/file 2>&1 || true
    sync ${path}/file
    stat -c %b ${path}/file`;
  expect(await on(hypervisor, punched(storagePaths.newNfs))).toBe('0');
  expect(await on(hypervisor, punched(storagePaths.oldNfs))).toMatch(/unsupported\n16384$/);
  const [, other = hypervisor] = room.hypervisors;
  expect(await on(other, `stat -c %s ${storagePaths.newNfs}/file ${storagePaths.oldNfs}/file`)).toBe(
    '8388608\n8388608',
  );
  expect(
    await on(hypervisor, 'stat -f -c %T /images/new; findmnt -no OPTIONS /images/new /images/old'),
  ).toMatch(/vers=4\.2.*\n.*vers=4\.1/);
});

it('a disk over iSCSI gives back what is unmapped', async () => {
  const stored = () => on(room.storage, 'sync /srv/thin; stat -c %b /srv/thin').then(Number);
  const before = await stored();
  await on(hypervisor, `dd if=/dev/urandom of=${storagePaths.iscsi} bs=1M count=64 oflag=direct`);
  expect(await stored()).toBeGreaterThan(before + 120_000);
  await on(hypervisor, `blkdiscard -o 0 -l 64M ${storagePaths.iscsi}`);
  expect(await stored()).toBeLessThan(before + 1000);
});

it('a reset is another boot of the same machine, with its storage', async () => {
  const facts = () => on(hypervisor, 'cat /etc/machine-id /proc/sys/kernel/random/boot_id');
  const [machineId, bootId] = (await facts()).split('\n');
  await hypervisor.reset();
  const [sameMachineId, otherBootId] = (await facts()).split('\n');
  expect(sameMachineId).toBe(machineId);
  expect(otherBootId).not.toBe(bootId);
  expect(await on(hypervisor, 'mountpoint -q /images/new && echo there')).toBe('there');
});

it('virt-sparsify gives back space of a disk on NFS 4.2', async () => {
  const told = await on(
    hypervisor,
    `
    cd /images/local
    truncate -s 512M disk.raw
    mke2fs -q -t ext4 disk.raw
    mount -o loop disk.raw /mnt
    head -c 100M /dev/urandom >/mnt/file; rm /mnt/file
    umount /mnt
    qemu-img convert -O qcow2 disk.raw ${storagePaths.newNfs}/disk.qcow2
    rm disk.raw
    sync
    stat -c %b ${storagePaths.newNfs}/disk.qcow2
    LIBGUESTFS_BACKEND=direct virt-sparsify --in-place ${storagePaths.newNfs}/disk.qcow2 >&2
    stat -c %b ${storagePaths.newNfs}/disk.qcow2`,
  );
  const [before = 0, after = 0] = told.split('\n').map(Number);
  expect(before).toBeGreaterThan(150_000);
  expect(after).toBeLessThan(50_000);
});
