import { expect, test } from 'vitest';
import { factsOfImage } from '../../src/discovery/image-observation.ts';
import type { Place } from '../../src/discovery/places.ts';
import type { DiskFacts } from '../../src/domain/disk/facts.ts';
import { observationOf } from '../../src/hosts/images/observation.ts';
import type { FoundImage } from '../../src/hosts/inventory.ts';
import { foundImage } from '../support/fake-host.ts';

const gib = 1 << 30;
const placeIn = (kind: Place['domain']['kind']): Place => ({
  domain: { id: 'dom_1', name: 'here', kind, path: '/images', storage: null },
  path: 'a.img',
  diskId: 'disk_1',
  formerDiskId: 'disk_1',
});

test.each<[string, Partial<FoundImage>, Partial<DiskFacts>]>([
  ['a qcow2', {}, { format: 'QCOW2', allocation: 'UNKNOWN', storageType: 'IMAGE' }],
  ['a raw disk', { format: 'raw' }, { format: 'RAW', allocation: 'UNKNOWN' }],
  ['another format', { format: 'vmdk', allocatedBytes: gib }, { format: 'OTHER', allocation: 'UNKNOWN' }],
  ['what nothing tells the format of', { format: null }, { format: 'OTHER' }],
  ['a format by its header alone', { formatBasis: 'HEADER' }, { format: 'QCOW2', formatBasis: 'HEADER' }],
])('%s is registered as such', (_, image, facts) => {
  expect(factsOfImage(foundImage('/images/a.img', image), placeIn('DIRECTORY'), false)).toMatchObject({
    name: 'a.img',
    path: 'a.img',
    wipeAfterDelete: false,
    ...facts,
  });
});

test.each([
  ['VOLUME_GROUP', false, 'LOGICAL_VOLUME'],
  ['VOLUME_GROUP', true, 'DIRECT_LUN'],
  ['BLOCK_DEVICES', false, 'DIRECT_LUN'],
] as const)('a device of %s, handed on as a LUN: %s, is a %s', (kind, lun, storageType) => {
  const device = foundImage('/dev/x', { type: 'BLOCK', allocatedBytes: null, format: 'raw' });
  expect(factsOfImage(device, placeIn(kind), lun)).toMatchObject({ storageType, allocation: 'THIN' });
});

test('of an image that cannot be read, only what is known is told', () => {
  const image = foundImage('/a', {
    unreadable: 'I/O error',
    virtualSize: null,
    format: null,
    encrypted: null,
  });
  expect(observationOf(image)).toEqual({
    present: true,
    allocatedBytes: 300_000_000,
    corrupt: false,
    dirty: false,
    writable: true,
    formatVersion: '1.1',
    inode: '131',
    provisioned: 'THIN',
    unreadable: 'I/O error',
    backingChain: null,
    fault: null,
  });
});
