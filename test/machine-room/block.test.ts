import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { type MachineRoom, openMachineRoom, storagePaths } from './machine-room.ts';
import { startWinnow, type Winnow } from './winnow.ts';

let room: MachineRoom;
let winnow: Winnow;
let first: Machine;
let second: Machine;
beforeAll(async () => {
  room = await openMachineRoom(2);
  [first = room.storage, second = room.storage] = room.hypervisors;
  winnow = await startWinnow(room);
});
afterAll(async () => {
  await winnow?.close();
  await room?.close();
});

const on = (machine: Machine, script: string): Promise<string> =>
  room.run(machine, script).then((told) => told.trim());

const { iscsi, plainIscsi, lockedIscsi, guardedIscsi } = storagePaths;

/** Defines a virtual machine with a disk, shut off, as libvirt has it. */
const vmOn = (name: string, type: string, source: string): string => `
  cat >/root/${name}.xml <<'END'
<domain type="kvm"><name>${name}</name><memory unit="MiB">64</memory><os><type arch="x86_64">hvm</type></os><devices>
<disk type="${type}" device="disk"><driver name="qemu" type="raw"/><source ${source}/><target dev="vda"/></disk>
</devices></domain>
END
  virsh -q -c qemu:///system define /root/${name}.xml`;
const vm = (name: string, device: string): string => vmOn(name, 'block', `dev="${device}"`);

/** Fills a volume as the stand-in expects an image: 8 MiB that are used, and 32 MiB that are not any more. */
const filled = (device: string): string =>
  `dd if=/root/content of=${device} bs=1M count=40 oflag=direct conv=notrunc status=none`;

const kilobytesOf = (file: string): string => `sync ${file}; du -k ${file} | cut -f1`;

it('the first hypervisor has volume groups of its own, on files', async () => {
  await on(
    first,
    `
    cd /root
    # Without it LVM sees no physical volume on a logical one, and nor does anybody else.
    echo 'devices { scan_lvs = 1 }' >/etc/lvm/lvmlocal.conf
    head -c 40M /dev/urandom >content
    for disk in own pair-a pair-b engine shelf; do
      truncate -s 1G $disk.img
      losetup -f $disk.img
    done
    device() { losetup -nO NAME -j /root/$1.img | tr -d ' '; }
    vgcreate -qqy own-vg $(device own)
    lvcreate -qqy -n thick-1 -L 64M own-vg
    lvcreate -qqy -n qcow2 -L 64M own-vg
    lvcreate -qqy -n origin -L 64M own-vg
    lvcreate -qqy -s -n kept -L 16M own-vg/origin
    lvcreate -qqy -n nested -L 64M own-vg
    pvcreate -qqy /dev/own-vg/nested
    lvcreate -qqy --type thin-pool -n pool -L 256M own-vg
    for name in thin-1 asleep shared-chunks guest; do lvcreate -qqy -n $name -V 256M --thinpool pool own-vg; done
    vgcreate -qqy pair $(device pair-a) $(device pair-b)
    lvcreate -qqy -n split -l 100%FREE pair
    vgcreate -qqy --addtag RHAT_storage_domain --addtag MDT_POOL_UUID=6a2b7c1e-0000-4000-8000-5f3b1c9d2e70 engine $(device engine)
    lvcreate -qqy -n managed -L 64M engine
    vgcreate -qqy shelf $(device shelf)
    lvcreate -qqy -n alone -L 64M shelf
    virsh -q -c qemu:///system pool-define-as shelf logical --source-name shelf --target /dev/shelf
    virsh -q -c qemu:///system pool-start shelf
    ${vmOn('alone', 'volume', 'pool="shelf" volume="alone"')}
    for name in thick-1 thin-1 asleep shared-chunks; do ${filled('/dev/own-vg/$name')}; done
    lvcreate -qqy -s -n earlier own-vg/shared-chunks
    # Else an event of udev may activate it at any time.
    lvchange --setautoactivation n own-vg/asleep
    lvchange -an own-vg/asleep
    qemu-img create -q -f qcow2 /dev/own-vg/qcow2 48M
    mke2fs -q -t ext4 /dev/own-vg/guest
    mount /dev/own-vg/guest /mnt
    head -c 64M /dev/urandom >/mnt/deleted
    sync /mnt/deleted
    rm /mnt/deleted
    umount /mnt
    ${['thick-1', 'origin', 'nested', 'thin-1', 'asleep', 'shared-chunks', 'guest'].map((name) => vm(name, `/dev/own-vg/${name}`)).join('\n')}
    ${vm('split', '/dev/pair/split')}
    ${vm('managed', '/dev/engine/managed')}
    sync`,
  );
});

