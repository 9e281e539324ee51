import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createHost } from '../../../src/hosts/create-host.ts';
import type { RunUpdate } from '../../../src/hosts/host.ts';
import { createSshConnection } from '../../../src/hosts/transport/ssh/ssh-connection.ts';
import { createSshTransport } from '../../../src/hosts/transport/ssh/ssh-transport.ts';
import { capable } from '../../support/fake-host.ts';
import { fakeVirtSparsify, letGo, makeFakeImage } from '../../support/fake-virt-sparsify.ts';
import { type SshHosts, startSshHosts } from '../../support/ssh-hosts.ts';
import { freshRunId, temporaryDirectory } from '../a-host.ts';

let hosts: SshHosts;
beforeAll(async () => {
  hosts = await startSshHosts();
});
afterAll(() => hosts.stop());

it('all runs of a host are followed over one session, whatever their number, and each to its end', async () => {
  const images = temporaryDirectory();
  const { name, bootId } = await hosts.add('busy', { shared: { images }, settings: { MaxSessions: 10 } });
  // Short, for the sake of the socket in it.
  const controlDirectory = mkdtempSync(join(tmpdir(), 'winnow-'));
  onTestFinished(() => rmSync(controlDirectory, { recursive: true }));
  let sessions = 0;
  const connection = createSshConnection({
    address: () => ({ user: null, name, port: null }),
    hostKeyOptions: () => [],
    settings: { program: 'ssh', configFile: hosts.configFile },
    controlDirectory,
    onOpened: async () => {},
    onRefused: async (error) => error,
    logger: pino({ enabled: false }),
  });
  onTestFinished(() => connection.close());
  const counted: typeof connection = {
    ...connection,
    session(use) {
      sessions += 1;
      return connection.session(use);
    },
  };
  const host = createHost({
    id: 'host_busy',
    name,
    transport: createSshTransport(counted, () => 'LOGIN_USER'),
    runsDirectory: '/var/lib/winnow/runs',
    tools: { virtSparsify: fakeVirtSparsify, confine: false },
    known: capable,
    registered: () => ['/srv/images'],
  });
  const runs = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const path = `disk-${index}.wait.raw`;
      const file = makeFakeImage(images, path);
      const runId = freshRunId();
      const image = { directory: '/srv/images', path, format: 'RAW' as const };
      expect(await host.startRun({ runId, image })).toEqual({ ok: true, bootId: bootId() });
      return { runId, file };
    }),
  );

  sessions = 0;
  const { signal } = new AbortController();
  const updates = runs.map((): RunUpdate[] => []);
  const seen = runs.map(() => Promise.withResolvers<void>());
  const done = runs.map(({ runId }, index) =>
    host.followRun(
      runId,
      (update) => {
        updates[index]?.push(update);
        seen[index]?.resolve();
      },
      signal,
    ),
  );
  await Promise.all(seen.map(({ promise }) => promise));
  for (const { file } of runs) letGo(file);
  await Promise.all(done);
  expect(sessions).toBe(1);
  for (const each of updates) {
    expect(each.at(-1)).toMatchObject({ phase: 'FINISHING', filesystemsDone: 1, filesystemsTotal: 1 });
  }

  // The session was closed with the last run: another is opened for whoever follows then.
  const [first] = runs;
  if (first) await host.followRun(first.runId, () => {}, signal);
  expect(sessions).toBe(2);
});
