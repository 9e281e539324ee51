import { describe, expect, test } from 'vitest';
import { directoryRefusal, isSystemPath } from '../../../src/domain/host/directory-rule.ts';

const own = ['/var/lib/winnow', '/run/winnow-runs'];

describe('a directory', () => {
  test.each([
    ...['/', '/var', '/home', '/run'],
    ...[
      '/etc',
      '/etc/libvirt',
      '/proc/1/root',
      '/sys',
      '/dev',
      '/dev/shm',
      '/boot/efi',
      '/usr/local',
      '/root',
    ],
    ...['/root/images', '/bin', '/lib64'],
    ...['/var/lib/winnow', '/var/lib/winnow/runs', '/var/lib', '/run/winnow-runs/job_1.1'],
  ])('%s may not be registered', (path) => expect(directoryRefusal(path, own)).not.toBeNull());

  test.each([
    ...[
      '/var/lib/libvirt/images',
      '/srv',
      '/home/ann/images',
      '/tmp/images',
      '/data',
      '/mnt/usr',
      '/etcetera',
    ],
    ...['/var/lib/winnow-images', '/run/media/disk', '/rooted'],
  ])('%s may be registered', (path) => expect(directoryRefusal(path, own)).toBeNull());
});

describe('a path', () => {
  test.each(['/etc/hostname', '/usr/share/x.qcow2', '/var/lib/winnow/events.db', '/dev/sda'])(
    '%s is the system’s',
    (path) => expect(isSystemPath(path, own)).toBe(true),
  );
  test.each(['/var/lib/libvirt/images/a.qcow2', '/a.qcow2', '/home/a.raw'])('%s is not', (path) =>
    expect(isSystemPath(path, own)).toBe(false),
  );
});
