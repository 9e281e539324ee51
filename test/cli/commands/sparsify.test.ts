import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { stepsTo } from '../../support/seeded-services.ts';
import { startServer } from '../../support/start-server.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

/** A server with three disks: jobs on `web` and `db` complete, and `busy` has another already. */
async function winnow(...args: string[]) {
  const server = await startServer();
  const { services } = server;
  await services.putHost({ name: 'kvm1' });
  await services.putDomain();
  await services.putDisk({ id: 'disk_1', name: 'web' });
  await services.putDisk({ id: 'disk_2', name: 'db' });
  await services.putDisk({ id: 'disk_3', name: 'busy' });
  services.answer = async (_, input) => {
    const id = Object(input).diskId as string;
    if (id === 'disk_3') return { ok: false, refusal: { type: 'DiskBusy', jobId: 'job_9' } };
    const jobId = `job_${id.slice(5)}` as const;
    await services.given(`disk-${id}`, ...stepsTo(jobId, 'COMPLETED'));
    return { ok: true, value: jobId as never };
  };
  const terminal = capturedTerminal({ WINNOW_URL: server.url });
  const code = await run(['sparsify', ...args], terminal);
  const sent = services.sent.map(({ name, input }) => [name, Object(input).diskId]);
  const hosts = services.sent.map(({ input }) => Object(input).options.hostId);
  return {
    code,
    sent,
    hosts,
    out: terminal.out(),
    err: terminal.err(),
    json: () => JSON.parse(terminal.out()),
  };
}

describe('winnow sparsify of several disks', () => {
  it('requests all at once, follows each to its end, and reports a refusal by itself', async () => {
    const { code, sent, out, err } = await winnow('web', 'busy', 'db');
    expect(sent).toEqual([
      ['sparsifyDisks', 'disk_1'],
      ['sparsifyDisks', 'disk_3'],
      ['sparsifyDisks', 'disk_2'],
    ]);
    expect(out).toContain('job        job_1\n');
    expect(out).toContain('job        job_2\n');
    expect(err).toMatch(/winnow: disk_3 {2}busy: The disk has an active .* `winnow cancel job_9`/);
    expect(err).toContain('web is COMPLETED.\ndb is COMPLETED.\n');
    expect(code).toBe(3);
  });

  it('takes a disk that is named twice once, and goes on where another name stands for none', async () => {
    const { code, sent, json } = await winnow('web', 'disk_1', 'gone', '--json');
    expect(sent).toEqual([['sparsifyDisks', 'disk_1']]);
    expect(json()).toMatchObject({
      ok: false,
      disks: [
        { given: 'gone', disk: null, job: null, error: { code: 'NOT_FOUND' } },
        { given: 'web', disk: { id: 'disk_1' }, job: { id: 'job_1', status: 'COMPLETED' }, error: null },
      ],
    });
    expect(code).toBe(3);
  });

  it('asks for the host that --on-host names, of one disk and of several', async () => {
    expect((await winnow('web', '--on-host', 'kvm1')).hosts).toEqual(['host_1']);
    expect((await winnow('web', 'db', '--on-host', 'host_1')).hosts).toEqual(['host_1', 'host_1']);
    expect((await winnow('web', 'db')).hosts).toEqual([null, null]);
    expect(await winnow('web', '--on-host', 'none')).toMatchObject({ code: 3, sent: [] });
  });

  it('selects by filters, and prints the ids of the jobs with --no-wait', async () => {
    const { code, out, err } = await winnow('--domain', 'images', '--no-wait');
    expect(out).toBe('job_2  db\njob_1  web\n');
    expect(err).toContain('disk_3  busy');
    expect(code).toBe(3);
  });

  it.each([[[]], [['web', '--host', 'kvm1']]])('does not understand %j', async (args) => {
    expect((await winnow(...args)).code).toBe(2);
  });
});
