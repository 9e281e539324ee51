import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatOf, localImage, remoteImage } from '../../../src/cli/actions/image-target.ts';
import { Refused, UsageError } from '../../../src/cli/errors.ts';

describe('the format of an image', () => {
  it.each([
    ['web.qcow2', null, 'QCOW2'],
    ['web.QCOW2', null, 'QCOW2'],
    ['web.raw', null, 'RAW'],
    ['web.img', null, 'RAW'],
    ['web.img', 'QCOW2', 'QCOW2'],
    ['web', 'RAW', 'RAW'],
  ] as const)('of %s with --format %s is %s', (path, givenFormat, format) => {
    expect(formatOf({ path, givenFormat })).toBe(format);
  });

  it('is asked for where the name does not say it, and never read from the content', () => {
    expect(() => formatOf({ path: '/images/web', givenFormat: null })).toThrow(UsageError);
  });
});

describe('an image on this machine', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await realpath(await mkdtemp(join(tmpdir(), 'winnow-image-')));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('is found behind symbolic links', async () => {
    await writeFile(join(directory, 'real.qcow2'), '');
    await symlink('real.qcow2', join(directory, 'link.qcow2'));
    expect(await localImage(join(directory, 'link.qcow2'), undefined)).toEqual({
      path: join(directory, 'real.qcow2'),
      directory,
      givenFormat: null,
    });
  });

  it.each(['none.qcow2', 'real.qcow2/', 'real.qcow2/below.qcow2'])(
    'is none at %s, where there is nothing',
    async (path) => {
      await writeFile(join(directory, 'real.qcow2'), '');
      expect(await localImage(`${directory}/${path}`, undefined)).toBeNull();
    },
  );

  it('is refused when it is a directory', async () => {
    for (const path of [directory, `${directory}/`, '.', './', '..', '/']) {
      const refused = localImage(path, 'raw');
      await expect(refused).rejects.toThrow(Refused);
      await expect(refused).rejects.toThrow(`${path} is a directory.`);
    }
  });
});

describe('an image on another machine', () => {
  it('is taken by its absolute path', () => {
    for (const path of ['/images/./a/../web.raw', '/images/web.raw/']) {
      expect(remoteImage(path, 'raw')).toEqual({
        path: '/images/web.raw',
        directory: '/images',
        givenFormat: 'RAW',
      });
    }
  });

  it('is not taken by a relative path, which means nothing there', () => {
    expect(() => remoteImage('web.raw', undefined)).toThrow(UsageError);
  });
});
