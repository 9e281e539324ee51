import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { typeable } from '../../../src/cli/output/typeable.ts';
import { run } from '../../../src/cli/run.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

async function winnow(args: readonly string[], server: TestServer) {
  const terminal = capturedTerminal({ WINNOW_URL: server.url });
  const code = await run(['disk', ...args], terminal);
  return { code, out: terminal.out(), err: terminal.err(), json: () => JSON.parse(terminal.out()) };
}

async function serverWithDisks(): Promise<TestServer> {
  const server = await startServer();
  await server.services.putHost({ name: 'kvm1' });
  await server.services.putDomain();
  await server.services.putDisk({ id: 'disk_1', name: 'web' });
  await server.services.putDisk({ id: 'disk_2', name: 'db', path: 'db.raw' });
  return server;
}

const inputs = ({ services }: TestServer) => services.sent.map(({ name, input }) => [name, input]);

describe('winnow disk update', () => {
  it('declares what is given of each disk, and leaves the rest', async () => {
    const server = await serverWithDisks();
    server.services.answer = async (_, input) => ({ ok: true, value: Object(input).diskId as never });
    const { code, out } = await winnow(['update', 'web', 'disk_2', '--allocation', 'thin'], server);
    expect(inputs(server)).toEqual([
      ['updateDisk', { diskId: 'disk_1', allocation: 'THIN' }],
      ['updateDisk', { diskId: 'disk_2', allocation: 'THIN' }],
    ]);
    expect(out).toBe('disk_1  web  updated\ndisk_2  db  updated\n');
    expect(code).toBe(0);
  });

  it('takes name, format and wiping too', async () => {
    const server = await serverWithDisks();
    await winnow(['update', 'web', '--name', 'www', '--format', 'raw', '--wipe-after-delete', 'no'], server);
    expect(inputs(server)).toEqual([
      ['updateDisk', { diskId: 'disk_1', name: 'www', format: 'RAW', wipeAfterDelete: false }],
    ]);
  });

  it('sets and takes away labels of each, and leaves its others', async () => {
    const server = await serverWithDisks();
    await server.services.putDisk({ id: 'disk_3', name: 'shop', labels: { team: 'web', old: 'yes' } });
    await winnow(['update', 'web', 'shop', '--label', 'tier=gold', '--remove-label', 'old'], server);
    expect(inputs(server)).toEqual([
      ['updateDisk', { diskId: 'disk_1', labels: { tier: 'gold' } }],
      ['updateDisk', { diskId: 'disk_3', labels: { team: 'web', tier: 'gold' } }],
    ]);
  });

  it('selects by labels', async () => {
    const server = await serverWithDisks();
    await server.services.putDisk({ id: 'disk_3', name: 'shop', labels: { team: 'web', tier: 'gold' } });
    await winnow(['update', '--with-label', 'team=web', 'tier', '--allocation', 'thin'], server);
    expect(inputs(server)).toEqual([['updateDisk', { diskId: 'disk_3', allocation: 'THIN' }]]);
  });

  it('chooses by the filters of the list', async () => {
    const server = await serverWithDisks();
    await server.services.putDisk({ id: 'disk_3', name: 'dirty', observation: { dirty: true } });
    const { code } = await winnow(['update', '--obstacle', 'IMAGE_DIRTY', '--allocation', 'thin'], server);
    expect(inputs(server)).toEqual([['updateDisk', { diskId: 'disk_3', allocation: 'THIN' }]]);
    expect(code).toBe(0);
  });

  it('reports a refusal by itself, and goes on with the others', async () => {
    const server = await serverWithDisks();
    server.services.answer = async (_, input) =>
      JSON.stringify(input).includes('disk_1')
        ? { ok: false, refusal: { type: 'DiskBusy', jobId: 'job_1' } }
        : { ok: true, value: 'disk_2' as never };
    const args = ['update', 'web', 'gone', 'db', '--allocation', 'thin'];
    const { code, out, err } = await winnow(args, server);
    expect(out).toBe('disk_2  db  updated\n');
    expect(err).toMatch(
      /^winnow: disk_1 {2}web: The disk has an active sparsify job already, job_1: follow that job, or stop it with `winnow cancel job_1`\.\nwinnow: gone: There is no disk/,
    );
    expect(code).toBe(3);

    expect((await winnow([...args, '--json'], server)).json()).toMatchObject({
      ok: false,
      disks: [
        { given: 'web', error: { code: 'DISK_BUSY' } },
        { given: 'gone', disk: null, error: { code: 'NOT_FOUND' } },
        { given: 'db', disk: { id: 'disk_2' }, error: null },
      ],
    });
  });

  it.each([
    ['nothing to change', ['update', 'web']],
    ['no disk', ['update', '--allocation', 'thin']],
    ['disks and a filter', ['update', 'web', '--host', 'kvm1', '--allocation', 'thin']],
    ['one name for two', ['update', 'web', 'db', '--name', 'x']],
    ['one name for what a filter chooses', ['update', '--host', 'kvm1', '--name', 'x']],
    ['an allocation that there is not', ['update', 'web', '--allocation', 'thick']],
    ['neither yes nor no', ['update', 'web', '--wipe-after-delete', 'maybe']],
    ['a label without a value', ['update', 'web', '--label', 'team']],
    ['no disk to remove', ['remove']],
    ['a filter to remove by', ['remove', '--host', 'kvm1']],
    ['no subcommand', []],
  ])('does not understand %s', async (_, args) => {
    const server = await serverWithDisks();
    expect((await winnow(args, server)).code).toBe(2);
    expect(server.services.sent).toEqual([]);
  });
});

