import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { patience } from '../../support/patience.ts';
import { until } from '../processes.ts';

export const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { stdio: 'pipe' });

export const DIRTY = 1;
export const CORRUPT = 2;
export const DATA_FILE = 4;

/** Sets incompatible features in a qcow2 header of version 3, by their bits. */
export function setIncompatibleFeature(file: string, bits: number): void {
  const content = readFileSync(file);
  content[79] = (content[79] ?? 0) | bits;
  writeFileSync(file, content);
}

/** An image with lazy_refcounts whose writer was killed: 4 MiB of 0x05 at its start, and nothing of that in its counts. */
export async function crashedLazily(file: string): Promise<void> {
  qemuImg('create', '-f', 'qcow2', '-o', 'lazy_refcounts=on', file, '16M');
  const commands = ['write -P 5 0 4M', 'flush', 'read 0 64k', 'sleep 1000000'];
  const writer = spawn('stdbuf', [
    ...['-oL', 'qemu-io'],
    ...commands.flatMap((command) => ['-c', command]),
    file,
  ]);
  let told = '';
  writer.stdout.on('data', (chunk) => {
    told += chunk;
  });
  await until(() => told.includes('read ') && isDirty(file));
  const gone = once(writer, 'exit');
  writer.kill('SIGKILL');
  await gone;
}

/** Whether it still holds what `crashedLazily` wrote, also once more was written. */
export function isWhole(file: string): boolean {
  const commands = ['read -P 5 0 4M', 'write -P 6 8M 8M', 'read -P 5 0 4M'];
  const { status, stdout } = spawnSync('qemu-io', [...commands.flatMap((command) => ['-c', command]), file], {
    encoding: 'utf8',
  });
  return status === 0 && !stdout.includes('failed');
}

function isDirty(file: string): boolean {
  return ((readFileSync(file)[79] ?? 0) & DIRTY) !== 0;
}

/** Puts a copy in an image's place. The image itself stays elsewhere: its number would be another test's next file's. */
export function replaceByCopy(file: string): void {
  copyFileSync(file, `${file}.copy`);
  renameSync(file, `${file}.replaced`);
  renameSync(`${file}.copy`, file);
}

/** A qcow2 image that is encrypted as a whole, with LUKS inside. */
export function encryptedQcow2(file: string): void {
  const create = () =>
    qemuImg(
      ...['create', '-f', 'qcow2', '--object', 'secret,id=key,data=secret'],
      ...['-o', 'encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10', file, '8M'],
    );
  for (const giveUpAt = Date.now() + patience(10_000); ; ) {
    try {
      create();
      return;
    } catch (error) {
      // qemu-img times its key derivation by ticks of the processor's clock, and gives up when none has passed.
      // A try takes some milliseconds then; the faster the processor, the more of them fail.
      const unlucky = String(error).includes('Unable to get accurate CPU usage');
      if (!unlucky || Date.now() > giveUpAt) throw error;
    }
  }
}

/** A real qemu with the image plugged in, stopped before its first instruction; killed when the test ends. */
export async function heldByQemu(file: string, drive: string, device = '') {
  const machine = spawn('qemu-system-x86_64', [
    ...['-M', 'pc', '-accel', 'tcg', '-S', '-nodefaults', '-display', 'none', '-m', '32'],
    ...['-drive', `if=none,id=disk,${drive}`, '-device', `virtio-blk-pci,drive=disk${device}`],
  ]);
  onTestFinished(async () => {
    machine.kill('SIGKILL');
    if (machine.exitCode === null && machine.signalCode === null) await once(machine, 'exit');
  });
  const inode = statSync(file).ino;
  await until(() => readFileSync('/proc/locks', 'utf8').includes(`:${inode} `));
  return machine;
}

/** Runs programs as a user without a name where the tests run as root, who may read and write whatever it likes. */
export function nobodysTransport(): Transport {
  const local = createLocalTransport();
  if (process.getuid?.() !== 0) return local;
  const asNobody = <Command extends { program: string; args: readonly string[] }>(command: Command) => ({
    ...command,
    program: 'setpriv',
    args: ['--reuid=65534', '--regid=65534', '--clear-groups', command.program, ...command.args],
  });
  return {
    run: (command) => local.run(asNobody(command)),
    stream: (command, onLine) => local.stream(asNobody(command), onLine),
  };
}
