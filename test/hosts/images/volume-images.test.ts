import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { observationOf } from '../../../src/hosts/images/observation.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { temporaryDirectory } from '../a-host.ts';
import { loopDevice } from '../loop-device.ts';
import { recorded } from '../volumes/recorded-volumes.ts';
import { anImageSearch, imageAt } from './an-image-search.ts';

const bytes = 64 * 1024 ** 2;
/** Of the host that was recorded: a thin volume of which three chunks are mapped, and a plain one. */
const [thin, plain, unreported, part] = [
  'LVM-jn0Yy98CdGpNSzkJaa1P2dlEteXDP3A8UdeGBxJQbAiGDTWwOXgNfcdCoE6lfYju slow-thin',
  'LVM-VJoPFcttqmPzECd5InUc5YIJNZTrCd5OnFfU3njj4JN9qFM5jmhoBRshOve7S6Jb fast--vg-web--1',
  `LVM-VJoPFcttqmPzECd5InUc5YIJNZTrCd5O${'x'.repeat(32)} fast--vg-new`,
  'LVM-jn0Yy98CdGpNSzkJaa1P2dlEteXDP3A8UdeGBxJQbAiGDTWwOXgNfcdCoE6lfYju-tpool slow-pool-tpool',
];

/** A block device of this machine that its kernel calls so, on a host that LVM says of what was recorded. */
function aDevice(called: string, make: (file: string) => void = () => {}, said = recorded('layouts')) {
  const file = join(temporaryDirectory(), 'disk');
  writeFileSync(file, '');
  make(file);
  truncateSync(file, bytes);
  const { device } = loopDevice(file);
  const number = readFileSync(`/sys/block/${basename(device)}/dev`, 'utf8').trim();
  const local = createLocalTransport();
  const answer = (stdout: string) => ({ exitCode: 0, stdout, stderr: '', timedOut: false });
  const transport: Transport = {
    ...local,
    async run(command) {
      const script = command.args[1] ?? '';
      if (script.includes('fullreport')) return answer(said.volumes);
      if (script.includes('dmsetup')) return answer(said.mapped);
      const result = await local.run(command);
      if (!script.includes('/sys/dev/block')) return result;
      expect(result.stdout).toBe(`${number} ${bytes / 512}  \n`);
      return answer(`${number} ${bytes / 512} ${called}\n`);
    },
  };
  const { wanted } = anImageSearch({ transport });
  return {
    ...{ device, number },
    found: async (format: string) => imageAt(await wanted(device, format), device),
  };
}

describe('an image on a logical volume', () => {
  it('is known by the id that the kernel has, with what its pool has mapped for it', async () => {
    const { device, number, found } = aDevice(thin ?? '');
    const image = await found('raw');
    expect(image).toMatchObject({
      ...{ type: 'BLOCK', virtualSize: bytes, allocatedBytes: 3 * 65536, unreadable: null, fault: null },
      volume: { id: 'UdeGBxJQbAiGDTWwOXgNfcdCoE6lfYju', kind: 'THIN', pool: { name: 'pool' } },
    });
    expect(image?.chain).toEqual([
      {
        ...{ realPath: device, format: 'raw', size: bytes },
        ...{ device: number, inode: 'UdeGBxJQbAiGDTWwOXgNfcdCoE6lfYju' },
      },
    ]);
    expect(image && observationOf(image)).toMatchObject({ backingChain: [], volume: { kind: 'THIN' } });
  });

  it('takes all of a plain one', async () => {
    expect(await aDevice(plain ?? '').found('raw')).toMatchObject({
      ...{ allocatedBytes: bytes, volume: { kind: 'THICK', layout: 'linear' } },
    });
  });

  it('is of facts that are not known where LVM does not report it, or does not answer', async () => {
    const unknown = { volume: null, allocatedBytes: null, unreadable: null };
    expect(await aDevice(unreported ?? '').found('raw')).toMatchObject(unknown);
    const silent = { ...recorded('layouts'), volumes: '' };
    expect(await aDevice(plain ?? '', undefined, silent).found('raw')).toMatchObject(unknown);
  });

  it('is not opened where it stands on another image', async () => {
    const { device, found } = aDevice(plain ?? '', (file) => {
      execFileSync('qemu-img', ['create', '-q', '-f', 'raw', `${file}.base`, '1M']);
      execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', `${file}.base`, '-F', 'raw', file]);
    });
    const image = await found('qcow2');
    expect(image).toMatchObject({ fault: { code: 'BACKING_OUTSIDE_STORAGE', path: device }, chain: [] });
    expect(image?.volume).toMatchObject({ kind: 'THICK' });
  });
});

describe('a block device that is no logical volume', () => {
  it.each(['', part ?? '', 'CRYPT-PLAIN-sealed vg-lv', `LVM-${'x'.repeat(31)}/${'y'.repeat(32)} vg-lv`])(
    'has no facts of one, and nothing to open: %j',
    async (called) => {
      const image = await aDevice(called).found('raw');
      expect(image).toMatchObject({ type: 'BLOCK', virtualSize: bytes, allocatedBytes: null, chain: [] });
      expect(image).not.toHaveProperty('volume');
    },
  );
});
