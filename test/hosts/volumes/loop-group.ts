import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../a-host.ts';
import { loopDevice } from '../loop-device.ts';

// Whether or not this machine's kernel has device-mapper: nothing is activated.
const settings = 'global { activation=0 } backup { backup=0 archive=0 }';

/** A real volume group on a loop device of this machine, with one volume, `web-1`, that is not active. Takes root. */
export function loopGroup() {
  const name = `winnow-${randomUUID()}`;
  const file = join(temporaryDirectory(), 'disk');
  writeFileSync(file, '');
  truncateSync(file, 64 * 1024 ** 2);
  const { device } = loopDevice(file);
  const lvm = (command: string, ...args: string[]) =>
    execFileSync('lvm', [command, '--config', settings, '-y', ...args], {
      env: { ...process.env, LVM_SUPPRESS_FD_WARNINGS: '1' },
      stdio: 'pipe',
    });
  lvm('vgcreate', name, device);
  lvm('lvcreate', '-an', '-Zn', '-Wn', '-L', '8m', '-n', 'web-1', name);
  return {
    name,
    device,
    lvm,
    volume: `/dev/${name}/web-1`,
    path: `/dev/mapper/${name.replaceAll('-', '--')}-web--1`,
  };
}
