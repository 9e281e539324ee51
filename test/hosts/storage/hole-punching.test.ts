import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tryHolePunching } from '../../../src/hosts/storage/hole-punching.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { temporaryDirectory } from '../a-host.ts';
import { aMountNamespace } from './mount-namespace.ts';

const local = createLocalTransport();
const oddName = `it's "odd" — 磁盘\nand long`;

describe('trying whether a directory gives space back', () => {
  it('measures it, and leaves nothing behind', async () => {
    const directory = temporaryDirectory();
    expect(await tryHolePunching(local, directory)).toEqual({ works: true, freedBytes: 4 * 1024 ** 2 });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says why it cannot be tried', async () => {
    expect(await tryHolePunching(local, '/nowhere')).toMatchObject({
      works: null,
      why: expect.stringContaining('No such file or directory'),
      remedy: expect.stringContaining('/nowhere'),
    });
  });

  it.each(['ext4', 'xfs', 'btrfs'])('finds that %s does', async (type) => {
    const { filesystem, transport, inside } = await aMountNamespace();
    const path = filesystem(type, oddName);
    expect(await tryHolePunching(transport, path)).toEqual({ works: true, freedBytes: 4 * 1024 ** 2 });
    expect(inside('find', path, '-name', '.winnow*')).toBe('');
  });

  it('finds that tmpfs does, and ramfs does not', async () => {
    const { mount, transport, inside } = await aMountNamespace();
    const memory = mount('tmpfs', '-t', 'tmpfs', 'tmpfs');
    expect(await tryHolePunching(transport, memory)).toMatchObject({ works: true });
    const stubborn = mount('ramfs', '-t', 'ramfs', 'ramfs');
    expect(await tryHolePunching(transport, stubborn)).toMatchObject({
      ...{ works: false, why: expect.stringContaining('cannot punch holes') },
    });
    expect(inside('find', memory, stubborn, '-name', '.winnow*')).toBe('');
  });

  it.each([
    ['full', 'size=1m', 'No space left'],
    ['read-only', 'ro', 'Read-only file system'],
  ])('knows nothing of storage that is %s', async (_, options, why) => {
    const { mount, transport, inside } = await aMountNamespace();
    const path = mount('storage', '-t', 'tmpfs', '-o', options, 'tmpfs');
    expect(await tryHolePunching(transport, path)).toMatchObject({
      works: null,
      why: expect.stringContaining(why),
    });
    expect(inside('find', path, '-type', 'f')).toBe('');
  });

  it('knows nothing of storage that hangs, and does not wait for it', async () => {
    const { hangingFilesystem, transport } = await aMountNamespace();
    const { path } = await hangingFilesystem('nfs');
    expect(await tryHolePunching(transport, path, 200)).toMatchObject({
      ...{ works: null, why: expect.stringContaining('gave no answer') },
    });
  });

  it('removes what one that was killed has left, and leaves alone what another is at work on', async () => {
    const directory = temporaryDirectory();
    const file = (name: string, age: number) => {
      writeFileSync(join(directory, name), '');
      utimesSync(join(directory, name), Date.now() / 1000 - age, Date.now() / 1000 - age);
    };
    file('.winnow-hole.killed', 600);
    file('.winnow-hole.atwork', 1);
    file('.winnow-hole.image.of.somebody', 600);
    expect(await tryHolePunching(local, directory)).toMatchObject({ works: true });
    expect(readdirSync(directory).sort()).toEqual(['.winnow-hole.atwork', '.winnow-hole.image.of.somebody']);
  });

  it.each([
    ['before 4194304\nafter 4194304\n', 0, '', 'takes as much as before'],
    ['before 4194304\n', 1, 'fallocate: fallocate failed: Operation not supported', 'cannot punch holes'],
  ])('knows storage that does not', async (stdout, exitCode, stderr, why) => {
    const transport = { ...local, run: async () => ({ exitCode, stdout, stderr, timedOut: false }) };
    expect(await tryHolePunching(transport, '/images')).toMatchObject({
      works: false,
      why: expect.stringContaining(why),
      remedy: expect.stringContaining('NFS'),
    });
  });
});