it('both hypervisors have a volume group over iSCSI that is thinly provisioned, and one that is not', async () => {
  await on(
    first,
    `
    vgcreate -qqy shared-vg ${iscsi}
    lvcreate -qqy -n san-1 -L 64M shared-vg
    ${filled('/dev/shared-vg/san-1')}
    vgcreate -qqy plain-vg ${plainIscsi}
    lvcreate -qqy -n plain-1 -L 64M plain-vg
    printf secret >/root/secret
    cryptsetup -q luksFormat ${lockedIscsi} /root/secret
    cryptsetup open ${lockedIscsi} locked --key-file /root/secret
    vgcreate -qqy locked-vg /dev/mapper/locked
    lvcreate -qqy -n locked-1 -l 100%FREE locked-vg
    ${vm('san-1', '/dev/shared-vg/san-1')}
    ${vm('plain-1', '/dev/plain-vg/plain-1')}
    ${vm('locked-1', '/dev/locked-vg/locked-1')}
    sync`,
  );
  await on(
    first,
    `
    printf 'defaults {\n find_multipaths yes\n user_friendly_names no\n}\n' >/etc/multipath.conf
    systemctl restart multipathd
    target=iqn.2026-01.example.machine-room:paths
    for portal in 10.77.0.1:3260 10.77.0.1:3261; do
      iscsiadm -m node -o new -T $target -p $portal
      iscsiadm -m node -T $target -p $portal --login || [ $? -eq 15 ]
    done >&2
    until lun=$(ls /dev/disk/by-id/dm-uuid-mpath-*) && [ "$(ls -d /sys/block/$(basename "$(readlink -f $lun)")/slaves/* | wc -l)" = 2 ]; do
      sleep 1
    done
    vgcreate -qqy paths-vg $lun
    lvcreate -qqy -n paths-1 -L 64M paths-vg
    ${filled('/dev/paths-vg/paths-1')}
    ${vm('paths-1', '/dev/paths-vg/paths-1')}
    sync`,
  );
});

it('the first hypervisor has a disk of an array that tells what it has mapped, as the kernel can be one', async () => {
  await on(
    first,
    `
    modprobe scsi_debug dev_size_mb=96 lbpu=1 lbprz=1
    until disk=$(ls /sys/bus/pseudo/drivers/scsi_debug/adapter*/host*/target*/*/block) && [ -b /dev/$disk ]; do sleep 1; done
    vgcreate -qqy array-vg /dev/$disk
    lvcreate -qqy -n told-1 -L 64M array-vg
    ${filled('/dev/array-vg/told-1')}
    ${vm('told-1', '/dev/array-vg/told-1')}
    sync`,
  );
  await on(second, 'pvscan -qq --cache; vgchange -qq -ay shared-vg; [ -b /dev/shared-vg/san-1 ]');
});

