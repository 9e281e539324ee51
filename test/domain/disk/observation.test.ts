import { describe, expect, test } from 'vitest';
import type { DiskObservation, ImageObservation } from '../../../src/domain/disk/observation.ts';
import { doubtfulInode } from '../../../src/domain/disk/refcounts.ts';
import { withObserved } from '../../../src/domain/disk/with-observed.ts';
import { observation } from './given-when-then.ts';

/** What is known after looks, one after the other. */
const afterLooks = (...looks: Partial<ImageObservation>[]): DiskObservation =>
  looks.reduce<DiskObservation>((known, image) => withObserved(known, { image }), observation);

describe('how a file was made', () => {
  const shows = (provisioned: ImageObservation['provisioned'], inode = '7') => ({ inode, provisioned });

  test.each<[string, Partial<ImageObservation>[], ImageObservation['provisioned']]>([
    ['is not known of a full one', [shows('UNKNOWN')], 'UNKNOWN'],
    ['is known once holes are found', [shows('UNKNOWN'), shows('THIN')], 'THIN'],
    ['stays known when a thin one has grown full', [shows('THIN'), shows('UNKNOWN')], 'THIN'],
    ['stays known once blocks were never written', [shows('PREALLOCATED'), shows('UNKNOWN')], 'PREALLOCATED'],
    ['is not undone by holes', [shows('PREALLOCATED'), shows('THIN')], 'PREALLOCATED'],
    ['is another matter for another file', [shows('PREALLOCATED'), shows('THIN', '8')], 'THIN'],
    ['is not forgotten by a look that tells nothing of it', [shows('THIN'), { dirty: false }], 'THIN'],
    ['is nothing to ask of what is not raw', [shows('THIN'), shows(null)], null],
  ])('%s', (_, looks, provisioned) => expect(afterLooks(...looks).provisioned).toBe(provisioned));
});

describe('a doubt of reference counts', () => {
  const dirty = { inode: '7', dirty: true, refcounts: null } as const;
  const clean = { inode: '7', dirty: false, refcounts: null } as const;

  test.each<[string, Partial<ImageObservation>[], ImageObservation['refcounts']]>([
    ['arises where the dirty flag was cleared unseen', [dirty, clean], 'UNCHECKED'],
    [
      'arises where the image was away meanwhile',
      [dirty, { present: false, dirty: null }, clean],
      'UNCHECKED',
    ],
    ['stays', [dirty, clean, clean], 'UNCHECKED'],
    ['does not arise from a look that tells nothing of the flag', [dirty, { unreadable: 'no' }], null],
    ['is settled by a check', [dirty, { ...clean, refcounts: 'WHOLE' }, clean], 'WHOLE'],
    ['is confirmed by a check', [{ ...clean, refcounts: 'BROKEN' }, clean], 'BROKEN'],
    ['does not pass on to another file', [dirty, clean, { ...clean, inode: '8' }], null],
    ['is none of an image that was never dirty', [clean, clean], null],
  ])('%s', (_, looks, refcounts) => expect(afterLooks(...looks).refcounts).toBe(refcounts));

  test('names the file that is to be checked', () => {
    expect(doubtfulInode(afterLooks(dirty))).toBe('7');
    expect(doubtfulInode(afterLooks(dirty, clean))).toBe('7');
    expect(doubtfulInode(afterLooks(clean))).toBeNull();
  });
});
