import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HostUnreachable } from '../../src/hosts/host.ts';
import { createSupervisor } from '../../src/hosts/runs/supervisor.ts';
import { createStorageFinder } from '../../src/hosts/storage/find-storage.ts';
import { storageOf } from '../../src/hosts/storage/storage-of.ts';
import type { Transport } from '../../src/hosts/transport/transport.ts';
import { createVolumeReader } from '../../src/hosts/volumes/read-volumes.ts';
import { volumeUsers } from '../../src/hosts/volumes/volume-use.ts';
import { volumesAt } from '../../src/hosts/volumes/volumes-at.ts';
import { patience } from '../support/patience.ts';
import { anAppliance } from './appliance.ts';

/** Puts the SCSI tools of this machine, and the library that they need, into the appliance. */
async function bringScsiTools(upload: (file: string, path: string) => Promise<string>): Promise<void> {
  const whereIs = (tool: string) =>
    execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
  const libraries = execFileSync('ldd', [whereIs('sg_vpd')], { encoding: 'utf8' });
  const [library = ''] = /\/\S*libsgutils2\S*/.exec(libraries) ?? [];
  for (const tool of ['sg_vpd', 'sg_get_lba_status']) await upload(whereIs(tool), `/usr/bin/${tool}`);
  await upload(library, `/usr/lib/${library.slice(library.lastIndexOf('/') + 1)}`);
}

/** Hides what the kernel shows of a disk's pages, as one that is older does. */
const hidePages = `
  for page in vpd_pgb0 vpd_pgb2; do
    mount --bind /dev/null /sys/block/$1/device/$page || exit
  done
`;

const makeLayers = `
  exec >/dev/null
  set -x
  modprobe -a dm-mod dm-crypt dm-thin-pool
  lvm vgcreate -y fast-vg /dev/$1 && lvm vgcreate -y slow /dev/$2 || exit
  lvm lvcreate -y -Wn -Zn -n web-1 -L 16m fast-vg || exit
  lvm lvcreate -y -Wn -Zn -n thick -L 16m slow || exit
  lvm lvcreate -y -Wn -L 32m -T slow/pool && lvm lvcreate -y -Wn -n thin -V 64m -T slow/pool || exit
  lvm lvcreate -y -s -n snap slow/thin && lvm lvcreate -y -Wn -Zn -an -n idle -L 16m fast-vg || exit
  dd if=/dev/zero of=/dev/slow/thin bs=64k count=3 conv=fsync || exit
  # The kernel tries a cipher before its first use, and gives that up after a minute; the next time it is known.
  seal() {
    for try in 1 2 3 4 5; do
      cryptsetup open --type plain --cipher aes-xts-plain64 --key-size 256 --key-file /dev/urandom "$@" && return
    done
    exit 1
  }
  seal /dev/fast-vg/web-1 sealed
  seal --allow-discards /dev/slow/thin open
`;

