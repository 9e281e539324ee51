import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { patience } from '../../support/patience.ts';
import { anImageSearch, imageAt, inMemory } from './an-image-search.ts';
import { qemuImg } from './real-images.ts';

/** A qemu-img that never comes back from images with `hang` in their names. */
function hangingTool(directory: string): string {
  const tool = join(directory, '.qemu-img');
  writeFileSync(tool, '#!/bin/sh\ncase $* in *hang*) exec sleep 600 ;; esac\nexec qemu-img "$@"\n');
  chmodSync(tool, 0o755);
  return tool;
}

const qcow2 = (file: string) => qemuImg('create', '-f', 'qcow2', file, '8M');
const impatient = {
  imageMs: patience(500),
  answerMs: patience(250),
  directoryMs: patience(500),
  atOnce: 2,
};

/** Whatever is asked about that directory never answers. */
function hangingOn(directory: string): Transport {
  const local = createLocalTransport();
  const isAbout = ({ args, stdin = '' }: { args: readonly string[]; stdin?: string }) =>
    [...args, stdin].some((word) => word.includes(directory));
  const hung = { program: 'sleep', args: ['600'] };
  return {
    run: (command) => local.run(isAbout(command) ? { ...command, ...hung } : command),
    stream: (command, onLine) => local.stream(isAbout(command) ? { ...command, ...hung } : command, onLine),
  };
}

describe('an image that hangs', () => {
  it('is told, and the others are read', async () => {
    const tools = anImageSearch();
    const { at, inDirectory } = anImageSearch({ tool: hangingTool(tools.images), limits: impatient });
    for (const name of ['a', 'hang', 'z']) qcow2(at(`${name}.qcow2`));
    const found = await inDirectory();
    expect(imageAt(found, at('hang.qcow2'))).toMatchObject({
      format: 'qcow2',
      virtualSize: null,
      unreadable: `it could not be read within ${impatient.imageMs / 1000} s.`,
    });
    for (const name of ['a', 'z']) {
      expect(imageAt(found, at(`${name}.qcow2`))).toMatchObject({ unreadable: null });
    }
    expect(found.problems).toEqual([]);
  });

  it('is not remembered as it was: next time it is read again', async () => {
    const tools = anImageSearch();
    const { at, inDirectory, readSince } = anImageSearch({
      tool: hangingTool(tools.images),
      limits: impatient,
    });
    qcow2(at('hang.qcow2'));
    await inDirectory();
    await inDirectory();
    expect(readSince()).toBe(2);
  });
});

describe('storage that hangs', () => {
  it('is named once two of its images hang, and no more of it is waited for', async () => {
    const tools = anImageSearch();
    const shm = inMemory();
    const { at, find, images } = anImageSearch({ tool: hangingTool(tools.images), limits: impatient });
    qcow2(at('good.qcow2'));
    for (let number = 0; number < 120; number += 1) {
      writeFileSync(join(shm, `hang-${number}.raw`), Buffer.alloc(512));
    }
    const found = await find({ wanted: [], directories: [shm, images] });
    expect(imageAt(found, at('good.qcow2'))).toMatchObject({ unreadable: null });
    expect(found.images.filter(({ unreadable }) => unreadable !== null)).toHaveLength(120);
    expect(found.problems).toMatchObject([{ what: expect.stringContaining('The storage at /dev/shm') }]);
  });

  it('is named when not even its files are told of, and images elsewhere are found', async () => {
    const shm = inMemory();
    const { at, find, images } = anImageSearch({ transport: hangingOn(shm), limits: impatient });
    qcow2(at('good.qcow2'));
    qemuImg('create', '-f', 'qcow2', '-u', '-b', join(shm, 'base'), '-F', 'qcow2', at('top.qcow2'), '8M');
    const found = await find({
      wanted: [{ path: join(shm, 'wanted.raw'), format: 'raw' }],
      directories: [shm, images],
    });
    expect(found.missing).toEqual([]);
    expect(imageAt(found, join(shm, 'wanted.raw'))).toMatchObject({
      allocatedBytes: null,
      unreadable: 'the storage at /dev/shm gave no answer.',
    });
    expect(imageAt(found, at('good.qcow2'))).toMatchObject({ unreadable: null });
    expect(imageAt(found, at('top.qcow2'))?.unreadable).toMatch(/it stands on .*base, but the storage/);
    expect(found.problems).toMatchObject([{ what: expect.stringContaining('The storage at /dev/shm') }]);
  });
});

describe('a tool that is missing', () => {
  it('is told, and what needs no tool is known', async () => {
    const { at, inDirectory } = anImageSearch({ tool: '/nowhere/qemu-img' });
    qcow2(at('disk.qcow2'));
    expect(await inDirectory()).toMatchObject({
      images: [
        {
          format: 'qcow2',
          allocatedBytes: expect.any(Number),
          unreadable: expect.stringContaining('qemu-img'),
        },
      ],
      problems: [{ what: 'qemu-img is not on the host.', remedy: expect.stringContaining('qemu-utils') }],
    });
  });
});
