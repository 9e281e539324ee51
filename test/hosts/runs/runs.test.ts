import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HostUnreachable, type RunUpdate } from '../../../src/hosts/host.ts';
import { createSupervisor } from '../../../src/hosts/runs/supervisor.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { letGo } from '../../support/fake-virt-sparsify.ts';
import { aHost, freshRunId } from '../a-host.ts';
import { bytesOf, until } from '../processes.ts';

describe('a run', () => {
  it('goes from unknown over running to finished, and is unknown again once forgotten', async () => {
    const { host, started, updatesOf, imageNamed } = aHost();
    const unknown = freshRunId();
    imageNamed('other.raw');
    expect(await host.runState(unknown)).toBe('UNKNOWN');
    const { runId, file } = await started('disk.wait.raw');
    expect(await host.runState(runId)).toBe('RUNNING');
    expect(await host.listRuns()).toEqual([runId]);
    letGo(file);
    await updatesOf(runId);
    expect(await host.runState(runId)).toBe('FINISHED');
    await host.forgetRun(runId);
    expect(await host.runState(runId)).toBe('UNKNOWN');
    expect(await host.listRuns()).toEqual([]);
    await host.forgetRun(runId);
  });

  it('is reported by what was measured, the same each time', async () => {
    const { host, started, updatesOf } = aHost();
    const { runId, file } = await started('disk.succeed.raw');
    await updatesOf(runId);
    const report = await host.collectRun(runId);
    expect(report).toMatchObject({
      ended: 'COMPLETED',
      outcome: 'RECLAIMED',
      sizeBefore: 1024 * 1024,
      sizeAfter: 64 * 1024,
      filesystems: [{ device: '/dev/sda1', type: 'ext4', outcome: 'TRIMMED' }],
    });
    expect(bytesOf(file)).toBe(64 * 1024);
    expect(await host.collectRun(runId)).toEqual(report);
  });

  it('tells its phases, its filesystems and its size while it goes on, from its start also to a late listener', async () => {
    const { host, started, updatesOf } = aHost({ environment: { FAKE_FILESYSTEMS: '3', FAKE_SEEN: 'yes' } });
    const { runId, file } = await started('disk.wait.raw');
    const updates: RunUpdate[] = [];
    const seen = new Set<number>();
    const onUpdate = (update: RunUpdate) => {
      updates.push(update);
      if (update.allocatedBytes === null || seen.has(update.allocatedBytes)) return;
      // The tool goes on once what it has done was seen.
      writeFileSync(seen.size === 0 ? `${file}.go` : `${file}.${seen.size}`, '');
      seen.add(update.allocatedBytes);
    };
    await host.followRun(runId, onUpdate, new AbortController().signal);
    const order = ['BOOTING', 'INSPECTING', 'TRIMMING', 'FINISHING'];
    const phases = updates.map(({ phase }) => order.indexOf(phase));
    expect(phases).toEqual(phases.toSorted());
    expect(phases).toContain(order.indexOf('TRIMMING'));
    expect(updates.at(-1)).toMatchObject({ phase: 'FINISHING', filesystemsDone: 3, filesystemsTotal: 3 });
    const sizes = updates.flatMap(({ allocatedBytes }) => allocatedBytes ?? []);
    expect(sizes[0]).toBe(1024 * 1024);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(seen.size).toBe(4);
    expect((await updatesOf(runId)).at(-1)).toMatchObject({ filesystemsDone: 3, filesystemsTotal: 3 });
  });

  it('is private to the user that runs Winnow', async () => {
    const { started } = aHost();
    const { kept } = await started('disk.hang.raw');
    expect(statSync(kept).mode & 0o777).toBe(0o700);
    expect(statSync(join(kept, 'stderr')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['fail', { code: 'TOOL_FAILED', message: expect.stringContaining('something went wrong') }],
    ['corrupt', { code: 'FILESYSTEM_CORRUPT' }],
    ['damaged', { code: 'FILESYSTEM_CORRUPT' }],
    ['launch-fails', { code: 'APPLIANCE_FAILED' }],
    ['in-use', { code: 'DISK_IN_USE' }],
    ['full', { code: 'STORAGE_FULL' }],
    ['killed', { code: 'TOOL_KILLED', message: expect.stringContaining('SIGKILL') }],
    ['delete', { code: 'DISK_MISSING' }],
  ])('that does %s has failed, and says why', async (behaviour, failure) => {
    const { host, started, updatesOf } = aHost();
    const { runId } = await started(`disk.${behaviour}.raw`);
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'FAILED', failure });
  });

  it.each([
    ['nothing', 'NOTHING_TO_RECLAIM'],
    ['free-none', 'NOTHING_TO_RECLAIM'],
    ['partly', 'PARTIAL'],
    ['garbage', 'NOTHING_TO_RECLAIM'],
  ])('that does %s has the outcome %s', async (behaviour, outcome) => {
    const { host, started, updatesOf } = aHost();
    const { runId } = await started(`disk.${behaviour}.raw`);
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', outcome });
  });

  it('of a tool that is gone by now says so', async () => {
    const { host, started, updatesOf } = aHost({ tools: { virtSparsify: '/nowhere/virt-sparsify' } });
    const { runId } = await started('disk.raw');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({
      failure: { code: 'TOOL_MISSING', retryable: false },
    });
  });

  it('keeps head and tail of a tool that floods its output, and no more', async () => {
    const { host, started, updatesOf } = aHost();
    const { runId, kept } = await started('disk.flood.raw');
    await updatesOf(runId);
    expect(statSync(join(kept, 'stderr')).size).toBe(8 * 1024 * 1024);
    expect(statSync(join(kept, 'stderr.rest')).size).toBe(64 * 1024);
    expect(await host.collectRun(runId)).toMatchObject({
      failure: { code: 'TOOL_FAILED', outputTail: expect.stringMatching(/the last line$/) },
    });
  });

  it('tells each line of the tool before the tool writes another', async () => {
    const { started } = aHost({ environment: { FAKE_WARNINGS: '5' } });
    const { runId, kept, file } = await started('disk.succeed.raw');
    const heard: string[] = [];
    // A warning alone changes no update, so the lines themselves are listened to.
    const supervisor = createSupervisor(createLocalTransport(), () => join(kept, '..'));
    await supervisor.follow(
      runId,
      (line) => {
        const number = /"message": "number (\d+)"/.exec(line)?.[1];
        if (number === undefined) return;
        heard.push(number);
        writeFileSync(`${file}.${number}`, '');
      },
      new AbortController().signal,
    );
    expect(heard).toEqual(['1', '2', '3', '4', '5']);
  });
});

