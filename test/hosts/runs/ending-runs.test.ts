import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createHost } from '../../../src/hosts/create-host.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { letGo } from '../../support/fake-virt-sparsify.ts';
import { aHost, freshRunId, temporaryDirectory } from '../a-host.ts';
import { throughPrefix } from '../images/shown-images.ts';
import { asNobody, nobodysHost } from '../nobodys-host.ts';
import { killAll, pidIn, processesOf, runnerOf, until } from '../processes.ts';

describe('a run whose processes are killed', () => {
  it('is lost when nothing of it is left', async () => {
    const { host, started, reached } = aHost();
    const { runId, kept } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    await killAll(kept);
    await until(async () => (await host.runState(runId)) === 'LOST');
    expect(await host.collectRun(runId)).toMatchObject({ failure: { code: 'RUN_LOST', retryable: true } });
    expect(await host.startRun({ runId, image: (await started('x.raw')).image })).toMatchObject({ ok: true });
    expect(await host.runState(runId)).toBe('LOST');
    await host.forgetRun(runId);
  });

  it('goes on while the tool lives, though the shell that held it is gone', async () => {
    const { host, started, reached, updatesOf } = aHost();
    const { runId, kept, file } = await started('disk.wait.raw');
    await reached(runId, 'INSPECTING');
    process.kill(runnerOf(kept), 'SIGKILL');
    expect(await host.runState(runId)).toBe('RUNNING');
    await expect(host.forgetRun(runId)).rejects.toThrow('not ended');
    letGo(file);
    await updatesOf(runId);
    expect(await host.runState(runId)).toBe('LOST');
  });

  it('ends with its leftovers cleared away when the tool alone is killed', async () => {
    const { host, started, reached, updatesOf } = aHost();
    const { runId, kept } = await started('disk.leave-child.raw');
    await reached(runId, 'INSPECTING');
    process.kill(pidIn(kept), 'SIGKILL');
    expect(await host.runState(runId)).toBe('RUNNING');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ failure: { code: 'TOOL_KILLED' } });
    expect(processesOf(kept)).toEqual([]);
  });

  it('is not taken for another process that has its pid', async () => {
    const { host, started, reached, updatesOf } = aHost();
    const { runId, kept, file } = await started('disk.wait.raw');
    await reached(runId, 'INSPECTING');
    const innocent = await started('other.wait.raw');
    await reached(innocent.runId, 'INSPECTING');
    writeFileSync(join(kept, 'pid'), `${pidIn(innocent.kept)}\n`);
    await host.stopRun(runId, 'GRACEFUL');
    letGo(file);
    letGo(innocent.file);
    await updatesOf(innocent.runId);
    expect(await host.collectRun(innocent.runId)).toMatchObject({ ended: 'COMPLETED' });
  });
});

describe('stopping a run', () => {
  it('asks the tool to end, and the run is stopped', async () => {
    const { host, started, reached, updatesOf } = aHost();
    const { runId } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    await host.stopRun(runId, 'GRACEFUL');
    await host.stopRun(runId, 'GRACEFUL');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toEqual({
      ended: 'STOPPED',
      sizeBefore: 1024 * 1024,
      sizeAfter: 1024 * 1024,
      durationSeconds: expect.any(Number),
    });
  });

  it('takes effect before the tool has even begun', async () => {
    const { host, started, updatesOf } = aHost();
    const { runId } = await started('disk.hang.raw');
    await host.stopRun(runId, 'GRACEFUL');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'STOPPED' });
  });

  it.each(['ignore-sigint', 'leave-child'])(
    'by force ends a tool that does %s, and all of its processes',
    async (behaviour) => {
      const { host, started, reached } = aHost();
      const { runId, kept } = await started(`disk.${behaviour}.raw`);
      await reached(runId, 'INSPECTING');
      await host.stopRun(runId, 'FORCE');
      expect(await host.runState(runId)).toBe('FINISHED');
      expect(processesOf(kept)).toEqual([]);
      expect(await host.collectRun(runId)).toMatchObject({ ended: 'STOPPED', sizeAfter: 1024 * 1024 });
      await host.stopRun(runId, 'FORCE');
    },
  );

  it('leaves alone what asks to be left alone until it is forced', async () => {
    const { host, started, reached } = aHost();
    const { runId } = await started('disk.ignore-sigint.raw');
    await reached(runId, 'INSPECTING');
    await host.stopRun(runId, 'GRACEFUL');
    expect(await host.runState(runId)).toBe('RUNNING');
  });

  it.each(['GRACEFUL', 'FORCE'] as const)(
    'does nothing (%s) when the request was stopped on its way until another follows the run',
    async (how) => {
      const { started, reached, host, updatesOf, ...settings } = aHost();
      const { runId, file } = await started('disk.wait.raw');
      await reached(runId, 'INSPECTING');
      let held = true;
      const mayStop = () => {
        if (!held) throw new Error('another server has it');
        return 100;
      };
      const transport: Transport = {
        ...settings.transport,
        async run(command) {
          if (command.args.includes('stop')) {
            held = false;
            const late = performance.now() + 500;
            await until(() => performance.now() > late);
          }
          return settings.transport.run(command);
        },
      };
      const stale = createHost({ ...settings, transport });
      await expect(stale.stopRun(runId, how, mayStop)).rejects.toThrow('another');
      letGo(file);
      await updatesOf(runId);
      expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED' });
    },
  );

  it('is asked for again, while it may be, when the request reaches the host too late', async () => {
    const { host, started, reached, updatesOf } = aHost();
    const { runId } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    // Asked before and after the look at the host's clock: the first time nothing is left on arrival.
    const remaining = [5, -10_000];
    const mayStop = vi.fn(() => remaining.shift() ?? 60_000);
    await host.stopRun(runId, 'GRACEFUL', mayStop);
    expect(mayStop).toHaveBeenCalledTimes(4);
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'STOPPED' });
  });

  it('changes nothing for a run that has ended, or that nobody knows', async () => {
    const { host, started, updatesOf } = aHost();
    const { runId } = await started('disk.fail.raw');
    await updatesOf(runId);
    await host.stopRun(runId, 'GRACEFUL');
    await host.stopRun(runId, 'FORCE');
    await host.stopRun(freshRunId(), 'FORCE');
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'FAILED' });
  });
});

