import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { findDirectory } from '../../../src/hosts/storage/find-directory.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { aHost } from '../a-host.ts';

const transport = createLocalTransport();
let directory: string;
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'winnow-directories-')));
  onTestFinished(() => rmSync(directory, { recursive: true }));
});

test('a directory is found where its links lead', async () => {
  mkdirSync(join(directory, "it's a place"));
  symlinkSync("it's a place", join(directory, 'link'));
  expect(await findDirectory(transport, join(directory, 'link'))).toEqual({
    ok: true,
    realPath: join(directory, "it's a place"),
  });
});

test.each([
  ['missing', 'is not there'],
  ['file', 'is no directory'],
  ['circle', 'is not there'],
])('%s is refused: it %s', async (name, message) => {
  writeFileSync(join(directory, 'file'), '');
  symlinkSync('circle', join(directory, 'circle'));
  expect(await findDirectory(transport, join(directory, name))).toEqual({
    ok: false,
    message: expect.stringContaining(message),
  });
});

test.each([
  ['a line end, after which another path stands', 'a\nrealPath /etc'],
  ['a line end at its end, without which it is another', 'a\n'],
  ['bytes that are no UTF-8', Buffer.from('a\xff', 'latin1')],
])('a link to a directory whose name has %s is refused, and leads nowhere else', async (_, name) => {
  const target = Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(name)]);
  mkdirSync(target, { recursive: true });
  mkdirSync(join(directory, 'a'), { recursive: true });
  symlinkSync(target, join(directory, 'link'));
  expect(await findDirectory(transport, join(directory, 'link'))).toEqual({
    ok: false,
    message: expect.stringContaining('no UTF-8 or holds control characters'),
  });
});

test.each(['images', '', '/images\nx'])('%j is refused as a path', async (path) => {
  expect(await findDirectory(transport, path)).toMatchObject({ ok: false });
});

const realPaths = async (alsoLocate: readonly string[]) => {
  const named = { directories: [], files: [] };
  const { host } = aHost({ registered: () => [] });
  return (await host.findImages({ wanted: [], directories: [], named, alsoLocate })).realPaths;
};

test('paths lead where their links do, whatever they are named, and whether or not they exist', async () => {
  const odd = ['-rf', 'a b', 'new\nline', "quote'", '$(x)', 'ünï'];
  for (const name of odd) writeFileSync(join(directory, name), '');
  symlinkSync('a b', join(directory, 'link'));
  symlinkSync('circle', join(directory, 'circle'));
  const asked = [...odd, 'link', 'missing', 'circle'].map((name) => join(directory, name));
  const found = await realPaths([...asked, 'relative', '/with\0null']);
  for (const name of [...odd, 'missing'])
    expect(found.get(join(directory, name))).toBe(join(directory, name));
  expect(found.get(join(directory, 'link'))).toBe(join(directory, 'a b'));
  expect(found.has('relative')).toBe(false);
  expect(found.size).toBeGreaterThanOrEqual(odd.length + 2);
});

test('more paths than fit into one call are all told', async () => {
  const asked = Array.from({ length: 1200 }, (_, index) => join(directory, `disk-${index}`));
  const found = await realPaths(asked);
  expect(asked.every((path) => found.has(path))).toBe(true);
});
