import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import type { SparsifyWarningCode } from '../../src/domain/disk/events.ts';
import { createLocalTransport } from '../../src/hosts/transport/local-transport.ts';
import { isWhole, nobodysTransport, qemuImg } from '../hosts/images/real-images.ts';
import { findFileUsers } from '../hosts/images/use/find-file-users.ts';
import { aSite } from './a-site.ts';
import type { Trials } from './trial.ts';

export const warningTrials: Trials<SparsifyWarningCode> = {
  PARENT_SNAPSHOTS: [
    {
      kind: 'SEPARATE',
      async attempt() {
        const site = await aSite();
        const [base, file] = [site.at('base.qcow2'), site.at('disk.qcow2')];
        qemuImg('create', '-f', 'qcow2', base, '16M');
        qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', file);
        execFileSync('qemu-io', ['-c', 'write -P 5 0 4M', file], { stdio: 'ignore' });
        const disk = await site.register('disk.qcow2');
        expect(site.warningsOf(disk)).toMatchObject([
          { code: 'PARENT_SNAPSHOTS', message: expect.stringContaining('Merge snapshots first') },
        ]);
        // The only one that stands on it is merged into it, and it goes on in its place.
        qemuImg('commit', file);
        execFileSync('mv', [base, file]);
        await site.refresh(disk);
        expect(site.warningsOf(disk)).toEqual([]);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  INTERNAL_SNAPSHOTS: [
    { untried: 'Its text advises nothing: that blocks of a snapshot stay is what a snapshot is for.' },
  ],
  GUEST_HIBERNATED: [
    { untried: 'It is done inside the guest of a virtual machine, and there is none here that has Windows.' },
  ],
  USE_NOT_FULLY_CHECKED: [
    {
      kind: 'PERMISSION',
      usual: true,
      async attempt() {
        const site = await aSite();
        qemuImg('create', '-f', 'qcow2', site.at('disk.qcow2'), '8M');
        execFileSync('chmod', ['-R', 'a+rX', site.directory]);
        expect(await findFileUsers(nobodysTransport(), site.at('disk.qcow2'))).toMatchObject({
          allSeen: false,
        });
        // Run as root, as these tests are.
        expect(await findFileUsers(createLocalTransport(), site.at('disk.qcow2'))).toMatchObject({
          allSeen: true,
        });
      },
    },
  ],
};
