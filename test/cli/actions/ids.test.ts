import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

async function winnow(args: readonly string[], server: TestServer) {
  const terminal = capturedTerminal({ WINNOW_URL: server.url });
  const code = await run(args, terminal);
  return { code, out: terminal.out(), err: terminal.err(), json: () => JSON.parse(terminal.out()) };
}

/** A server with one of each. */
async function filledServer(): Promise<TestServer> {
  const server = await startServer();
  await server.services.putHost({ name: 'kvm1' });
  await server.services.putDomain();
  await server.services.putDisk();
  await server.services.putJob();
  return server;
}

const commands: readonly (readonly [string, readonly string[]])[] = [
  ['job', ['follow', 'ID']],
  ['job', ['cancel', 'ID']],
  ['job', ['history', '--job', 'ID']],
  ['disk', ['history', '--disk', 'ID']],
  ['disk', ['jobs', '--disk', 'ID']],
  ['disk', ['sparsify', 'ID']],
  ['disk', ['disk', 'update', 'ID', '--allocation', 'thin']],
  ['disk', ['disk', 'refresh', 'ID']],
  ['disk', ['disk', 'remove', 'ID']],
  ['host', ['scan', '--host', 'ID']],
  ['host', ['disks', '--host', 'ID']],
  ['host', ['disk', 'refresh', '--host', 'ID']],
  ['storage domain', ['disks', '--domain', 'ID']],
];
const ids = {
  unknown: { job: 'job_9', disk: 'disk_9', host: 'host_9', 'storage domain': 'dom_9' },
  'of another kind': { job: 'disk_1', disk: 'job_1', host: 'disk_1', 'storage domain': 'host_1' },
  malformed: { job: '9', disk: '\u001b[31m', host: 'ho st', 'storage domain': '{' },
  empty: { job: '', disk: '', host: '', 'storage domain': '' },
} as const;

describe('a command with an id that stands for nothing', () => {
  const table = Object.entries(ids).flatMap(([how, byKind]) =>
    commands.map(([kind, args]) => {
      const id = byKind[kind as keyof typeof byKind];
      return [how, args.map((arg) => (arg === 'ID' ? id : arg)), kind, id] as const;
    }),
  );
  it.each(table)('(%s) %j is refused by exit code and code, in clear words', async (_, args, kind, id) => {
    const server = await filledServer();
    const { code, err } = await winnow(args, server);
    expect(err).toContain(`There is no ${kind} ${JSON.stringify(id)}`);
    for (const never of ['\n    at ', '\u001b']) expect(err).not.toContain(never);
    expect(code).toBe(3);

    const scripts = await winnow([...args, '--json'], server);
    const { ok, error, disks } = scripts.json();
    expect({ ok, error: error ?? disks[0].error }).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(scripts.code).toBe(3);
    expect(server.services.sent).toEqual([]);
  });
});

describe('a disk', () => {
  it('is found by its id, its name, and its path in whatever storage domain', async () => {
    const server = await filledServer();
    for (const text of ['disk_1', 'web', '/images/web.qcow2']) {
      const { code } = await winnow(['disk', 'refresh', text], server);
      expect(code).toBe(0);
      expect(server.services.sent.at(-1)).toMatchObject({ input: { diskId: 'disk_1' } });
    }
  });

  it('that a name does not tell from others is refused, with all that it may be', async () => {
    const server = await filledServer();
    await server.services.putDisk({ id: 'disk_2', path: 'other/web.qcow2' });
    const { code, err } = await winnow(['sparsify', 'web'], server);
    expect(err).toContain(
      '"web" matches 2 disks:\n  disk_1  web  /images/web.qcow2\n  disk_2  web  /images/other/web.qcow2\nGive the id',
    );
    expect(code).toBe(3);
    expect(server.services.sent).toEqual([]);
  });
});
