import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aHost } from '../a-host.ts';
import { aMountNamespace } from './mount-namespace.ts';

it('a host tells of a directory whether it gives space back, and null where that is not known', async () => {
  const { transport, mount, hangingFilesystem } = await aMountNamespace();
  const { host } = aHost({ transport });
  const { path: hanging } = await hangingFilesystem('nfs');
  expect((await host.findStorage()).problems).toHaveLength(1);

  const started = performance.now();
  expect(await host.punchesHoles(mount('tmpfs', '-t', 'tmpfs', 'tmpfs'))).toBe(true);
  expect(await host.punchesHoles(mount('ramfs', '-t', 'ramfs', 'ramfs'))).toBe(false);
  expect(await host.punchesHoles('/nowhere')).toBeNull();
  // Known to hang: it is not waited for once more.
  expect(await host.punchesHoles(join(hanging, 'images'))).toBeNull();
  expect(performance.now() - started).toBeLessThan(10_000);
});
