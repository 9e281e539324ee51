import { expect, test } from 'vitest';
import { contentsCurrentAfter } from '../../../src/domain/disk/contents-current.ts';
import type { DiskObservation } from '../../../src/domain/disk/observation.ts';
import { nothingObserved } from '../../../src/domain/disk/upcast.ts';
import { contentsWith } from './some-contents.ts';

const contents = contentsWith();
const observation: DiskObservation = { ...nothingObserved, inode: '7', allocatedBytes: 10, contents };
const known = { contentsCurrent: true, observation };

test('contents that were inspected just now are current, and those that are not known never are', () => {
  const before = { contentsCurrent: false, observation: { ...observation, contents: null } };
  expect(contentsCurrentAfter(before, observation)).toBe(true);
  expect(contentsCurrentAfter({ contentsCurrent: false, observation: null }, observation)).toBe(true);
  expect(contentsCurrentAfter(known, { ...observation, contents: null })).toBe(false);
});

test('an observation of the same image leaves them as they were', () => {
  const same = { ...observation, children: ['disk_2' as const], writable: true };
  expect(contentsCurrentAfter(known, same)).toBe(true);
  expect(contentsCurrentAfter({ ...known, contentsCurrent: false }, same)).toBe(false);
});

test('a new title of a virtual machine leaves them as they were', () => {
  const titled = (title: string): Pick<DiskObservation, 'attachments'> => ({
    attachments: [
      { vmId: '1', vmName: 'web', hostId: 'host_1', state: 'SHUT_OFF', labels: { 'libvirt/title': title } },
    ],
  });
  const before = { ...known, observation: { ...observation, ...titled('one') } };
  expect(contentsCurrentAfter(before, { ...observation, ...titled('two') })).toBe(true);
});

test.each<[string, Partial<DiskObservation>]>([
  ['takes other space', { allocatedBytes: 11 }],
  ['is another file', { inode: '8' }],
  ['has another size', { virtualSize: 1 }],
  ['stands on another', { backing: 'base.qcow2' }],
  [
    'has a virtual machine that runs',
    { attachments: [{ vmId: '1', vmName: 'web', hostId: 'host_1', state: 'RUNNING' }] },
  ],
])('they are out of date once the image %s', (_, changes) => {
  expect(contentsCurrentAfter(known, { ...observation, ...changes })).toBe(false);
});