// One test, since the machine takes long to boot.
it('tells what real SCSI disks, and LVM and dm-crypt on them, do with discards, and serves runs on volumes', async () => {
  const { run, upload, transport, disks } = await anAppliance();
  await bringScsiTools(upload);
  await run(hidePages, disks.gives);
  await run(makeLayers, disks.gives, disks.keeps);

  const limitSeconds = patience(30_000) / 1000;
  const readVolumes = createVolumeReader(transport, limitSeconds);
  const found = await createStorageFinder(transport, { sgVpd: 'sg_vpd' }, limitSeconds, readVolumes).find();

  expect(found.problems).toEqual([]);
  // A disk says that it unmaps also where the machine around it lets nothing come of it: only the kernel knows.
  const page = { unmap: true, readsZeros: false };
  const gives = { maxBytes: 1024 ** 3, granularity: 4096, ...page };
  const keeps = { maxBytes: 0, granularity: 0, ...page };
  // The pool takes them, whatever it lies on.
  const thin = { maxBytes: expect.any(Number), granularity: 64 * 1024, unmap: null, readsZeros: null };
  const [fast, slow] = ['fast-vg', 'slow'].map(
    (name) => found.blockDevices.find(({ volumeGroup }) => volumeGroup === name)?.volumeGroupId,
  );
  expect(fast).toMatch(/^\w{32}$/);
  const device = (path: string, type: string, discard: object, group: object = { volumeGroup: null }) =>
    expect.objectContaining({ path, type, discard, readOnly: false, ...group });
  const inFast = { volumeGroup: 'fast-vg', volumeGroupId: fast };
  const inSlow = { volumeGroup: 'slow', volumeGroupId: slow };
  expect(found.blockDevices).toHaveLength(10);
  expect(found.blockDevices).toEqual(
    expect.arrayContaining([
      device(`/dev/${disks.gives}`, 'disk', gives),
      device(`/dev/${disks.own}`, 'disk', gives),
      device(`/dev/${disks.keeps}`, 'disk', keeps),
      device('/dev/mapper/fast--vg-web--1', 'lvm', gives, inFast),
      device('/dev/mapper/slow-thick', 'lvm', keeps, inSlow),
      device('/dev/mapper/slow-thin', 'lvm', thin, inSlow),
      device('/dev/mapper/fast--vg-idle', 'lvm', gives, { ...inFast, active: false }),
      // Its own size, which its pool takes at once.
      device(
        '/dev/mapper/slow-snap',
        'lvm',
        { ...thin, maxBytes: 64 * 1024 ** 2 },
        { ...inSlow, active: false },
      ),
      device('/dev/mapper/sealed', 'crypt', { ...gives, maxBytes: 0 }),
      device('/dev/mapper/open', 'crypt', thin),
    ]),
  );
  const leads = async (link: string) => (await run(`readlink -f ${link}`)).trim();
  expect(storageOf(await leads('/dev/fast-vg/web-1'), found)).toMatchObject({
    kind: 'VOLUME_GROUP',
    identity: `vg:${fast}`,
  });
  expect(storageOf('/dev/fast-vg/idle', found)).toMatchObject({ identity: `vg:${fast}` });
  const facts = { exported: false, missing: 0, lockType: null, ambiguous: false, mayBeShared: true };
  expect(found.volumeGroups).toEqual(
    new Map(
      [
        { id: fast, name: 'fast-vg', discard: gives },
        { id: slow, name: 'slow', discard: keeps },
      ].map(({ id, name, discard }) => {
        const physicalVolumes = [{ id: expect.any(String), discard }];
        return [id, { name, facts: expect.objectContaining({ ...facts, physicalVolumes }) }];
      }),
    ),
  );
  const [volume] = (
    await volumesAt(transport, readVolumes, [await leads('/dev/slow/thin')], 60_000)
  ).values();
  expect(volume).toMatchObject({
    ...{ bytes: 64 * 1024 ** 2, mappedBytes: 3 * 64 * 1024, device: expect.stringMatching(/^\d+:\d+$/) },
    facts: { kind: 'THIN', sharesChunks: true, pool: { name: 'pool', discards: 'passdown', health: null } },
  });
  expect(storageOf('/init', found)).toMatchObject({ path: '/', facts: { fsType: 'ext2' } });

  const idle = found.blockDevices.find(({ path }) => path.endsWith('-idle'))?.volumeId ?? '';
  await expectActiveForRun(transport, idle, run);
  await expectWritersSeen(run);
  await expectMeasured(run);
  await expectMappedByArray(run);
});

