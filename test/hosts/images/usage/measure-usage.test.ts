import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureUsage } from '../../../../src/hosts/images/usage/measure-usage.ts';
import { createLocalTransport } from '../../../../src/hosts/transport/local-transport.ts';
import { createPatience } from '../../../../src/hosts/transport/patience.ts';
import { aHost, temporaryDirectory } from '../../a-host.ts';
import { until } from '../../processes.ts';
import { qemuImg } from '../real-images.ts';
import { withoutExport } from '../shown-images.ts';
import { fakeVirtDf, said, tellsFirstByte } from './fake-virt-df.ts';

const mayMount = process.getuid?.() === 0;

/** A host with that virt-df, and an image on it; `limits` are the seconds that virt-df was given. */
function measuring(virtDf: string, settings: Parameters<typeof aHost>[0] = {}, onMeasure = () => {}) {
  const limits: (string | undefined)[] = [];
  const local = createLocalTransport();
  const here = aHost({
    ...settings,
    tools: { ...settings.tools, virtDf },
    transport: {
      ...local,
      async run(command) {
        const at = command.args.indexOf(virtDf);
        if (at > 0) {
          limits.push(command.args[at - 1]);
          onMeasure();
        }
        return local.run(command);
      },
    },
  });
  return { ...here, image: here.imageNamed('web.raw'), limits };
}

const usedBytes = (count: number) => ({ ok: true, filesystems: [{ device: '/dev/sda', usedBytes: count }] });

describe('measuring what the filesystems of an image use', () => {
  it('gives bytes for each, whatever the image is called', async () => {
    const { host, image } = measuring(
      fakeVirtDf(
        said(
          `VirtualMachine,Filesystem,1K-blocks,Used,Available,Use%
web.qcow2,/dev/sda1,999320,28,930480,0.0%
"a,b.qcow2",/dev/vg/root,2048,1024,1024,50.0%`,
        ),
      ),
    );
    expect(await host.measureUsage(image)).toEqual({
      ok: true,
      filesystems: [
        { device: '/dev/sda1', usedBytes: 28 * 1024 },
        { device: '/dev/vg/root', usedBytes: 1024 * 1024 },
      ],
    });
  });

  it.each([
    ['exit 127', 'TOOL_MISSING'],
    ['echo "libguestfs error: guestfs_launch failed" >&2; exit 1', 'APPLIANCE_FAILED'],
    ['exit 124', 'TIMED_OUT'],
    ['echo something on "$image" >&2; exit 1', 'TOOL_FAILED'],
  ])('says why it could not: %s', async (lines, code) => {
    const { host, image, images } = measuring(fakeVirtDf(lines));
    const answer = await host.measureUsage(image);
    expect(answer).toMatchObject({ ok: false, failure: { code, remedy: expect.any(String) } });
    if (code === 'TOOL_FAILED') {
      expect(answer).toMatchObject({ failure: { outputTail: `something on ${join(images, 'web.raw')}\n` } });
    }
  });

  it('gives a host that was too slow more time at the next', async () => {
    const slow = join(temporaryDirectory(), 'slow');
    writeFileSync(slow, '');
    const { host, image, limits } = measuring(
      fakeVirtDf(`if [ -e '${slow}' ]; then rm '${slow}'; exit 124; fi`),
    );
    await host.measureUsage(image);
    await host.measureUsage(image);
    await host.measureUsage(image);
    expect(limits).toEqual(['180', '360', '180']);
  });
});

