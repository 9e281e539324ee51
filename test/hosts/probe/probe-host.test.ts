import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HostBusy } from '../../../src/hosts/host.ts';
import { probeHost } from '../../../src/hosts/probe/probe-host.ts';
import { defaultTools, type HostTools } from '../../../src/hosts/probe/tools.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { createHostPatience } from '../../../src/hosts/transport/patience.ts';
import type { BoundedCommand, CommandResult, Transport } from '../../../src/hosts/transport/transport.ts';
import { capable } from '../../support/fake-host.ts';
import { fakeVirtSparsify } from '../../support/fake-virt-sparsify.ts';
import { aHost, freshRunId, withEnvironment } from '../a-host.ts';

const tools: HostTools = { ...defaultTools, virtSparsify: fakeVirtSparsify };
const local = createLocalTransport();
const probe = (environment: Record<string, string> = {}, changes: Partial<HostTools> = {}) =>
  probeHost(withEnvironment(local, environment), { ...tools, ...changes });

/** This machine, but for the answers that a test gives in its stead. */
const answering = (answer: (command: BoundedCommand) => Partial<CommandResult> | null): Transport => ({
  ...local,
  run: async (command) => {
    const given = answer(command);
    if (given === null) return local.run(command);
    return { exitCode: 0, stdout: '', stderr: '', timedOut: false, ...given };
  },
});