describe('winnow disk refresh and remove', () => {
  it('inspect disks again, measuring when asked', async () => {
    const server = await serverWithDisks();
    await server.services.putOperation({ type: 'OperationSucceeded', data: {} });
    await winnow(['refresh', 'web'], server);
    await winnow(['refresh', 'db', '--measure'], server);
    expect(inputs(server)).toEqual([
      ['refreshDisk', { diskId: 'disk_1' }],
      ['measureDisk', { diskId: 'disk_2' }],
    ]);
  });

  it('take disks out of the catalogue, with the reason', async () => {
    const server = await serverWithDisks();
    const { out } = await winnow(['remove', 'web', '--reason', 'moved'], server);
    expect(inputs(server)).toEqual([['removeDisk', { diskId: 'disk_1', reason: 'moved' }]]);
    expect(out).toBe('disk_1  web  removed from the catalogue\n');
  });
});

describe('a remedy of the API', () => {
  const disk = { id: 'disk_1', activeJob: { id: 'job_1' } };
  it.each([
    [
      'say so with updateDisk and allocation THIN.',
      'say so with `winnow disk update disk_1 --allocation thin`.',
    ],
    [
      'confirm that with updateDisk and format QCOW2.',
      'confirm that with `winnow disk update disk_1 --format qcow2`.',
    ],
    [
      'say so with updateDisk and wipeAfterDelete false.',
      'say so with `winnow disk update disk_1 --wipe-after-delete no`.',
    ],
    ['Mend it, and call refreshDisk.', 'Mend it, and run `winnow disk refresh disk_1`.'],
    ['Mend it, then refreshDisk.', 'Mend it, then `winnow disk refresh disk_1`.'],
    ['take the disk out with removeDisk.', 'take the disk out with `winnow disk remove disk_1`.'],
    ['stop it with cancelSparsifyJob.', 'stop it with `winnow cancel job_1`.'],
    [
      'remove them with removeDisk, or all of dom_1 with removeStorageDomain and removeDisks.',
      'remove them with `winnow disk remove disk_1`, or all of dom_1 with `winnow storage remove dom_1 --remove-disks`.',
    ],
    ['send it again with removeDisks to remove them.', 'send it again with --remove-disks to remove them.'],
    [
      'There is no host host_1: the query hosts lists them.',
      'There is no host host_1: `winnow hosts` lists them.',
    ],
    [
      '/srv is not registered: the query storageDomains lists those that are.',
      '/srv is not registered: `winnow storage list` lists those that are.',
    ],
    [
      'Job job_1 has ended already: the query sparsifyJob shows how it ended.',
      'Job job_1 has ended already: `winnow follow job_1` shows how it ended.',
    ],
    ['Install it, and call probeHost.', 'Install it, and run `winnow doctor --host HOST`.'],
    [
      'name PARENT_SNAPSHOTS, INTERNAL_SNAPSHOTS in acknowledgeWarnings.',
      'add --acknowledge-warnings PARENT_SNAPSHOTS INTERNAL_SNAPSHOTS.',
    ],
    [
      'Sparsify again, naming USE_NOT_FULLY_CHECKED in acknowledgeWarnings; or run Winnow as root.',
      'Sparsify again, adding --acknowledge-warnings USE_NOT_FULLY_CHECKED; or run Winnow as root.',
    ],
    [
      'To run despite that, request it again with GUEST_HIBERNATED in acknowledgeWarnings.',
      'To run despite that, request it again with --acknowledge-warnings GUEST_HIBERNATED.',
    ],
  ])('%j names what the asker can type', (remedy, typed) => {
    expect(typeable(remedy, disk)).toBe(typed);
  });

  const src = new URL('../../../src/', import.meta.url);
  const fields =
    /\b(update|refresh|remove|register|sparsify)Disk\b|cancelSparsifyJob|(probe|scan|register)Host|removeStorageDomain|removeDisks|unregisterDirectory|\bthe query\b/;
  const inSentences = globSync('{domain,hosts,process,requests,resolvers/mutation}/**/*.ts', { cwd: src })
    .flatMap((file) => readFileSync(new URL(file, src), 'utf8').split('\n'))
    .filter((line) => /['`][^'`]* [^'`]*['`]/.exec(line)?.some((text) => fields.test(text)));
  it.each(inSentences)('names no mutation or query that only clients can send: %s', (line) => {
    expect(typeable(line, disk)).not.toMatch(fields);
  });
  it('is looked for where there are some', () => {
    expect(inSentences.length).toBeGreaterThan(10);
  });
});
