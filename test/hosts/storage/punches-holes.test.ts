import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { aHost } from '../a-host.ts';
import { aMountNamespace } from './mount-namespace.ts';

it('a host tells of a directory whether it gives space back, and null where that is not known', async () => {
  const { transport, mount, hangingFilesystem } = await aMountNamespace();
  const run = vi.fn(transport.run);
  const { host } = aHost({ transport: { ...transport, run } });
  const { path: hanging } = await hangingFilesystem('nfs');
  expect((await host.findStorage()).problems).toContainEqual(
    expect.objectContaining({ what: expect.stringContaining(`${hanging} `) }),
  );

  expect(await host.punchesHoles(mount('tmpfs', '-t', 'tmpfs', 'tmpfs'))).toBe(true);
  expect(await host.punchesHoles(mount('ramfs', '-t', 'ramfs', 'ramfs'))).toBe(false);
  expect(await host.punchesHoles('/nowhere')).toBeNull();
  run.mockClear();
  // Known to hang: nothing is made to wait for it once more.
  expect(await host.punchesHoles(join(hanging, 'images'))).toBeNull();
  expect(run).not.toHaveBeenCalled();
});