describe('probing a host', () => {
  it('tells versions, features, cores and memory', async () => {
    const found = await probe();
    expect(found).toMatchObject({
      virtSparsify: { version: '1.48.2', features: expect.arrayContaining(['in-place', 'ntfs']) },
      qemuImg: { version: expect.stringMatching(/^\d+\.\d+/) },
      virtDf: true,
      lacks: [],
    });
    expect(found.cores).toBeGreaterThan(0);
    expect(found.memoryBytes).toBeGreaterThan(1024 ** 2);
  });

  it('falls back to software emulation where KVM does not work', async () => {
    expect(await probe({ FAKE_NEEDS_TCG: 'yes' })).toMatchObject({ acceleration: 'EMULATION', lacks: [] });
  });

  it('says when the appliance will not start at all, in its own words', async () => {
    expect(await probe({ FAKE_NO_APPLIANCE: 'yes' })).toMatchObject({
      acceleration: null,
      lacks: [
        {
          what: expect.stringContaining('guestfs_launch failed'),
          remedy: expect.stringContaining('libguestfs-test-tool'),
        },
      ],
    });
  });

  it('is not misled by what ~/.bashrc writes and does where sshd has started another login shell', async () => {
    const home = mkdtempSync(join(tmpdir(), 'winnow-home-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    writeFileSync(join(home, '.bashrc'), 'echo hello; exit 3');
    const found = await probe({ HOME: home, SSH_CLIENT: '192.0.2.1 40000 22', SHLVL: '0' });
    expect(found).toMatchObject({ lacks: [], confinement: (await probe()).confinement });
  });

  it('says when virt-sparsify is too old', async () => {
    expect(await probe({ FAKE_OLD: 'yes' })).toMatchObject({
      lacks: [{ what: expect.stringContaining('--in-place') }],
    });
  });

  it('names what is missing, and the package that brings it', async () => {
    const found = await probe({}, { virtSparsify: '/nowhere/virt-sparsify', qemuImg: '/nowhere/qemu-img' });
    expect(found).toMatchObject({
      virtSparsify: null,
      qemuImg: null,
      acceleration: null,
      lacks: [
        {
          what: 'virt-sparsify is missing',
          remedy: expect.stringContaining('apt-get install guestfs-tools'),
        },
        { what: 'qemu-img is missing', remedy: expect.stringContaining('dnf install qemu-img') },
      ],
    });
  });

  it('names the setting first where that leads to a program that is missing', async () => {
    const at = { virtSparsify: '/nowhere/a', qemuImg: '/nowhere/b', virsh: '/nowhere/c' };
    const { lacks, recommends } = await probe({}, at);
    expect([...lacks, ...recommends].map(({ remedy }) => remedy)).toEqual([
      expect.stringMatching(
        /^WINNOW_VIRT_SPARSIFY names \/nowhere\/a: correct it, or unset it .* guestfs-tools/,
      ),
      expect.stringMatching(/^WINNOW_QEMU_IMG names \/nowhere\/b: correct it, or unset it .* qemu-utils/),
      expect.stringMatching(/WINNOW_VIRSH names \/nowhere\/c: correct it, or unset it .* libvirt-clients/),
    ]);
  });

  it('keeps no more than a line of what a tool says in place of its version', async () => {
    const transport = answering(({ program }) =>
      program === 'virsh' ? { stdout: `${'x'.repeat(100_000)}\nand more` } : null,
    );
    expect((await probeHost(transport, tools)).libvirt).toEqual({ version: 'x'.repeat(100) });
  });

  it('tells the versions of libvirt and of sg3-utils, which tells its own on standard error', async () => {
    const transport = answering(({ program }) => (program === 'virsh' ? { stdout: '9.0.0\n' } : null));
    expect(await probeHost(transport, tools)).toMatchObject({
      libvirt: { version: '9.0.0' },
      sg3Utils: { version: expect.stringMatching(/^\d+\.\d+$/) },
      recommends: [],
    });
  });

  it('recommends them where they are missing, which keeps no run from being started', async () => {
    expect(await probe({}, { virsh: '/nowhere/virsh', sgVpd: '/nowhere/sg_vpd' })).toMatchObject({
      libvirt: null,
      sg3Utils: null,
      lacks: [],
      recommends: [
        {
          what: 'virsh is missing',
          remedy: expect.stringContaining('apt-get install libvirt-clients'),
        },
        { what: 'sg_vpd is missing', remedy: expect.stringContaining('dnf install sg3_utils') },
      ],
    });
  });

  it.each([
    ['kernel there\nqemu there', 'may not be read', 'chmod'],
    ['qemu there', 'no kernel', 'linux-image-cloud-amd64'],
    ['kernel there\nreadable kernel', 'qemu is missing', 'qemu-system-x86'],
  ])('finds why the appliance does not start where the host has only: %s', async (facts, what, remedy) => {
    const transport = answering(({ program, stdin }) =>
      program === 'sh' && stdin?.includes('MemTotal') ? { stdout: `cores 2\n${facts}\nend\n` } : null,
    );
    expect(await probeHost(withEnvironment(transport, { FAKE_NO_APPLIANCE: 'yes' }), tools)).toMatchObject({
      lacks: [{ what: expect.stringContaining(what), remedy: expect.stringContaining(remedy) }],
    });
  });
});

describe('a host that is too busy', () => {
  const cutOff = { exitCode: null, timedOut: true };

  it.each(['virtSparsify', 'qemuImg', 'qemuIo'] as const)(
    'to tell the version of %s in time lacks nothing, and is given more time at the next',
    async (tool) => {
      const limits: number[] = [];
      let slow = true;
      const transport = answering(({ program, args, timeoutMs }) => {
        if (program !== tools[tool] || !args.includes('--version')) return null;
        limits.push(timeoutMs);
        return slow ? cutOff : { stdout: '1.2' };
      });
      const patience = createHostPatience();
      await expect(probeHost(transport, tools, patience)).rejects.toThrow(HostBusy);
      await expect(probeHost(transport, tools, patience)).rejects.toThrow('within 40 s');
      slow = false;
      expect(await probeHost(transport, tools, patience)).toMatchObject({ lacks: [] });
      expect(limits).toEqual([20_000, 40_000, 80_000]);
    },
  );

  it.each([{ exitCode: 124 }, { exitCode: 137 }, cutOff])(
    'to boot the appliance in time (%j) lacks nothing, and is given more time at the next',
    async (result) => {
      const limits: (string | undefined)[] = [];
      let slow = true;
      const transport = answering(({ args }) => {
        if (!args.includes('--machine-readable')) return null;
        limits.push(args[2]);
        return slow ? result : { stdout: 'in-place\n' };
      });
      const patience = createHostPatience();
      await expect(probeHost(transport, tools, patience)).rejects.toThrow(HostBusy);
      slow = false;
      expect(await probeHost(transport, tools, patience)).toMatchObject({ lacks: [] });
      expect(limits.at(-1)).toBe('240');
    },
  );

  it('to tell of itself is not out of contact', async () => {
    const transport = answering(({ stdin }) => (stdin?.includes('MemTotal') ? cutOff : null));
    await expect(probeHost(transport, tools)).rejects.toThrow(HostBusy);
  });

  it('is not told to install what is there and only recommended', async () => {
    const transport = answering(({ program }) => (program === 'virsh' ? cutOff : null));
    const { lacks, recommends } = await probeHost(transport, tools);
    expect(lacks).toEqual([]);
    expect(recommends[0]?.what).toBe('virsh gave no answer in time');
    expect(recommends[0]?.remedy).not.toContain('install');
  });

  it('keeps what was known of it', async () => {
    const transport = answering(({ args }) => (args.includes('--machine-readable') ? cutOff : null));
    const { host } = aHost({ transport });
    await expect(host.capabilities({ again: true })).rejects.toThrow(HostBusy);
    expect(await host.capabilities()).toEqual(capable);
  });
});

describe('what a host can do', () => {
  const countingProbes = () => {
    let probes = 0;
    const transport = answering(({ args }) => {
      if (args.includes('--machine-readable')) probes += 1;
      return null;
    });
    return { transport, probes: () => probes };
  };

  it('is found out once, and again when asked', async () => {
    const { transport, probes } = countingProbes();
    const { host } = aHost({ transport, known: null });
    await Promise.all([host.capabilities(), host.capabilities()]);
    const once = probes();
    await host.capabilities();
    expect(probes()).toBe(once);
    await host.capabilities({ again: true });
    expect(probes()).toBe(2 * once);
  });

  it('is taken from an earlier probe', async () => {
    const { transport, probes } = countingProbes();
    const { host } = aHost({ transport, known: capable });
    expect(await host.capabilities()).toEqual(capable);
    expect(probes()).toBe(0);
  });

  it('is found out anew before a run when something was missing', async () => {
    const lacking = {
      ...capable,
      virtSparsify: null,
      lacks: [{ what: 'virt-sparsify is missing', remedy: 'Install it.' }],
    };
    const { host, imageNamed } = aHost({ known: lacking });
    const runId = freshRunId();
    expect(await host.startRun({ runId, image: imageNamed('disk.raw') })).toMatchObject({ ok: true });
    await host.followRun(runId, () => {}, new AbortController().signal);
  });

  it('keeps a run from being started where it cannot work, with the remedy', async () => {
    const { host, imageNamed } = aHost({ known: null, tools: { virtSparsify: '/nowhere/virt-sparsify' } });
    expect(await host.startRun({ runId: freshRunId(), image: imageNamed('disk.raw') })).toMatchObject({
      ok: false,
      failure: { code: 'TOOL_MISSING', retryable: false, remedy: expect.stringContaining('guestfs-tools') },
    });
  });

  it('is looked at anew after the appliance failed to start', async () => {
    const { transport, probes } = countingProbes();
    const { host, started, updatesOf } = aHost({ transport });
    const { runId } = await started('disk.launch-fails.raw');
    await updatesOf(runId);
    await host.collectRun(runId);
    await host.capabilities();
    expect(probes()).toBeGreaterThan(0);
  });
});
