import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { type MachineRoom, openMachineRoom, storagePaths } from './machine-room.ts';
import { startWinnow, type Winnow } from './winnow.ts';

const { newNfs, oldNfs, local } = storagePaths;

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
  expect(await on(first, punched(newNfs))).toBe('0');
  expect(await on(first, punched(oldNfs))).toMatch(/unsupported\n16384$/);
  expect(await on(second, `stat -c %s ${newNfs}/file ${oldNfs}/file`)).toBe('8388608\n8388608');
  expect(
    await on(first, `rm ${newNfs}/file; for each in ${newNfs} ${oldNfs}; do findmnt -no OPTIONS $each; done`),
  ).toMatch(/vers=4\.2.*\n.*vers=4\.1/);
});

it('a disk over iSCSI gives back what is unmapped', async () => {
  const stored = () => on(room.storage, 'sync /srv/thin; stat -c %b /srv/thin').then(Number);
  const before = await stored();
  await on(first, `dd if=/dev/urandom of=${storagePaths.iscsi} bs=1M count=64 oflag=direct`);
  expect(await stored()).toBeGreaterThan(before + 120_000);
  await on(first, `blkdiscard -o 0 -l 64M ${storagePaths.iscsi}`);
  expect(await stored()).toBeLessThan(before + 1000);
});

/** The names of images, which are those of their files. A guest is in the first alone. */
const images = {
  [newNfs]: ['guest', 'booted', 'waits', 'canceled', 'behind', 'storage-booted'],
  [oldNfs]: ['old'],
  [local]: ['elsewhere'],
};

it('images lie on all storage: 8 MiB of each are used, and 32 MiB are not any more', async () => {
  await on(
    first,
    `
    cd /root
    head -c 40M /dev/urandom >disk
    head -c 8M disk | sha256sum >used
    truncate -s 256M disk
    qemu-img convert -O qcow2 disk disk.qcow2
    ${Object.entries(images)
      .flatMap(([path, names]) => names.map((name) => `cp disk.qcow2 ${path}/${name}.qcow2`))
      .join('\n')}
    rm disk disk.qcow2
    truncate -s 256M disk
    mke2fs -q -t ext4 disk
    mount -o loop disk /mnt
    head -c 64M /dev/urandom >/mnt/deleted
    sync /mnt/deleted
    rm /mnt/deleted
    umount /mnt
    qemu-img convert -O qcow2 disk ${newNfs}/guest.qcow2
    rm disk
    sync`,
  );
});

/** What an image takes on the storage machine, in bytes. */
const takes = async (name: string): Promise<number> =>
  512 * Number(await on(room.storage, `sync /srv/new; stat -c %b /srv/new/${name}.qcow2`));

/** Expects that an image gave back what is not used, and has the rest as it was. */
async function expectShrunk(name: string): Promise<void> {
  expect(await takes(name)).toBeLessThan(20_000_000);
  await expectWhole(name);
}

const expectWhole = async (name: string): Promise<void> =>
  expect(
    await on(
      first,
      `
      cd /root
      qemu-img check -q ${newNfs}/${name}.qcow2
      qemu-img convert -O raw ${newNfs}/${name}.qcow2 copy
      head -c 8M copy | sha256sum | cmp - used
      rm copy`,
    ),
  ).toBe('');