/** A volume is active as long as a run has it, unless somebody opened it meanwhile. */
async function expectActiveForRun(
  transport: Transport,
  volumeId: string,
  run: (script: string) => Promise<string>,
): Promise<void> {
  const supervisor = createSupervisor(transport, () => '/tmp/runs');
  const isActive = async () => (await run('[ ! -e /dev/fast-vg/idle ] || echo yes')).trim() === 'yes';
  const runId = 'job_1.1';
  expect(await supervisor.activate(runId, volumeId)).toBeNull();
  expect(await isActive()).toBe(true);
  expect(await supervisor.state(runId)).toBe('UNKNOWN');
  expect(await supervisor.list()).toEqual([runId]);
  expect(await volumeUsers(transport, volumeId)).toEqual({ users: [], allSeen: true });
  // As udev does for a moment, once it was closed.
  await run('sleep 1 5</dev/fast-vg/idle >/dev/null 2>&1 &');
  await supervisor.forget(runId);
  expect(await isActive()).toBe(false);

  // Who cannot find out whether it is open, or cannot deactivate it, keeps its record for another time.
  const kept = (error: unknown) => error instanceof Error && !(error instanceof HostUnreachable);
  for (const tool of ['dmsetup', 'lvchange']) {
    await supervisor.activate(runId, volumeId);
    await run(`mv /sbin/${tool} /sbin/${tool}-away && ln -s /bin/false /sbin/${tool}`);
    expect(await supervisor.forget(runId).catch(kept), tool).toBe(true);
    expect(await supervisor.list()).toEqual([runId]);
    await run(`mv /sbin/${tool}-away /sbin/${tool}`);
    await supervisor.forget(runId);
    expect(await isActive(), tool).toBe(false);
  }

  await supervisor.activate(runId, volumeId);
  await run(
    'sleep 1000 5<>/dev/fast-vg/idle >/dev/null 2>&1 & echo $! >/tmp/opener; until [ -e /proc/$!/fd/5 ]; do :; done',
  );
  const { users } = await volumeUsers(transport, volumeId);
  expect(users).toMatchObject([
    { what: expect.stringMatching(/^process \d+ \("(sleep|sh)"\) has it open for writing$/) },
  ]);
  await supervisor.forget(runId);
  expect(await isActive()).toBe(true);
  await run(
    'kill "$(cat /tmp/opener)"; sleep 1000 5</dev/fast-vg/idle >/dev/null 2>&1 & echo $! >/tmp/opener; until [ -e /proc/$!/fd/5 ]; do :; done',
  );
  const { users: readers } = await volumeUsers(transport, volumeId);
  expect(readers).toMatchObject([{ what: expect.stringMatching(/has it open for reading$/) }]);
  await run(
    'kill "$(cat /tmp/opener)"; until lvm lvchange -an fast-vg/idle; do sleep 0.1; done >/dev/null 2>&1',
  );

  const nobodys = '0'.repeat(32);
  expect(await volumeUsers(transport, nobodys)).toEqual({ users: [], allSeen: true });
  expect(await supervisor.activate(runId, nobodys)).not.toBeNull();
  expect(await supervisor.list()).toEqual([]);
}

const scriptOf = (name: string) =>
  readFileSync(new URL(`../../src/hosts/volumes/${name}`, import.meta.url), 'utf8');
const volumes = scriptOf('volumes.sh');

/** Whoever may write a volume is seen: what stands on it, what is mounted from it, and processes whatever their root is. */
async function expectWritersSeen(run: (script: string) => Promise<string>): Promise<void> {
  // From other mounts, the directories of this machine's processes seem to lie below another root.
  const writers = () =>
    run(`unshare -m sh -c '
      eval "$(cat)"
      set -- $(identity /dev/slow/thick)
      volume_writers "$1"' <<'END'
${volumes}
END`);
  expect((await writers()).trim()).toBe('');
  const loop = (await run('losetup -f --show /dev/slow/thick')).trim().replace('/dev/', '');
  expect((await writers()).trim()).toBe(`holder ${loop}`);
  await run(
    `losetup -d /dev/${loop}; mkfs.ext4 -q /dev/slow/thick && mkdir -p /tmp/mounted && mount /dev/slow/thick /tmp/mounted`,
  );
  expect((await writers()).trim()).toBe('holder mounted');
  await run('umount /tmp/mounted');
  await run(
    'sleep 1000 5<>/dev/slow/thick >/dev/null 2>&1 & echo $! >/tmp/opener; until [ -e /proc/$!/fd/5 ]; do :; done',
  );
  expect((await writers()).trim()).toMatch(/^process \d+ (sleep|sh)$/);
  await run(
    'kill "$(cat /tmp/opener)"; sleep 1000 5</dev/slow/thick >/dev/null 2>&1 & echo $! >/tmp/opener; until [ -e /proc/$!/fd/5 ]; do :; done',
  );
  expect((await writers()).trim()).toBe('');
  await run('kill "$(cat /tmp/opener)"');
}

