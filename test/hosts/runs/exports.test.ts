import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { letGo } from '../../support/fake-virt-sparsify.ts';
import { aHost, freshRunId, temporaryDirectory } from '../a-host.ts';
import { qemuImg } from '../images/real-images.ts';
import { asNobody, nobodysHost } from '../nobodys-host.ts';
import { killAll, processesOf, runnerOf, until } from '../processes.ts';
import { aMountNamespace } from '../storage/mount-namespace.ts';

/** The process that exports the image of the run that is kept there. */
function exporterOf(kept: string): number {
  const found = processesOf(kept)
    .map((path) => Number(path.split('/')[2]))
    .filter((pid) => commandOf(pid).startsWith('qemu-storage-daemon\0'));
  expect(found).toHaveLength(1);
  return found[0] ?? 0;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended since it was found.
    return '';
  }
}

const listMounts = ['findmnt', '-rno', 'TARGET'] as const;
const mounts = () => execFileSync(listMounts[0], listMounts.slice(1), { encoding: 'utf8' });

/** Whether qemu would open the image for a guest: nobody holds its lock. */
const isFree = (file: string) => spawnSync('qemu-io', ['-f', 'raw', '-c', 'quit', file]).status === 0;

describe('the export of an image', () => {
  it('is seen by nobody else, lets nobody else write, and is over when the run has ended', async () => {
    const { host, started, reached, updatesOf } = aHost();
    const { runId, kept, file, image } = await started('disk.wait.raw');
    await reached(runId, 'INSPECTING');
    exporterOf(kept);
    expect(isFree(file)).toBe(false);
    const second = await host.startRun({ runId: freshRunId(), image });
    expect(second).toMatchObject({ failure: { code: 'DISK_IN_USE' } });
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
    letGo(file);
    await updatesOf(runId);
    expect(processesOf(kept)).toEqual([]);
    expect(isFree(file)).toBe(true);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', sizeAfter: 64 * 1024 });
  });

  it('of a qcow2 image lets nobody else write, too', async () => {
    const { host, images, reached } = aHost();
    const file = join(images, 'disk.hang.qcow2');
    qemuImg('create', '-q', '-f', 'qcow2', file, '1M');
    const runId = freshRunId();
    await host.startRun({ runId, image: { directory: images, path: 'disk.hang.qcow2', format: 'QCOW2' } });
    onTestFinished(() => host.stopRun(runId, 'FORCE'));
    await reached(runId, 'INSPECTING');
    expect(isFree(file)).toBe(false);
  });

  it.each(['wait', 'ignore-sigint', 'leave-child'])(
    'that dies under a tool that does %s ends the run, which may be tried again',
    async (behaviour) => {
      const { host, started, reached, updatesOf } = aHost();
      const { runId, kept, file } = await started(`disk.${behaviour}.raw`);
      await reached(runId, 'INSPECTING');
      process.kill(exporterOf(kept), 'SIGKILL');
      await updatesOf(runId);
      expect(await host.collectRun(runId)).toMatchObject({
        failure: { code: 'EXPORT_FAILED', retryable: true, message: expect.stringContaining(file) },
      });
      expect(processesOf(kept)).toEqual([]);
      await host.forgetRun(runId);
    },
  );

  it.each(['GRACEFUL', 'FORCE'] as const)('ends with a run that is stopped (%s)', async (how) => {
    const { host, started, reached, updatesOf } = aHost();
    const { runId, kept, file } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    await host.stopRun(runId, how);
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'STOPPED', sizeAfter: 1024 * 1024 });
    expect(processesOf(kept)).toEqual([]);
    expect(isFree(file)).toBe(true);
  });

  it('does not outlive the shell that holds the run, and leaves neither lock nor mount', async () => {
    const { host, started, reached } = aHost();
    const { runId, kept, file } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    const exporter = exporterOf(kept);
    process.kill(runnerOf(kept), 'SIGKILL');
    await until(() => !existsSync(`/proc/${exporter}`));
    expect(isFree(file)).toBe(true);
    await host.stopRun(runId, 'FORCE');
    expect(await host.runState(runId)).toBe('LOST');
    expect(mounts()).not.toContain(kept);
    await host.forgetRun(runId);
  });
});

// As root, the tests can also be somebody else.
describe.runIf(process.getuid?.() === 0)('a user without rights of root', () => {
  it('exports the image where nobody else sees it', async () => {
    const { host, started, reached, updatesOf } = nobodysHost();
    const { runId, kept, file } = await started('disk.wait.raw');
    await reached(runId, 'INSPECTING');
    expect(mounts()).not.toContain(kept);
    letGo(file);
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', sizeAfter: 64 * 1024 });
    await host.forgetRun(runId);
  });

  describe('on a host that permits no namespaces', () => {
    it('exports the image for all to see, and leaves no mount behind', async () => {
      const { host, started, reached, updatesOf, mountsOfAll } = await withoutNamespaces();
      const { runId, kept, file } = await started('disk.wait.raw');
      await reached(runId, 'INSPECTING');
      expect(mountsOfAll()).toContain(kept);
      letGo(file);
      await updatesOf(runId);
      expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', sizeAfter: 64 * 1024 });
      expect(mountsOfAll()).not.toContain(kept);
    });

    it('has what was mounted taken away once a run that was killed is forgotten', async () => {
      const { host, started, reached, mountsOfAll } = await withoutNamespaces();
      const { runId, kept } = await started('disk.hang.raw');
      await reached(runId, 'INSPECTING');
      await killAll(kept);
      await until(async () => (await host.runState(runId)) === 'LOST');
      await host.forgetRun(runId);
      expect(mountsOfAll()).not.toContain(kept);
      expect(existsSync(kept)).toBe(false);
    });
  });

  /**
   * As where the kernel or a profile forbids them: `unshare` fails. What all of this host see, other tests do not, which
   * look at the mounts of the machine.
   */
  async function withoutNamespaces() {
    const programs = temporaryDirectory();
    chmodSync(programs, 0o755);
    symlinkSync('/bin/false', join(programs, 'unshare'));
    const { prefix, inside } = await aMountNamespace();
    const site = nobodysHost([...prefix, 'env', `PATH=${programs}:${process.env.PATH}`, ...asNobody]);
    return { ...site, mountsOfAll: () => inside(...listMounts) };
  }
});
