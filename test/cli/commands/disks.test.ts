import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { seededServices } from '../../support/seeded-services.ts';
import { startServer } from '../../support/start-server.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

const mebibyte = 1024 ** 2;

/** A server with three disks of known size; two were measured. */
async function server() {
  const services = await seededServices();
  await services.putHost();
  await services.putDomain();
  const sized = (id: 'disk_1' | 'disk_2' | 'disk_3', name: string, size: number, dirty: boolean) =>
    services.putDisk({ id, name, observation: { allocatedBytes: size * mebibyte, attachments: [], dirty } });
  await sized('disk_1', 'small', 1, true);
  await sized('disk_2', 'large', 3, false);
  await sized('disk_3', 'medium', 2, true);
  const measured = (reclaimable: number) => ({
    type: 'DiskMeasured',
    data: { filesystems: [], reclaimableBytes: reclaimable * mebibyte },
  });
  await services.given('disk-disk_1', measured(0.5));
  await services.given('disk-disk_3', measured(1));
  return startServer({}, services);
}

async function disks(...args: string[]) {
  const { url } = await server();
  const terminal = capturedTerminal({ WINNOW_URL: url });
  const code = await run(['disks', ...args], terminal);
  return { code, out: terminal.out(), err: terminal.err(), json: () => JSON.parse(terminal.out()) };
}

describe('winnow disks', () => {
  it.each([
    [[], ['large', 'medium', 'small']],
    [['--reverse'], ['small', 'medium', 'large']],
    [
      ['--sort', 'actual-size'],
      ['large', 'medium', 'small'],
    ],
    [
      ['--sort', 'reclaimable'],
      ['medium', 'small', 'large'],
    ],
    [['--sort', 'actual-size', '--limit', '1'], ['large']],
    [
      ['--reclaimable-at-least', '512K', '--sort', 'actual-size'],
      ['medium', 'small'],
    ],
  ])('with %j lists them in this order', async (args, names) => {
    const { json } = await disks('--json', ...args);
    expect(json().disks.map(({ name }: { name: string }) => name)).toEqual(names);
  });

  it('--totals shows counts, sums and the disks with each obstacle, the most frequent first', async () => {
    const { out, code } = await disks('--totals');
    expect(out).toBe(`disks                   3
  can be sparsified     1
virtual size            30.0 GiB
actual size             6.00 MiB
reclaimable             1.50 MiB, estimated for 2 of 3

DISKS  OBSTACLE
    2  IMAGE_DIRTY
`);
    expect(code).toBe(0);
  });

  it('--totals counts what the filters select, for scripts too', async () => {
    const { json } = await disks('--totals', '--sparsifiable', '--json');
    expect(json()).toMatchObject({
      ok: true,
      totals: { count: 1, actualSize: String(3 * mebibyte), obstacles: [] },
    });
  });
});