/** What was discarded on a volume, and what its pool has mapped for it and uses, in chunks of 64 KiB. */
async function expectMeasured(run: (script: string) => Promise<string>): Promise<void> {
  const measured = async (name: string) =>
    (
      await run(`${volumes}
        set -- $(identity /dev/slow/${name})
        for bytes in "$(mapped_bytes "$1")" "$(pool_bytes "$1")" "$(discarded_bytes "$1")"; do
          echo "\${bytes:+$((bytes / 65536))}"
        done`)
    )
      .split('\n')
      .slice(0, 3);
  await run('cryptsetup close open');
  expect(await measured('thin')).toEqual(['3', '3', '0']);
  await run('dd if=/dev/zero of=/dev/slow/thin bs=64k count=2 seek=8 conv=fsync 2>/dev/null');
  expect(await measured('thin')).toEqual(['5', '5', '0']);
  await run('blkdiscard -o 512k -l 64k /dev/slow/thin');
  expect(await measured('thin')).toEqual(['4', '4', '1']);
  // Those that a snapshot has, too, the pool does not get back.
  await run(
    'lvm lvcreate -y -s -n snap-2 slow/thin >/dev/null 2>&1 && blkdiscard -o 0 -l 128k /dev/slow/thin',
  );
  expect(await measured('thin')).toEqual(['2', '4', '3']);
  expect(await measured('thick')).toEqual(['', '', '0']);
}

/** What the kernel's own stand-in for an array has mapped for volumes on it, in KiB. */
async function expectMappedByArray(run: (script: string) => Promise<string>): Promise<void> {
  const mapped = async (volume: string) =>
    (
      await run(`${volumes}${scriptOf('mapped-by-array.sh')}
        set -- $(identity /dev/${volume})
        bytes=$(array_bytes "$1") && echo "$((bytes / 1024))" || echo unknown`)
    ).trim();
  await run(`
    exec >/dev/null 2>&1
    set -x
    modprobe scsi_debug dev_size_mb=64 add_host=2 per_host_store=1 lbpu=1 || exit
    until [ "$(cat /sys/bus/pseudo/drivers/scsi_debug/adapter*/host*/target*/*/block/*/size | wc -l)" = 2 ]; do sleep 0.1; done
    set -- $(cd /sys/bus/pseudo/drivers/scsi_debug && ls adapter*/host*/target*/*/block | grep '^sd')
    until [ -b "/dev/$1" ] && [ -b "/dev/$2" ]; do sleep 0.1; done
    lvm vgcreate -y array "/dev/$1" "/dev/$2" || exit
    lvm lvcreate -y -Wn -Zn -n linear -L 16m array && lvm lvcreate -y -Wn -Zn -n striped -i 2 -L 16m array || exit
    dd if=/dev/zero of=/dev/array/linear bs=64k count=16 seek=4 oflag=direct || exit
    dd if=/dev/zero of=/dev/array/striped bs=64k count=16 oflag=direct`);
  expect(await mapped('array/linear')).toBe('1024');
  expect(await mapped('array/striped')).toBe('1024');
  await run(
    'blkdiscard -o 512k -l 64k /dev/array/linear && blkdiscard -o 5m -l 1m /dev/array/linear && blkdiscard /dev/array/striped',
  );
  expect(await mapped('array/linear')).toBe('960');
  expect(await mapped('array/striped')).toBe('0');
  // What asks the array may be kept from all devices that are not named.
  const devices = await run(`${volumes}${scriptOf('mapped-by-array.sh')}
    set -- $(identity /dev/array/striped)
    run_devices /dev/array/striped "$1"
    run_devices /some/file 2049`);
  expect(devices).toMatch(/^\/dev\/array\/striped\n\/dev\/mapper\/control\n(\/dev\/sd\w+ r\n){2}\s*$/);
  // qemu's disk does not say.
  expect(await mapped('slow/thick')).toBe('unknown');
}
