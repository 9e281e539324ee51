import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHost } from '../../a-host.ts';
import { anImageSearch, imageAt } from '../an-image-search.ts';
import { qemuImg } from '../real-images.ts';

const raw = (file: string, preallocation: string) =>
  qemuImg('create', '-f', 'raw', '-o', `preallocation=${preallocation}`, file, '8M');
const volume = '5b6f1e4c-7a53-4b3e-9a51-3c4f5a6b7c8d';

describe('how the space of a raw file was given to it', () => {
  it.each([
    ['off', 'THIN'],
    ['falloc', 'PREALLOCATED'],
    ['full', 'UNKNOWN'],
  ])('with preallocation=%s: %s', async (preallocation, provisioned) => {
    const { at, inDirectory } = anImageSearch();
    raw(at('disk.raw'), preallocation);
    expect(imageAt(await inDirectory(), at('disk.raw'))).toMatchObject({ provisioned });
    const { host, images } = aHost();
    raw(join(images, 'disk.raw'), preallocation);
    const image = { directory: images, path: 'disk.raw', format: 'RAW' } as const;
    expect(await host.inspectImage(image)).toMatchObject({ image: { provisioned } });
  });

  it('is told anew once it has changed', async () => {
    const { at, inDirectory } = anImageSearch();
    raw(at('disk.raw'), 'full');
    expect(imageAt(await inDirectory(), at('disk.raw'))).toMatchObject({ provisioned: 'UNKNOWN' });
    execFileSync('fallocate', ['--punch-hole', '-o', '0', '-l', '1M', at('disk.raw')]);
    expect(imageAt(await inDirectory(), at('disk.raw'))).toMatchObject({ provisioned: 'THIN' });
  });

  it('is no matter of a qcow2, however full it is', async () => {
    const { at, inDirectory } = anImageSearch();
    qemuImg('create', '-f', 'qcow2', '-o', 'preallocation=full', at('disk.qcow2'), '8M');
    expect(imageAt(await inDirectory(), at('disk.qcow2'))).toMatchObject({ provisioned: null });
  });
});

describe('what oVirt declares beside a volume', () => {
  const meta = (type: string, format: string) =>
    `CTIME=1700000000\nDESCRIPTION={"DiskAlias":"x"}\nFORMAT=${format}\nIMAGE=${volume}\nTYPE=${type}\nVOLTYPE=LEAF\nEOF\n`;

  it.each([
    ['PREALLOCATED', 'PREALLOCATED'],
    ['SPARSE', 'THIN'],
  ])('of its space: %s', async (type, declaredAllocation) => {
    const { at, wanted } = anImageSearch();
    raw(at(volume), 'full');
    writeFileSync(at(`${volume}.meta`), meta(type, 'RAW'));
    expect(imageAt(await wanted(volume), at(volume))).toMatchObject({
      format: 'raw',
      formatBasis: 'DECLARED',
      declaredAllocation,
    });
  });

  it('of its format, which no header has to confirm', async () => {
    const { at, inDirectory } = anImageSearch();
    qemuImg('create', '-f', 'qcow2', at(volume), '8M');
    expect(imageAt(await inDirectory(), at(volume))).toMatchObject({ formatBasis: 'HEADER' });
    writeFileSync(at(`${volume}.meta`), meta('SPARSE', 'COW'));
    expect(imageAt(await inDirectory(), at(volume))).toMatchObject({
      format: 'qcow2',
      formatBasis: 'DECLARED',
      declaredAllocation: 'THIN',
    });
  });

  it('is not read where it is a link, nor where the name is none of a volume', async () => {
    const { at, wanted } = anImageSearch();
    raw(at(volume), 'full');
    writeFileSync(at('elsewhere'), meta('SPARSE', 'RAW'));
    symlinkSync('elsewhere', at(`${volume}.meta`));
    expect(imageAt(await wanted(volume, 'raw'), at(volume))?.declaredAllocation).toBeNull();
    raw(at('disk.raw'), 'full');
    writeFileSync(at('disk.raw.meta'), meta('SPARSE', 'RAW'));
    expect(imageAt(await wanted('disk.raw'), at('disk.raw'))?.provisioned).toBe('UNKNOWN');
  });
});
