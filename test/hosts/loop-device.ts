import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from './processes.ts';

/** A loop device on a file, which is detached when the test ends at the latest. */
export function loopDevice(file: string) {
  const device = execFileSync('losetup', ['-f', '--show', file], { encoding: 'utf8' }).trim();
  /** By what it stands on: once it is free, another test may have it. */
  const isAttached = (): boolean => {
    try {
      return readFileSync(`/sys/block/${basename(device)}/loop/backing_file`, 'utf8') === `${file}\n`;
    } catch {
      return false;
    }
  };
  /** Whoever lists loop devices opens each for a moment, and the kernel detaches one only when nobody has it open. */
  const detached = () => until(() => !isAttached());
  async function detach(): Promise<void> {
    if (isAttached()) execFileSync('losetup', ['-d', device]);
    await detached();
  }
  onTestFinished(detach);
  return { device, detach, detached };
}
