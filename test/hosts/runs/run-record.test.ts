import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../src/hosts/runs/run-record.ts';

const recordOf = (kept: Readonly<Record<string, string>>) =>
  readRecord(
    {
      ...{ heard: true, exitCode: 0, allShown: () => [], bytes: () => Buffer.alloc(0), all: () => [] },
      text: (name) => kept[name] ?? null,
      shown: (name) => kept[name] ?? '',
      has: (name) => name in kept,
      number: (name) => (name in kept ? Number(kept[name]) : null),
    },
    'FINISHED',
    '/runs/view',
  );

describe('the record of a run', () => {
  it('has lines that the console of the appliance wrote without its carriage return', () => {
    expect(recordOf({ stderr: 'one\r\ntwo\r\nthree\n' }).stderr).toEqual(['one', 'two', 'three']);
  });

  it('has what was measured before and after, and what that stands for', () => {
    const measured = { before: '900', beforeBasis: 'ARRAY_MAPPED', after: '400', afterBasis: 'ARRAY_MAPPED' };
    expect(recordOf(measured)).toMatchObject({ basis: 'ARRAY_MAPPED', sizeBefore: 900, sizeAfter: 400 });
    // As a runner of an older Winnow left it.
    const old = { before: '900', after: '400' };
    expect(recordOf(old)).toMatchObject({ basis: 'ALLOCATED_BLOCKS', sizeBefore: 900, sizeAfter: 400 });
  });

  it.each([
    { before: '400', beforeBasis: 'ARRAY_MAPPED', after: '1000', afterBasis: 'DISCARDED_ONLY' },
    { before: '1000', beforeBasis: 'DISCARDED_ONLY', after: '400', afterBasis: 'THIN_POOL' },
  ])('takes a volume for not measured where that failed once: $beforeBasis, then $afterBasis', (kept) => {
    expect(recordOf(kept)).toMatchObject({ basis: 'DISCARDED_ONLY', sizeBefore: 1000, sizeAfter: 1000 });
  });
});