it('hosts are registered with a key for Winnow alone, and their probes say what to do', async () => {
  const rules = `restrict,from="10.0.2.2"`;
  const user = { [first.name]: 'root', [second.name]: 'winnow' };
  await on(first, `printf '%s\\n' '${rules} ${winnow.publicKey}' >>/root/.ssh/authorized_keys; sync`);
  await on(
    second,
    `
    useradd -m winnow
    mkdir -m 700 ~winnow/.ssh
    printf '%s\\n' '${winnow.publicKey}' >~winnow/.ssh/authorized_keys
    chown -R winnow: ~winnow/.ssh
    echo 'winnow ALL=(root) NOPASSWD: /bin/sh -s' >/etc/sudoers.d/winnow
    sync`,
  );
  const register = async (machine: Machine) => {
    const directories = Object.keys(images).flatMap((path) => ['--directory', path]);
    const add = (...args: string[]) =>
      winnow.run('host', 'add', `${user[machine.name]}@${machine.name}`, ...directories, ...args);
    const shown = await on(machine, 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key');
    const [fingerprint = ''] = /SHA256:\S+/.exec(shown) ?? [];
    expect(await add()).toMatchObject({
      code: 3,
      error: { code: 'HOST_KEY_UNKNOWN', remedy: expect.stringContaining(`--fingerprint ${fingerprint}`) },
    });
    return add('--fingerprint', fingerprint);
  };
  const [byRoot, bySudo] = await Promise.all([register(first), register(second)]);
  const able = { canSparsify: true, acceleration: 'KVM', confinement: 'SYSTEMD', findings: [] };
  expect(byRoot).toMatchObject({
    code: 0,
    host: {
      name: 'hypervisor-1',
      capabilities: { ...able, rights: 'ROOT', recommendations: [] },
      inventory: { contact: 'IN_CONTACT', vms: 'KNOWN', problems: [] },
    },
  });
  expect(bySudo).toMatchObject({
    code: 0,
    host: {
      name: 'hypervisor-2',
      capabilities: {
        ...{ ...able, rights: 'ROOT_BY_SUDO', user: 'winnow' },
        recommendations: [{ remedy: expect.stringContaining('restrict,from=') }],
      },
    },
  });

  await on(second, `sed -i 's/^/${rules} /' ~winnow/.ssh/authorized_keys; sync`);
  const doctor = await winnow.run('doctor', '--host', second.name);
  expect(doctor).toMatchObject({ code: 0, ok: true });
  expect(doctor.findings.map(({ status }: { status: string }) => status)).not.toContain('NOTE');
  expect(doctor.findings).toContainEqual(
    expect.objectContaining({ status: 'OK', what: 'the appliance starts, with KVM' }),
  );
});

it('a disk on NFS 4.2 is sparsified, and its space is given back on the server', async () => {
  expect(await takes('guest')).toBeGreaterThan(60_000_000);
  const done = await winnow.run('sparsify', 'guest.qcow2');
  expect(done).toMatchObject({ code: 0, ok: true, job: { status: 'COMPLETED' } });
  const now = await takes('guest');
  expect(now).toBeLessThan(20_000_000);
  expect(Number(done.job.result.sizeAfter)).toBe(now);
  await on(first, `qemu-img check -q ${newNfs}/guest.qcow2`);
});

it('a disk on NFS 4.1 is refused with the reason', async () => {
  const refused = await winnow.run('sparsify', 'old.qcow2');
  expect(refused).toMatchObject({ code: 3, error: { code: 'DISK_NOT_ELIGIBLE' } });
  expect(JSON.stringify(refused.error)).toMatch(/mounted with NFS 4\.1, which cannot punch holes.*vers=4\.2/);
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

/** Whether runs go on until they are let go. */
const hold = async (held: boolean): Promise<void> => {
  const change = `${held ? 'touch' : 'rm -f'} /usr/local/hold; sync`;
  await Promise.all(room.hypervisors.map((machine) => on(machine, change)));
};

/** Waits until a run is at work on its image, and gives the machine that it is on. */
async function atWork(job: string): Promise<Machine> {
  const { attempts } = await winnow.until(job, { status: 'RUNNING', progress: { phase: 'TRIMMING' } });
  const name = attempts.at(-1)?.host?.name;
  const machine = room.hypervisors.find((each) => each.name === name);
  if (machine === undefined) throw new Error(`The job is on ${name}.`);
  return machine;
}

it('a host that is reset in mid-run is known by its boot id when it is back, and the disk is sparsified then', async () => {
  await hold(true);
  const job = await winnow.sparsify('booted.qcow2');
  const machine = await atWork(job);
  const back = machine.reset();
  await winnow.until(job, { waitingFor: { code: 'HOST_CONTACT' } });
  await back;
  await hold(false);
  const { attempts } = await winnow.until(job, { status: 'COMPLETED' });
  expect(attempts).toMatchObject([
    { host: { name: machine.name }, failure: { code: 'RUN_LOST' } },
    { failure: null },
  ]);
  await expectShrunk('booted');
});

it('runs wait for storage that does not answer, others go on, and all end when it is back', async () => {
  await hold(true);
  const [waits, canceled] = [await winnow.sparsify('waits.qcow2'), await winnow.sparsify('canceled.qcow2')];
  const machines = [await atWork(waits), await atWork(canceled)];
  expect(new Set(machines.map(({ name }) => name)).size).toBe(2);
  await room.storage.pause();
  const waitsForStorage = { waitingFor: { code: 'STORAGE_CONTACT' } };
  for (const job of [waits, canceled]) await winnow.until(job, waitsForStorage);
  await hold(false);

  const behind = await winnow.sparsify('behind.qcow2');
  const elsewhere = await winnow.sparsify('elsewhere.qcow2');
  await winnow.ask('mutation ($id: ID!) { cancelSparsifyJob(input: { id: $id }) { userErrors { code } } }', {
    id: canceled,
  });
  await winnow.until(canceled, {
    status: 'CANCELING',
    waitingFor: { code: 'STORAGE_CONTACT', message: expect.stringContaining('cannot be stopped yet') },
  });
  const scanned = await winnow.run('scan', '--host', first.name);
  expect(JSON.stringify(scanned)).toMatch(
    /the mount at \/images\/new \(nfs4, storage:\/srv\/new\) does not answer/,
  );
  await winnow.until(elsewhere, { status: 'COMPLETED' });
  // All this time nothing else was started there. Of processes that wait for an NFS server some can be killed.
  expect(await winnow.jobOf(waits)).toMatchObject({ status: 'RUNNING', ...waitsForStorage });
  expect(['CANCELING', 'CANCELED']).toContain((await winnow.jobOf(canceled)).status);
  await winnow.until(behind, { ...waitsForStorage, attempts: [] });

  await room.storage.resume();
  await winnow.until(canceled, { status: 'CANCELED' });
  for (const job of [waits, behind]) {
    const { attempts } = await winnow.until(job, { status: 'COMPLETED' });
    expect(attempts).toHaveLength(1);
  }
  for (const name of ['waits', 'behind']) await expectShrunk(name);
  await expectWhole('canceled');
});

it('a run whose storage is reset goes on when that is back', async () => {
  await hold(true);
  const job = await winnow.sparsify('storage-booted.qcow2');
  await atWork(job);
  await room.storage.reset();
  await hold(false);
  const { attempts } = await winnow.until(job, { status: 'COMPLETED' });
  expect(attempts).toHaveLength(1);
  await expectShrunk('storage-booted');
});
