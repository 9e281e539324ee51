import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../a-host.ts';

const script = readFileSync(
  new URL('../../../src/hosts/volumes/mapped-by-array.sh', import.meta.url),
  'utf8',
);

/** What counts as mapped of 2048 blocks of 512 bytes from block 2048 on, where the tool says just that. */
function mappedWhere(said: string): string {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'lun/queue'), { recursive: true });
  writeFileSync(join(directory, 'lun/queue/logical_block_size'), '512\n');
  writeFileSync(join(directory, 'said'), `${said}\n`);
  writeFileSync(join(directory, 'sg_get_lba_status'), `#!/bin/sh\nexec cat '${directory}/said'\n`, {
    mode: 0o755,
  });
  const counted = `${script}
    deadline=$(($(date +%s) + 600)) mapped=0
    if add_mapped '${directory}/lun' 2048 2048; then echo "$mapped"; else echo unknown; fi`;
  return execFileSync('bash', ['-c', counted], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${directory}:${process.env.PATH}` },
  }).trim();
}

it.each([
  ['areas one after the other', '0x800 0x100 0 0\n0x900 0x100 1 0\n0xa00 0x600 2 0', 1792 * 512],
  ['areas that reach beyond', '0x0 0x900 0 0\n0x900 0x100000 1 0', 256 * 512],
  ['areas that overlap', '0x800 0x400 0 0\n0x900 0x700 1 0', 1024 * 512],
  ['a status that no standard knows', '0x800 0x800 9 0', 2048 * 512],
])('counts %s', (_, said, bytes) => {
  expect(mappedWhere(said)).toBe(String(bytes));
});

it.each([
  ['areas that are empty', '0x800 0x0 0 0'],
  ['only what lies before', '0x0 0x800 1 0'],
  ['a gap', '0x800 0x100 0 0\n0x901 0x6ff 1 0'],
  ['an area elsewhere', '0xffffffff 0x10 1 0'],
  ['numbers beyond all bounds', '0x0 0xffffffffffffffff 1 0'],
  ['numbers that are none', '0xzz 0x12 1 0'],
  ['a command', '0x0+a[$(echo>/dev/tty)] 0x10 1 0'],
  ['nothing that it knows', 'Illegal request'],
])('knows nothing where the tool says %s', (_, said) => {
  expect(mappedWhere(said)).toBe('unknown');
});
