import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRefcountCheck } from '../../../../src/hosts/images/format/refcounts.ts';
import { createLocalTransport } from '../../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../../src/hosts/transport/transport.ts';
import { aHost, temporaryDirectory } from '../../a-host.ts';
import { anImageSearch, imageAt } from '../an-image-search.ts';
import { crashedLazily, heldByQemu, isWhole, qemuImg } from '../real-images.ts';

const lazy = (file: string) => qemuImg('create', '-f', 'qcow2', '-o', 'lazy_refcounts=on', file, '8M');
/** What was advised once, and clears the dirty flag although it mends nothing. */
const mendWrongly = (file: string) => {
  expect(() => qemuImg('check', '-r', 'leaks', file)).toThrow();
};

function aCheck(limits = { brief: 60_000, thorough: 60_000 }, tool = 'qemu-img') {
  const local = createLocalTransport();
  let runs = 0;
  const transport: Transport = {
    ...local,
    run: (command) => {
      runs += 1;
      return local.run(command);
    },
  };
  const check = createRefcountCheck(transport, tool, limits);
  const image = join(temporaryDirectory(), 'disk.qcow2');
  return {
    image,
    ask: (thoroughness: 'brief' | 'thorough' = 'brief', version = '1') =>
      check({ realPath: image, version }, thoroughness),
    runs: () => runs,
  };
}

describe('a check of reference counts', () => {
  it('finds those whole of an image that was closed', async () => {
    const { image, ask } = aCheck();
    lazy(image);
    expect(await ask()).toBe('WHOLE');
  });

  it('finds those broken of an image that crashed, and changes nothing of it', async () => {
    const { image, ask } = aCheck();
    await crashedLazily(image);
    mendWrongly(image);
    const before = [readFileSync(image), statSync(image).mtimeMs];
    expect(await ask()).toBe('BROKEN');
    expect([readFileSync(image), statSync(image).mtimeMs]).toEqual(before);
  });

  it('takes leaked clusters for no harm', async () => {
    const { image, ask } = aCheck();
    lazy(image);
    const written = readFileSync(image);
    const content = Buffer.alloc(Math.ceil(written.length / 65536 + 1) * 65536);
    written.copy(content);
    // The counts begin at the third cluster: one for a cluster that nothing refers to.
    const block = Number(content.readBigUInt64BE(Number(content.readBigUInt64BE(48))));
    content.writeUInt16BE(1, block + 2 * (content.length / 65536 - 1));
    writeFileSync(image, content);
    expect(() => qemuImg('check', image)).toThrow();
    expect(await ask()).toBe('WHOLE');
  });

  it('comes to no verdict while a virtual machine has the image, and is tried again after', async () => {
    const { image, ask } = aCheck();
    lazy(image);
    await heldByQemu(image, `format=qcow2,file=${image}`);
    expect([await ask(), await ask('thorough')]).toEqual(['UNCHECKED', 'UNCHECKED']);
  });

  it('comes to no verdict where it may not take the time, which only a thorough one may', async () => {
    const slow = join(temporaryDirectory(), 'qemu-img');
    const go = `${slow}.go`;
    writeFileSync(slow, `#!/bin/sh\nuntil [ -e '${go}' ]; do sleep 0.05; done\nexec qemu-img "$@"\n`, {
      mode: 0o755,
    });
    const { image, ask, runs } = aCheck({ brief: 200, thorough: 60_000 }, slow);
    lazy(image);
    expect([await ask(), await ask()]).toEqual(['UNCHECKED', 'UNCHECKED']);
    expect(runs()).toBe(1);
    writeFileSync(go, '');
    expect([await ask('thorough'), await ask()]).toEqual(['WHOLE', 'WHOLE']);
    expect(runs()).toBe(2);
  });

  it('is made once for a file as long as it is the same', async () => {
    const { image, ask, runs } = aCheck();
    lazy(image);
    await ask();
    await ask('thorough');
    expect(runs()).toBe(1);
    await ask('brief', '2');
    expect(runs()).toBe(2);
  });

  it('does not open what the image names as its backing file', async () => {
    const { image, ask } = aCheck();
    qemuImg('create', '-f', 'qcow2', '-u', '-b', '/nowhere/base', '-F', 'raw', image, '8M');
    expect(await ask()).toBe('WHOLE');
  });

  it('tells of an image with more that is wrong than output may be long', async () => {
    const telling = join(temporaryDirectory(), 'qemu-img');
    const report = '{"check-errors": 0, "corruptions": 300000}';
    writeFileSync(
      telling,
      `#!/bin/sh\nyes 'ERROR cluster' | head -c 20000000 >&2\necho '${report}'\nexit 2\n`,
      {
        mode: 0o755,
      },
    );
    const { ask } = aCheck(undefined, telling);
    expect(await ask()).toBe('BROKEN');
  });
});

describe('an image whose reference counts are not whole', () => {
  it('is found out by a scan and by a look, and no run begins on it', async () => {
    const { host, images } = aHost();
    const file = join(images, 'disk.qcow2');
    await crashedLazily(file);
    const image = { directory: images, path: 'disk.qcow2', format: 'QCOW2' } as const;
    expect(await host.inspectImage(image)).toMatchObject({
      image: { dirty: true, refcounts: null },
    });
    mendWrongly(file);
    expect(await host.inspectImage(image)).toMatchObject({
      image: { dirty: false, refcounts: 'BROKEN' },
    });
    expect(await host.startRun({ runId: 'job_x.1', image })).toMatchObject({
      failure: { code: 'FILESYSTEM_CORRUPT', remedy: expect.stringContaining('qemu-img check -r all') },
    });
    const found = await host.findImages({ wanted: [], directories: [images] });
    expect(imageAt(found, file)).toMatchObject({ dirty: false, refcounts: 'BROKEN' });
    qemuImg('check', '-r', 'all', file);
    expect(await host.inspectForRun(image)).toMatchObject({ image: { refcounts: 'WHOLE' } });
    expect(isWhole(file)).toBe(true);
  });

  it('is looked for among the others only where something gives reason to', async () => {
    const { at, inDirectory, find } = anImageSearch();
    qemuImg('create', '-f', 'qcow2', at('usual.qcow2'), '8M');
    lazy(at('lazy.qcow2'));
    const found = await inDirectory();
    expect(imageAt(found, at('usual.qcow2'))?.refcounts).toBeNull();
    expect(imageAt(found, at('lazy.qcow2'))?.refcounts).toBe('WHOLE');
    const doubt = async (doubtful: string) => {
      const wanted = [{ path: at('usual.qcow2'), format: 'qcow2', doubtful }];
      return imageAt(await find({ wanted, directories: [] }), at('usual.qcow2'))?.refcounts;
    };
    expect(await doubt(String(statSync(at('usual.qcow2')).ino))).toBe('WHOLE');
    expect(await doubt('1')).toBeNull();
  });
});
