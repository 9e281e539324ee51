import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { blockGraph, topNode } from '../../../../src/hosts/images/chain/block-graph.ts';
import type { ChainNode } from '../../../../src/hosts/images/chain/image-chain.ts';
import { temporaryDirectory } from '../../a-host.ts';
import { until } from '../../processes.ts';
import { qemuImg } from '../real-images.ts';

const node = (format: ChainNode['format'], realPath = '/x'): ChainNode => ({
  realPath,
  format,
  device: '1',
  inode: '2',
  size: 3,
});

const optionsOf = (args: readonly string[]) =>
  args.filter((_, index) => index % 2 === 1).map((json): Record<string, unknown> => JSON.parse(json));

describe('the graph of a chain', () => {
  test('names each node before what stands on it, with its driver, its file and its backing file', () => {
    const args = blockGraph(
      [node('qcow2'), node('qcow2'), node('raw')],
      (index) => `/proc/self/fd/${index + 10}`,
      'RUN',
    );
    expect(args.filter((_, index) => index % 2 === 0)).toEqual(Array(6).fill('--blockdev'));
    expect(optionsOf(args)).toEqual([
      {
        driver: 'file',
        'node-name': 'file-2',
        filename: '/proc/self/fd/12',
        locking: 'on',
        'read-only': true,
      },
      { driver: 'raw', 'node-name': 'image-2', file: 'file-2', 'read-only': true },
      {
        driver: 'file',
        'node-name': 'file-1',
        filename: '/proc/self/fd/11',
        locking: 'on',
        'read-only': true,
      },
      { driver: 'qcow2', 'node-name': 'image-1', file: 'file-1', backing: 'image-2', 'read-only': true },
      {
        driver: 'file',
        'node-name': 'file-0',
        filename: '/proc/self/fd/10',
        locking: 'on',
        'read-only': false,
        discard: 'unmap',
      },
      {
        driver: 'qcow2',
        'node-name': topNode,
        file: 'file-0',
        backing: 'image-1',
        'read-only': false,
        discard: 'unmap',
      },
    ]);
  });

  test('lets nobody else write a raw image, which qemu would let by itself', () => {
    expect(optionsOf(blockGraph([node('raw')], () => '/x', 'RUN'))).toEqual([
      expect.objectContaining({ 'node-name': 'file-0', 'read-only': false, discard: 'unmap' }),
      {
        driver: 'blkdebug',
        'node-name': 'only-writer',
        image: 'file-0',
        'unshare-child-perms': ['write', 'resize'],
        'read-only': false,
        discard: 'unmap',
      },
      expect.objectContaining({ 'node-name': topNode, file: 'only-writer', discard: 'unmap' }),
    ]);
  });

  test('for a look is read-only throughout, and takes no locks', () => {
    const all = optionsOf(blockGraph([node('qcow2'), node('qcow2')], () => '/x', 'INSPECT'));
    expect(all.every((options) => options['read-only'] === true && !('discard' in options))).toBe(true);
    expect(all.flatMap(({ locking }) => locking ?? [])).toEqual(['off', 'off']);
    expect(all.flatMap((options) => ('backing' in options ? [options.backing] : []))).toEqual([
      null,
      'image-1',
    ]);
  });

  test('passes a path on whole, whatever is in it', () => {
    const path = '/a,read-only=off,b "c"\\ \u202e';
    expect(optionsOf(blockGraph([node('raw')], () => path, 'INSPECT'))[0]).toMatchObject({ filename: path });
  });
});

const mayMount = process.getuid?.() === 0 && existsSync('/dev/fuse');

describe.runIf(mayMount)('qemu-storage-daemon with the graph', () => {
  test('shows the chain as one file, and opens nothing that a header names', async () => {
    const { directory, top, base } = hostileChain();
    const { view, opened } = await exported(directory, [node('qcow2', top), node('raw', base)]);
    expect(readFileSync(view).equals(readFileSync(base))).toBe(true);
    expect(opened.toSorted()).toEqual([base, top].toSorted());
    expect(() => writeFileSync(view, 'x', { flag: 'r+' })).toThrow(/EACCES|EPERM|EROFS/);
  });

  test('opens an external data file all the same, which is seen among its descriptors', async () => {
    const directory = temporaryDirectory();
    const [image, data] = [join(directory, 'image.qcow2'), join(directory, 'data.raw')];
    qemuImg('create', '-q', '-f', 'qcow2', '-o', `data_file=${data},data_file_raw=on`, image, '1M');
    const { opened } = await exported(directory, [node('qcow2', image)]);
    expect(opened).toContain(data);
  });

  function hostileChain() {
    const directory = temporaryDirectory();
    const [top, base, secret] = ['top.qcow2', 'base.raw', 'secret'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(base, Buffer.alloc(1024 * 1024, 7));
    writeFileSync(secret, Buffer.alloc(1024 * 1024, 9));
    qemuImg('create', '-q', '-f', 'qcow2', '-b', base, '-F', 'raw', top, '1M');
    qemuImg('rebase', '-u', '-f', 'qcow2', '-b', secret, '-F', 'raw', top);
    return { directory, top, base, secret };
  }

  /** Starts the daemon on descriptors of these files; tells the files that it holds then. */
  async function exported(directory: string, chain: ChainNode[]) {
    const [view, ready] = [join(directory, 'view'), join(directory, 'ready')];
    writeFileSync(view, '');
    const files = chain.map(({ realPath }) => openSync(realPath, 'r'));
    const daemon = spawn(
      'qemu-storage-daemon',
      [
        ...blockGraph(chain, (index) => `/proc/self/fd/${index + 3}`, 'INSPECT'),
        ...['--export', `type=fuse,id=view,node-name=${topNode},mountpoint=${view},writable=off`],
        ...['--pidfile', ready],
      ],
      { stdio: ['ignore', 'ignore', 'inherit', ...files] },
    );
    const ended = once(daemon, 'exit');
    for (const file of files) closeSync(file);
    onTestFinished(async () => {
      daemon.kill('SIGTERM');
      await ended;
    });
    await until(() => existsSync(ready) && statSync(view).size > 0);
    const descriptors = `/proc/${daemon.pid}/fd`;
    const links = readdirSync(descriptors).map((name) => readlinkSync(join(descriptors, name)));
    const opened = [...new Set(links.filter((link) => link.startsWith(directory) && link !== ready))];
    return { view, opened };
  }
});
