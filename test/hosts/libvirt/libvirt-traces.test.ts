import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { libvirtTraces } from '../../../src/hosts/libvirt/libvirt-traces.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { temporaryDirectory } from '../a-host.ts';

/** A machine on which libvirt's directories are where the test has them. */
function aMachine() {
  const root = temporaryDirectory();
  chmodSync(root, 0o755);
  const local = createLocalTransport();
  const transport: Transport = {
    ...local,
    run: ({ stdin = '', ...command }) =>
      local.run({
        ...command,
        // For root no directory is closed.
        program: 'setpriv',
        args:
          process.getuid?.() === 0
            ? ['--reuid', '65534', '--clear-groups', command.program, ...command.args]
            : [command.program, ...command.args],
        stdin: stdin.replaceAll(/ (\/(etc|run|var)\/)/g, ` ${root}$1`),
      }),
  };
  const make = (path: string) => {
    mkdirSync(join(root, path), { recursive: true });
    return join(root, path);
  };
  return { make, traces: () => libvirtTraces(transport) };
}

describe('libvirt has left traces', () => {
  test('where it runs or has run since the start', async () => {
    const machine = aMachine();
    machine.make('run/libvirt');
    expect(await machine.traces()).toBe(true);
  });

  test('where a machine is defined', async () => {
    const machine = aMachine();
    writeFileSync(join(machine.make('etc/libvirt/qemu'), 'a b.xml'), '<domain/>');
    expect(await machine.traces()).toBe(true);
  });

  test.each(['etc/libvirt', 'etc/libvirt/qemu'])('where /%s may not be looked into', async (path) => {
    const machine = aMachine();
    machine.make('etc/libvirt/qemu');
    const closed = machine.make(path);
    onTestFinished(() => chmodSync(closed, 0o755));
    chmodSync(closed, 0);
    expect(await machine.traces()).toBe(true);
  });

  test('nowhere else: not where it is only installed', async () => {
    const machine = aMachine();
    expect(await machine.traces()).toBe(false);
    machine.make('etc/libvirt/qemu/networks');
    writeFileSync(join(machine.make('etc/libvirt'), 'libvirt.conf'), '');
    expect(await machine.traces()).toBe(false);
  });
});
