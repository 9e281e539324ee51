import { describe, expect, it } from 'vitest';
import { createLocalTransport } from '../../src/hosts/local-transport.ts';
import { createUsagePatience, measureUsage } from '../../src/hosts/measure-usage.ts';
import type { CommandResult } from '../../src/hosts/transport.ts';

const image = {
  directory: '/images',
  path: 'web.qcow2',
  format: 'QCOW2',
  realPath: '/images/web.qcow2',
} as const;

const limits: (string | undefined)[] = [];
const measured = (result: Partial<CommandResult>, patience = createUsagePatience()) =>
  measureUsage(
    {
      ...createLocalTransport(),
      run: async ({ args }) => {
        limits.push(args[2]);
        return { exitCode: 0, stdout: '', stderr: '', timedOut: false, ...result };
      },
    },
    'virt-df',
    {},
    image,
    patience,
  );

describe('measuring what the filesystems of an image use', () => {
  it('gives bytes for each, whatever the image is called', async () => {
    const stdout = `VirtualMachine,Filesystem,1K-blocks,Used,Available,Use%
web.qcow2,/dev/sda1,999320,28,930480,0.0%
"a,b.qcow2",/dev/vg/root,2048,1024,1024,50.0%
`;
    expect(await measured({ stdout })).toEqual({
      ok: true,
      filesystems: [
        { device: '/dev/sda1', usedBytes: 28 * 1024 },
        { device: '/dev/vg/root', usedBytes: 1024 * 1024 },
      ],
    });
  });

  it.each([
    [{ exitCode: 127 }, 'TOOL_MISSING'],
    [{ exitCode: 1, stderr: 'libguestfs error: guestfs_launch failed' }, 'APPLIANCE_FAILED'],
    [{ exitCode: 124 }, 'TIMED_OUT'],
    [{ exitCode: 1, stderr: 'something' }, 'TOOL_FAILED'],
  ])('says why it could not: %j', async (result, code) => {
    expect(await measured(result)).toMatchObject({
      ok: false,
      failure: { code, remedy: expect.any(String) },
    });
  });

  it('gives a host that was too slow more time at the next', async () => {
    const patience = createUsagePatience();
    limits.length = 0;
    await measured({ exitCode: 124 }, patience);
    await measured({}, patience);
    await measured({}, patience);
    expect(limits).toEqual(['180', '360', '180']);
  });
});
