import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tryHolePunching } from '../../src/hosts/hole-punching.ts';
import { createLocalTransport } from '../../src/hosts/local-transport.ts';
import { temporaryDirectory } from './a-host.ts';

const local = createLocalTransport();

describe('trying whether a directory gives space back', () => {
  it('measures it, and leaves nothing behind', async () => {
    const directory = temporaryDirectory();
    expect(await tryHolePunching(local, directory)).toEqual({ works: true, freedBytes: 4 * 1024 ** 2 });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says why it cannot be tried', async () => {
    expect(await tryHolePunching(local, '/nowhere')).toMatchObject({
      works: false,
      why: expect.stringContaining('No such file or directory'),
      remedy: expect.stringContaining('/nowhere'),
    });
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