// A process that is just starting a program shows no environment, and so no mark of its run.
describe('a process of a run that is not seen in the moment when it is looked for', () => {
  /** A host on which the next search for the processes of a tool finds none. */
  function aHostThatBlinks() {
    const programs = temporaryDirectory();
    const blind = join(programs, 'blind');
    writeFileSync(
      join(programs, 'grep'),
      `#!/bin/sh\ncase $* in *WINNOW_RUN=*) rm ${blind} 2>/dev/null && exit 1 ;; esac\nexec /bin/grep "$@"\n`,
      { mode: 0o755 },
    );
    const site = aHost({ transport: throughPrefix(['env', `PATH=${programs}:${process.env.PATH}`]) });
    const blink = () => writeFileSync(blind, '');
    return { ...site, blink, hasBlinked: () => !existsSync(blind) };
  }

  it('is asked to end all the same', async () => {
    const { host, started, reached, updatesOf, blink, hasBlinked } = aHostThatBlinks();
    const { runId } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    blink();
    await host.stopRun(runId, 'GRACEFUL');
    expect(hasBlinked()).toBe(true);
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'STOPPED' });
  });

  it('keeps its run from being taken for lost, and from being forgotten', async () => {
    const { host, started, reached, blink, hasBlinked } = aHostThatBlinks();
    const { runId, kept } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    process.kill(runnerOf(kept), 'SIGKILL');
    await until(() => spawnSync('flock', ['-n', '-s', join(kept, 'lock'), 'true']).status === 0);
    blink();
    expect(await host.runState(runId)).toBe('RUNNING');
    expect(hasBlinked()).toBe(true);
    blink();
    await expect(host.forgetRun(runId)).rejects.toThrow('not ended');
    expect(hasBlinked()).toBe(true);
  });

  it('is not left behind by its run', async () => {
    const { started, reached, updatesOf, blink, hasBlinked } = aHostThatBlinks();
    const { runId, kept } = await started('disk.leave-child.raw');
    await reached(runId, 'INSPECTING');
    blink();
    process.kill(pidIn(kept), 'SIGKILL');
    await until(hasBlinked);
    await updatesOf(runId);
    expect(processesOf(kept)).toEqual([]);
  });
});

describe('what is left of a run', () => {
  it('whose host died while it was being started is known, goes with it, and keeps no later start from happening', async () => {
    const { host, runsDirectory, imageNamed } = aHost();
    const runId = freshRunId();
    const kept = join(runsDirectory, runId);
    mkdirSync(kept, { recursive: true });
    writeFileSync(join(kept, 'lock'), '');
    expect(await host.listRuns()).toEqual([runId]);
    expect(await host.runState(runId)).toBe('UNKNOWN');
    await host.forgetRun(runId);
    expect(existsSync(kept)).toBe(false);
    expect(await host.startRun({ runId, image: imageNamed('disk.succeed.raw') })).toMatchObject({ ok: true });
    await host.followRun(runId, () => undefined, new AbortController().signal);
  });

  it('by a crash in the middle of forgetting it goes with the next look at the runs, or the next that is forgotten', async () => {
    const { host, runsDirectory, started, updatesOf } = aHost();
    const halfForgotten = join(runsDirectory, '.forgotten-17-job_x.1');
    const leave = () => {
      mkdirSync(halfForgotten, { recursive: true });
      writeFileSync(join(halfForgotten, 'stderr'), '');
    };
    leave();
    expect(await host.listRuns()).toEqual([]);
    expect(existsSync(halfForgotten)).toBe(false);
    const { runId } = await started('disk.fail.raw');
    await updatesOf(runId);
    leave();
    await host.forgetRun(runId);
    expect(existsSync(halfForgotten)).toBe(false);
  });

  // As root, everything could be killed.
  it.runIf(process.getuid?.() === 0)(
    'and cannot be killed is looked for ever less often, and the run goes on until it is gone',
    async () => {
      const programs = temporaryDirectory();
      chmodSync(programs, 0o755);
      const [stuck, pauses] = [join(programs, 'stuck'), join(programs, 'pauses')];
      writeFileSync(pauses, '');
      chmodSync(pauses, 0o666);
      writeFileSync(stuck, '');
      // As if the first process of all carried the run's mark: nobody may not kill it.
      program(
        'grep',
        `case "$*" in *WINNOW_RUN=*) [ ! -e ${stuck} ] || echo /proc/1/environ ;; esac; exec /bin/grep "$@"`,
      );
      program('sleep', `echo "$1" >>${pauses}; exec /bin/sleep 0.01`);
      const path = `PATH=${programs}:${process.env.PATH}`;
      const { host, started, updatesOf } = nobodysHost(['env', path, ...asNobody]);
      const { runId } = await started('disk.succeed.raw');
      await until(() => readFileSync(pauses, 'utf8').includes('\n5\n'));
      expect(
        readFileSync(pauses, 'utf8')
          .split('\n')
          .filter((pause) => pause === '0.05'),
      ).toHaveLength(59);
      expect(await host.runState(runId)).toBe('RUNNING');
      rmSync(stuck);
      await updatesOf(runId);
      expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED' });

      function program(name: string, script: string): void {
        writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      }
    },
  );
});
