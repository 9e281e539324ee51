import { chmodSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageChain } from '../../../../src/hosts/images/chain/image-chain.ts';
import { inspectContents } from '../../../../src/hosts/images/contents/inspect-contents.ts';
import { createLocalTransport } from '../../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../../src/hosts/transport/transport.ts';
import { loopDevice } from '../../loop-device.ts';
import { nobodysTransport, qemuImg } from '../real-images.ts';
import { chainOf, someDisks } from './some-disks.ts';

const look = async (
  chain: ImageChain,
  virtualSize = chain[0]?.size ?? 0,
  known: Parameters<typeof inspectContents>[3] = null,
  transport: Transport = createLocalTransport(),
) => (await inspectContents(transport, 'qemu-io', { chain, virtualSize }, known)).contents;
const mebibyte = 1024 ** 2;

/** Two partitions, at 1 and 21 MiB. */
function partitioned() {
  const disks = someDisks();
  const disk = disks.empty('disk.raw', 64 * mebibyte);
  disks.run('sgdisk', ['-n1:1M:+19M', '-n2:21M:+20M', disk]);
  return { ...disks, disk };
}

describe('a look into an image', () => {
  it('finds partitions and what they hold, in a raw and in a qcow2 image, and in one that stands on another', async () => {
    const { disk, place, ext4, luks, directory } = partitioned();
    place(disk, { 1: ext4(), 21: luks() });
    const [image, overlay] = [join(directory, 'disk.qcow2'), join(directory, 'overlay.qcow2')];
    qemuImg('convert', '-O', 'qcow2', disk, image);
    qemuImg('create', '-f', 'qcow2', '-b', image, '-F', 'qcow2', overlay);
    // Only root may read it: qemu reads it as nobody all the same, and writes nothing.
    chmodSync(image, 0o600);
    const found = {
      partitionTable: 'GPT',
      sectorSize: 512,
      areas: [
        { device: '/dev/sda1', offset: mebibyte, size: 19 * mebibyte, type: 'ext4', state: 'CLEAN' },
        { device: '/dev/sda2', offset: 21 * mebibyte, kind: 'ENCRYPTED', type: 'crypto_LUKS' },
      ],
      volumeGroups: [],
    };
    const size = 64 * mebibyte;
    expect(await look(chainOf(disk))).toMatchObject(found);
    expect(await look(chainOf(image, 'qcow2'), size)).toMatchObject(found);
    const chain = [...chainOf(overlay, 'qcow2'), ...chainOf(image, 'qcow2')];
    expect(await look(chain, size)).toMatchObject(found);
  });

  it('opens no device that is not the logical volume of that id', async () => {
    const { disk, place, ext4 } = partitioned();
    place(disk, { 1: ext4() });
    const { device } = loopDevice(disk);
    const number = readFileSync(`/sys/block/${basename(device)}/dev`, 'utf8').trim();
    const size = statSync(disk).size;
    const asVolume = {
      realPath: device,
      format: 'raw',
      device: number,
      inode: 'v'.repeat(32),
      size,
    } as const;
    expect(await look([asVolume])).toBeNull();
    expect(await look([{ ...asVolume, realPath: disk }])).toBeNull();
  });

  it('never follows what a header says of other files', async () => {
    const { disk, place, luks, directory } = partitioned();
    place(disk, { 21: luks() });
    const overlay = join(directory, 'overlay.qcow2');
    qemuImg('create', '-f', 'qcow2', '-b', disk, '-F', 'raw', overlay);
    expect(await look(chainOf(overlay, 'qcow2'), 64 * mebibyte)).toMatchObject({
      areas: [{ device: '/dev/sda', kind: 'BLANK' }],
    });
  });

  it('answers what is known where the image has not changed, and looks again where it has', async () => {
    const { disk, place, ext4 } = partitioned();
    const first = await look(chainOf(disk));
    expect(first).toMatchObject({ areas: [{ kind: 'BLANK' }, { kind: 'BLANK' }] });
    const known = first && { ...first, areas: [] };
    expect(await look(chainOf(disk), undefined, known)).toBe(known);
    place(disk, { 1: ext4() });
    expect(await look(chainOf(disk), undefined, known)).toMatchObject({ areas: [{ type: 'ext4' }, {}] });
  });

  it('changes neither the image nor its times', async () => {
    const { disk, place, ntfs, run } = partitioned();
    place(disk, { 1: ntfs() });
    // What the kernel takes for a file's own bookkeeping it takes when it writes the file back.
    run('sync', [disk]);
    const before = { bytes: readFileSync(disk), ...statSync(disk, { bigint: true }) };
    await look(chainOf(disk));
    const { mtimeNs, ctimeNs, blocks } = statSync(disk, { bigint: true });
    expect({ mtimeNs, ctimeNs, blocks }).toEqual({
      mtimeNs: before.mtimeNs,
      ctimeNs: before.ctimeNs,
      blocks: before.blocks,
    });
    expect(readFileSync(disk).equals(before.bytes)).toBe(true);
  });

  it('tells nothing of another file in the place of the one that was judged', async () => {
    const { disk, ext4 } = partitioned();
    const chain = chainOf(disk);
    renameSync(ext4(), disk);
    expect(await look(chain)).toBeNull();
  });

  it('tells nothing where the host has no qemu-io, the image may not be read, or a chain is not known', async () => {
    const { disk } = partitioned();
    const chain = chainOf(disk);
    const image = { chain, virtualSize: 64 * mebibyte };
    expect(await inspectContents(createLocalTransport(), 'no-such-qemu-io', image, null)).toMatchObject({
      contents: null,
    });
    chmodSync(disk, 0);
    expect(await look(chain, undefined, null, nobodysTransport())).toBeNull();
    expect(await look([], 64 * mebibyte)).toBeNull();
  });

  it('finds a Windows that is hibernated, by few small reads in one call', async () => {
    const { disk, place, ntfs } = partitioned();
    place(disk, { 1: ntfs({ 'hiberfil.sys': 'hibr and all that was in memory' }) });
    const local = createLocalTransport();
    const calls: string[] = [];
    let answers = 0;
    const counting: Transport = {
      run(command) {
        calls.push(command.program);
        return local.run(command);
      },
      stream(command, onLine) {
        calls.push(command.program);
        return local.stream(command, (line, reply) => {
          if (line.startsWith('end-')) answers += 1;
          onLine(line, reply);
        });
      },
    };
    expect(await look(chainOf(disk), undefined, null, counting)).toMatchObject({
      areas: [{ type: 'ntfs', state: 'HIBERNATED' }, { kind: 'BLANK' }],
    });
    expect(calls).toHaveLength(1);
    expect(answers).toBeLessThanOrEqual(8);
  });
});