it('hosts are registered', async () => {
  for (const machine of room.hypervisors) {
    await on(machine, `printf '%s\\n' '${winnow.publicKey}' >>/root/.ssh/authorized_keys; sync`);
    const shown = await on(machine, 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key');
    const [fingerprint = ''] = /SHA256:\S+/.exec(shown) ?? [];
    expect(
      await winnow.run('host', 'add', `root@${machine.name}`, '--fingerprint', fingerprint),
    ).toMatchObject({ code: 0, host: { inventory: { contact: 'IN_CONTACT', vms: 'KNOWN', problems: [] } } });
  }
});

/** What stands in the way of disks, by the names of their volumes. */
async function obstacles(): Promise<Record<string, readonly string[]>> {
  const { disks } = await winnow.ask<{
    disks: { nodes: { path: string; sparsifiability: { obstacles: { code: string }[] } }[] };
  }>('{ disks(first: 100) { nodes { path sparsifiability { obstacles { code } } } } }');
  return Object.fromEntries(
    disks.nodes.map(({ path, sparsifiability }) => [
      path.replace(/^mapper\//, ''),
      sparsifiability.obstacles.map(({ code }) => code),
    ]),
  );
}

it('each volume that cannot be sparsified says why', async () => {
  expect(await obstacles()).toEqual({
    'own--vg-thick--1': [],
    'own--vg-thin--1': [],
    'own--vg-asleep': [],
    'own--vg-shared--chunks': [],
    'own--vg-guest': [],
    'own--vg-origin': ['SNAPSHOT_ORIGIN'],
    'own--vg-nested': ['HOLDS_PHYSICAL_VOLUME'],
    'pair-split': [],
    'engine-managed': ['VOLUME_GROUP_MANAGED'],
    'shared--vg-san--1': ['VOLUME_GROUP_UNDECLARED'],
    'plain--vg-plain--1': expect.arrayContaining(['NO_DISCARD']),
    'locked--vg-locked--1': expect.arrayContaining(['NO_DISCARD']),
    'paths--vg-paths--1': ['VOLUME_GROUP_UNDECLARED'],
    'array--vg-told--1': ['VOLUME_GROUP_UNDECLARED'],
    'shelf-alone': [],
  });
});

/** Sparsifies the disk of that name, and gives what the result says. */
async function resultOf(name: string, hostId: string | null = null) {
  const job = await winnow.sparsify(name, hostId);
  await winnow.until(job, { status: 'COMPLETED' });
  const { sparsifyJob } = await winnow.ask<{ sparsifyJob: { result: Record<string, unknown> } }>(
    `query ($id: ID!) { sparsifyJob(id: $id) { result {
      outcome basis measured sizeBefore sizeAfter reclaimed discarded poolFreed explanation } } }`,
    { id: job },
  );
  return sparsifyJob.result;
}

const unused = 32 * 1024 * 1024;

it('a thin volume with a real guest gives its space back to the pool, by the real virt-sparsify', async () => {
  const mapped = () =>
    on(first, `sync; dmsetup status own--vg-guest | cut -d' ' -f4`).then((sectors) => 512 * Number(sectors));
  const before = await mapped();
  expect(before).toBeGreaterThan(60_000_000);
  const result = await resultOf('own--vg-guest');
  const now = await mapped();
  expect(now).toBeLessThan(20_000_000);
  expect(result).toMatchObject({
    ...{ outcome: 'RECLAIMED', basis: 'THIN_POOL', measured: true },
    ...{ sizeBefore: String(before), sizeAfter: String(now), reclaimed: String(before - now) },
    poolFreed: String(before - now),
  });
});

it('a stand-in takes the place of the appliance from here on', async () => {
  const standIn = await readFile(new URL('stand-in.sh', import.meta.url), 'utf8');
  for (const machine of room.hypervisors) {
    await on(
      machine,
      `
      cat >/usr/local/bin/virt-sparsify <<'END'
${standIn}
END
      chmod +x /usr/local/bin/virt-sparsify
      sync`,
    );
  }
});

it('a thick volume is discarded on, what lies below it gets the space, and the result claims none of it', async () => {
  const before = Number(await on(first, kilobytesOf('/root/own.img')));
  expect(await resultOf('own--vg-thick--1')).toMatchObject({
    ...{ outcome: 'DISCARDED', basis: 'DISCARDED_ONLY', measured: false, reclaimed: '0', poolFreed: null },
    discarded: String(unused),
  });
  const now = Number(await on(first, kilobytesOf('/root/own.img')));
  expect(1024 * (before - now)).toBeGreaterThanOrEqual(unused);
  expect(await on(first, 'cmp -n 8388608 /dev/own-vg/thick-1 /root/content; echo $?')).toBe('0');
});

/** Waits until a volume is not active: that is undone once the job's end is recorded. */
const inactive = (volume: string) =>
  on(first, `timeout 120 sh -c 'while [ -e /dev/${volume} ]; do sleep 1; done'`);

it('a volume that is not active is active for its run alone', async () => {
  expect(await resultOf('own--vg-asleep')).toMatchObject({ basis: 'THIN_POOL', reclaimed: String(unused) });
  await inactive('own-vg/asleep');
});

it('of a thin volume that shares chunks what is unmapped and what the pool has again are two numbers', async () => {
  expect(await resultOf('own--vg-shared--chunks')).toMatchObject({
    ...{ basis: 'THIN_POOL', reclaimed: String(unused), poolFreed: '0' },
    explanation: expect.stringContaining('what snapshots share stays taken'),
  });
});

const opens = (device: string): string =>
  `setsid -f sh -c 'exec sleep 3600 5<>${device}' </dev/null >/dev/null 2>&1`;

it('a volume that is open is refused, with who has it open', async () => {
  await on(first, opens('/dev/own-vg/thin-1'));
  const job = await winnow.sparsify('own--vg-thin--1');
  const { failure } = await winnow.until(job, { status: 'FAILED' });
  expect(failure).toMatchObject({ code: 'DISK_IN_USE', message: expect.stringContaining('sleep') });
  await on(first, 'pkill -f "sleep 3600"');
  expect(await resultOf('own--vg-thin--1')).toMatchObject({ reclaimed: String(unused) });
});

it('a run on a volume that somebody opens is killed at once', async () => {
  await on(first, `${filled('/dev/own-vg/thin-1')}; touch /usr/local/hold`);
  const job = await winnow.sparsify('own--vg-thin--1');
  await winnow.until(job, { status: 'RUNNING', progress: { phase: 'TRIMMING' } });
  await on(first, opens('/dev/own-vg/thin-1'));
  const { failure } = await winnow.until(job, { status: 'FAILED' });
  expect(failure).toMatchObject({
    code: 'DISK_IN_USE',
    message: expect.stringMatching(/opened for writing.*sleep.*killed at once/),
  });
  await on(first, 'pkill -f "sleep 3600"; rm /usr/local/hold');
});

it('a Winnow that is killed in the midst of a run leaves no volume active that was not', async () => {
  await on(
    first,
    `
    lvchange -ay own-vg/asleep
    ${filled('/dev/own-vg/asleep')}
    lvchange -an own-vg/asleep
    touch /usr/local/hold`,
  );
  const job = await winnow.sparsify('own--vg-asleep');
  await winnow.until(job, { status: 'RUNNING', progress: { phase: 'TRIMMING' } });
  await winnow.restart('SIGKILL');
  await on(first, 'rm /usr/local/hold');
  await winnow.until(job, { status: 'COMPLETED' });
  await inactive('own-vg/asleep');
});

/** Says that all hosts of a volume group are registered. */
async function declare(name: string): Promise<void> {
  const { storageDomains } = await winnow.ask<{ storageDomains: { nodes: { id: string; name: string }[] } }>(
    '{ storageDomains(first: 100) { nodes { id name } } }',
  );
  const id = storageDomains.nodes.find((each) => each.name.includes(name))?.id ?? '';
  expect(
    await winnow.ask(
      `mutation ($id: ID!) {
        updateStorageDomain(input: { id: $id, allHostsRegistered: true }) { userErrors { code message } } }`,
      { id },
    ),
  ).toEqual({ updateStorageDomain: { userErrors: [] } });
}

it('a group that other hosts may have needs a word of an operator, and then each of its hosts is asked', async () => {
  await declare('shared-vg');
  expect((await obstacles())['shared--vg-san--1']).toEqual([]);
  for (const machine of room.hypervisors) {
    await on(machine, opens('/dev/shared-vg/san-1'));
    const job = await winnow.sparsify('shared--vg-san--1');
    const { failure } = await winnow.until(job, { status: 'FAILED' });
    expect(failure).toMatchObject({ code: 'DISK_IN_USE', message: expect.stringContaining('sleep') });
    await on(machine, 'pkill -f "sleep 3600"');
  }
  await expectGivenBack('shared--vg-san--1', '/srv/thin');
});

/** What is discarded on a volume, of which nothing is claimed, the file below its LUN on the storage machine gives back. */
async function expectGivenBack(name: string, file: string): Promise<void> {
  const stored = () => on(room.storage, kilobytesOf(file)).then(Number);
  const before = await stored();
  expect(await resultOf(name)).toMatchObject({
    ...{ basis: 'DISCARDED_ONLY', measured: false, discarded: String(unused) },
  });
  expect(1024 * (before - (await stored()))).toBeGreaterThanOrEqual(unused);
}

it('a LUN by two paths is discarded on, and its array has the space', async () => {
  await declare('paths-vg');
  await expectGivenBack('paths--vg-paths--1', '/srv/paths');
});

it('a volume on whole LUNs whose array tells what it has mapped is measured by that', async () => {
  await declare('array-vg');
  expect(await resultOf('array--vg-told--1')).toMatchObject({
    ...{ outcome: 'RECLAIMED', basis: 'ARRAY_MAPPED', measured: true, poolFreed: null },
    ...{ sizeBefore: String(40 * 1024 ** 2), reclaimed: String(unused), discarded: String(unused) },
  });
});

/** What stands in the way of a disk once its host was scanned. */
async function scannedOf(name: string): Promise<readonly string[] | undefined> {
  await winnow.run('scan', '--host', first.name);
  return (await obstacles())[name];
}
const scanned = () => scannedOf('pair-split');

it('what is wrong with a group, or a pool, is found by a scan', async () => {
  await on(first, 'lvchange -an pair/split; vgexport -qq pair');
  expect(await scanned()).toEqual(['VOLUME_GROUP_EXPORTED']);
  await on(first, 'vgimport -qq pair; losetup -d $(losetup -nO NAME -j /root/pair-b.img)');
  expect(await scanned()).toContain('VOLUME_GROUP_INCOMPLETE');
  await on(
    first,
    'losetup -f /root/pair-b.img; pvscan -qq --cache; vgextend -qq --restoremissing pair $(losetup -nO NAME -j /root/pair-b.img) || true; vgchange -qq -ay pair',
  );
  expect(await scanned()).toEqual([]);
  await on(
    first,
    `
    lvcreate -qqy -n fills -V 512M --thinpool pool own-vg
    setsid -f dd if=/dev/urandom of=/dev/own-vg/fills bs=1M oflag=direct </dev/null >/dev/null 2>&1
    timeout 300 sh -c 'until dmsetup status own--vg-pool-tpool | grep -q out_of_data; do sleep 1; done'`,
  );
  expect(await scannedOf('own--vg-thin--1')).toEqual(['THIN_POOL_UNFIT']);
});

it('what remedies say of volumes helps', async () => {
  await on(first, 'pkill dd; lvextend -qq -L +256M own-vg/pool');
  expect(await scannedOf('own--vg-thin--1')).toEqual([]);

  const inPool = "lvchange -qq -an --select 'vg_name=own-vg && pool_lv=pool'; lvchange -qq -an own-vg/pool";
  await on(first, `${inPool}; lvchange -qq --discards ignore own-vg/pool; lvchange -qq -ay own-vg`);
  expect(await scannedOf('own--vg-thin--1')).toEqual(['THIN_POOL_UNFIT']);
  await on(first, `${inPool}; lvchange -qq --discards passdown own-vg/pool; lvchange -qq -ay own-vg`);
  expect(await scannedOf('own--vg-thin--1')).toEqual([]);

  expect(await scannedOf('own--vg-origin')).toEqual(['SNAPSHOT_ORIGIN']);
  await on(first, 'lvremove -qqy own-vg/kept');
  expect(await scannedOf('own--vg-origin')).toEqual([]);

  await on(first, "sed -i 's/scan_lvs = 1/scan_lvs = 0/' /etc/lvm/lvmlocal.conf");
  expect(await scannedOf('own--vg-nested')).toEqual([]);

  await on(first, 'lvchange -qq -pr own-vg/thick-1');
  expect(await scannedOf('own--vg-thick--1')).toEqual(['READ_ONLY']);
  await on(first, 'lvchange -qq -prw own-vg/thick-1');
  expect(await scannedOf('own--vg-thick--1')).toEqual([]);

  await on(first, 'cryptsetup refresh --allow-discards --key-file /root/secret locked');
  expect(await scannedOf('locked--vg-locked--1')).toEqual(['VOLUME_GROUP_UNDECLARED']);
});

it('of two groups of one name neither is used, until one is renamed', async () => {
  await on(
    first,
    `
    cd /root
    for disk in twin-a twin-b; do
      truncate -s 128M $disk.img
      losetup -f $disk.img
    done
    device() { losetup -nO NAME -j /root/$1.img | tr -d ' '; }
    vgcreate -qqy twin $(device twin-a)
    lvcreate -qqy -n one -L 32M twin
    ${vm('twin', '/dev/twin/one')}
    id=$(vgs --noheadings -o vg_uuid twin | tr -d ' ')
    vgchange -qq -an twin
    vgcreate -qqy --config "devices { filter = [ \\"r|$(device twin-a)|\\" ] }" twin $(device twin-b)
    vgchange -qq -ay --select vg_uuid=$id
    sync`,
  );
  expect(await scannedOf('twin-one')).toEqual(['VOLUME_GROUP_AMBIGUOUS']);
  await on(
    first,
    "vgrename -qq $(vgs --noheadings -o vg_uuid --select 'vg_name=twin && lv_count=0' | tr -d ' ') other",
  );
  expect(await scannedOf('twin-one')).toEqual([]);
});

it('where LVM hangs on a path that is dead, that is told, and all else goes on', async () => {
  await on(
    first,
    'dmsetup suspend --noflush --nolockfs pair-split; dmsetup suspend locked --noflush --nolockfs',
  );
  expect(await scanned()).toContain('VOLUME_UNKNOWN');
  const { hosts } = await winnow.ask<{
    hosts: { nodes: { name: string; inventory: { problems: { what: string }[] } }[] };
  }>('{ hosts(first: 10) { nodes { name inventory { problems { what } } } } }');
  const { inventory } = hosts.nodes.find(({ name }) => name === first.name) ?? {};
  expect(inventory?.problems.map(({ what }) => what).join()).toMatch(/LVM does not answer/);
  await on(first, 'dmsetup resume locked; dmsetup resume pair-split');
  expect(await scanned()).toEqual([]);
});

it('a group that lvmlockd guards needs no word, and a run there has its volume exclusively', async () => {
  for (const [index, machine] of room.hypervisors.entries()) {
    await on(
      machine,
      `
      cat >>/etc/lvm/lvmlocal.conf <<'END'
local { host_id = ${index + 1} }
global {
  use_lvmlockd = 1
  sanlock_lv_extend = 16
}
END`,
    );
  }
  await on(
    first,
    `
    vgcreate -qqy --shared guarded ${guardedIscsi}
    lvcreate -qqy -asy -n one -L 64M guarded
    ${filled('/dev/guarded/one')}
    ${vm('one', '/dev/guarded/one')}
    sync`,
  );
  await on(second, 'pvscan -qq --cache; vgchange -qq --lock-start guarded; lvchange -qq -asy guarded/one');
  for (const { name } of room.hypervisors) await winnow.run('scan', '--host', name);
  expect((await obstacles())['guarded-one']).toEqual([]);
  const { hosts } = await winnow.ask<{ hosts: { nodes: { id: string; name: string }[] } }>(
    '{ hosts(first: 10) { nodes { id name } } }',
  );
  const there = hosts.nodes.find(({ name }) => name === first.name)?.id ?? null;
  const job = await winnow.sparsify('guarded-one', there);
  const { failure } = await winnow.until(job, { status: 'FAILED' });
  expect(failure).toMatchObject({
    code: 'DISK_UNREADABLE',
    message: expect.stringMatching(/could not be activated for the run: LV locked by other host/),
  });
  await on(second, 'lvchange -qq -an guarded/one');
  expect(await resultOf('guarded-one', there)).toMatchObject({
    basis: 'DISCARDED_ONLY',
    discarded: String(unused),
  });
  expect(await on(first, 'lvmlockctl -i')).toMatch(/^LK LV ex /m);
});