describe.each([
  ['an export', {}],
  ['the descriptor, bound', withoutExport],
] as const)('virt-df on %s', (way, settings) => {
  const runs = it.runIf(mayMount || way === 'an export');

  /** `web.raw` in a directory that `flip` turns into a link to another file of that name. */
  function flippable({ images }: { images: string }) {
    const [sub, outside] = [join(images, 'sub'), temporaryDirectory()];
    mkdirSync(sub);
    writeFileSync(join(sub, 'web.raw'), Buffer.alloc(65536, 7));
    writeFileSync(join(outside, 'web.raw'), Buffer.alloc(65536, 9));
    return {
      image: { directory: images, path: 'sub/web.raw', format: 'RAW' } as const,
      swapped: outside,
      flip() {
        renameSync(sub, join(images, 'away'));
        symlinkSync(outside, sub);
      },
    };
  }

  runs('reads the image that was judged, whatever has its name by then', async () => {
    const flip = join(temporaryDirectory(), 'flip');
    const { host, ...here } = measuring(fakeVirtDf(`sh '${flip}'; ${tellsFirstByte}`), settings);
    const { image, swapped } = flippable(here);
    writeFileSync(flip, `cd '${here.images}' && mv sub away && ln -s '${swapped}' sub`);
    expect(await host.measureUsage(image)).toEqual(usedBytes(7 * 1024));
    expect(readFileSync(join(here.images, image.path))[0]).toBe(9);
  });

  runs('is not started when another file has the name of the image right before', async () => {
    let flip = () => {};
    const here = measuring(fakeVirtDf(tellsFirstByte), settings, () => flip());
    const { image, flip: turn } = flippable(here);
    flip = turn;
    expect(await here.host.measureUsage(image)).toMatchObject({
      ok: false,
      failure: { code: 'IMAGE_CHANGED', message: expect.stringContaining('Nothing was changed') },
    });
  });

  runs('is not led on by a name that the header got since', async () => {
    let rebase = () => {};
    const here = measuring(fakeVirtDf(tellsFirstByte), settings, () => rebase());
    const outside = join(temporaryDirectory(), 'outside.raw');
    writeFileSync(outside, Buffer.alloc(1024 * 1024, 9));
    const file = join(here.images, 'web.qcow2');
    qemuImg('create', '-q', '-f', 'qcow2', file, '1M');
    rebase = () => qemuImg('rebase', '-q', '-u', '-F', 'raw', '-b', outside, file);
    const image = { directory: here.images, path: 'web.qcow2', format: 'QCOW2' } as const;
    if (way === 'an export') expect(await here.host.measureUsage(image)).toEqual(usedBytes(0));
    else
      expect(await here.host.measureUsage(image)).toMatchObject({ failure: { code: 'EXPORT_UNAVAILABLE' } });
  });

  it.runIf(mayMount && way === 'an export')(
    'does not wait for a pipe that the header names since',
    async () => {
      const { images } = aHost();
      const [file, other, data] = [
        join(images, 'web.qcow2'),
        join(images, 'other.qcow2'),
        join(images, 'data'),
      ];
      const storageDaemon = join(images, 'qemu-storage-daemon');
      symlinkSync(
        execFileSync('sh', ['-c', 'command -v qemu-storage-daemon']).toString().trim(),
        storageDaemon,
      );
      qemuImg('create', '-q', '-f', 'qcow2', file, '1M');
      qemuImg('create', '-q', '-f', 'qcow2', '-o', `data_file=${data}`, other, '1M');
      const size = Math.max(statSync(file).size, statSync(other).size);
      for (const each of [file, other]) truncateSync(each, size);
      const { dev, ino } = statSync(file, { bigint: true });
      writeFileSync(file, readFileSync(other));
      rmSync(data);
      execFileSync('mkfifo', [data]);
      const node = {
        realPath: file,
        format: 'qcow2',
        device: String(dev),
        inode: String(ino),
        size,
      } as const;
      const answer = await measureUsage(
        createLocalTransport(),
        { virtDf: fakeVirtDf(tellsFirstByte), qemuStorageDaemon: storageDaemon, confine: false },
        {},
        { realPath: file, chain: [node] },
        createPatience({ leastMs: 1000, mostMs: 1000 }),
      );
      expect(answer).toMatchObject({ ok: false, failure: { code: 'TIMED_OUT' } });
      const words = () =>
        execFileSync('sh', ['-c', 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" "\\n"; :']).toString();
      await until(() => !words().split('\n').includes(storageDaemon));
    },
  );

  runs('leaves neither a mount, a process nor a directory behind', async () => {
    const told = join(temporaryDirectory(), 'told');
    const { host, image } = measuring(fakeVirtDf(`echo "\${image%/view}" >'${told}'; exit 1`), settings);
    await host.measureUsage(image);
    const directory = readFileSync(told, 'utf8').trim();
    expect(directory).toContain('winnow-measure');
    expect(existsSync(directory)).toBe(false);
    expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(directory);
  });
});