describe('following a run', () => {
  it('ends when told to, and leaves nobody behind on the host', async () => {
    const { host, started, kept, follow } = await followed();
    await follow.begun;
    follow.stop.abort();
    await follow.done;
    await until(() => followersOf(kept) === 0);
    expect(await host.runState(started.runId)).toBe('RUNNING');
  });

  it('leaves nobody behind when the one who listens is killed', async () => {
    const { started, runsDirectory } = aHost();
    const { runId, kept } = await started('disk.hang.raw');
    const listener = `
      import { createSupervisor } from ${JSON.stringify(new URL('../../../src/hosts/runs/supervisor.ts', import.meta.url).href)};
      import { createLocalTransport } from ${JSON.stringify(new URL('../../../src/hosts/transport/local-transport.ts', import.meta.url).href)};
      const supervisor = createSupervisor(createLocalTransport(), () => ${JSON.stringify(runsDirectory)});
      await supervisor.follow(${JSON.stringify(runId)}, () => process.kill(process.pid, 'SIGKILL'), new AbortController().signal);`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', listener]).signal).toBe('SIGKILL');
    await until(() => followersOf(kept) === 0);
  });

  it('tells how long it has gone on, and that one lives which only computes, but not one that does nothing', async () => {
    const { host, started } = aHost();
    const hanging = await started('still.hang.raw');
    const computing = await started('busy.burn.raw');
    const enough = new AbortController();
    const silences: number[] = [];
    const computed: RunUpdate[] = [];
    await Promise.all([
      host.followRun(hanging.runId, ({ silentSeconds }) => silences.push(silentSeconds), enough.signal),
      host.followRun(
        computing.runId,
        (update) => {
          computed.push(update);
          if ((silences.at(-1) ?? 0) > 5 && (update.runSeconds ?? 0) > 10) enough.abort();
        },
        enough.signal,
      ),
    ]);
    expect(computed.map(({ silentSeconds }) => silentSeconds)).toEqual(computed.map(() => 0));
    const times = computed.flatMap(({ runSeconds }) => runSeconds ?? []);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('of an unknown run ends at once', async () => {
    const { updatesOf } = aHost();
    expect(await updatesOf(freshRunId())).toEqual([]);
  });

  async function followed() {
    const { host, started: start } = aHost();
    const started = await start('disk.hang.raw');
    const stop = new AbortController();
    const begun = Promise.withResolvers<void>();
    const done = host.followRun(started.runId, () => begun.resolve(), stop.signal);
    return { host, started, kept: started.kept, follow: { stop, done, begun: begun.promise } };
  }

  const followersOf = (kept: string) =>
    Number(
      spawnSync('sh', [
        '-c',
        'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" "\\n" | grep -cF "$1/std"',
        'sh',
        kept,
      ]).stdout,
    );
});

describe('a host that cannot be asked', () => {
  it('is unreachable, which is no failure of the run', async () => {
    const { host } = aHost({
      transport: {
        run: async () => ({ exitCode: 127, stdout: '', stderr: 'sh: not found', timedOut: false }),
        stream: async () => {},
      },
    });
    await expect(host.runState(freshRunId())).rejects.toThrow(HostUnreachable);
    await expect(host.followRun(freshRunId(), () => {}, new AbortController().signal)).rejects.toThrow(
      HostUnreachable,
    );
    await expect(host.collectRun(freshRunId())).rejects.toThrow(HostUnreachable);
  });

  it('never takes a run id for a path', async () => {
    const { host, runsDirectory } = aHost();
    await expect(host.runState('job_x/y.1')).rejects.toThrow(TypeError);
    expect(existsSync(runsDirectory)).toBe(false);
  });
});
