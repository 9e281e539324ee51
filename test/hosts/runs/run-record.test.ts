import { expect, test } from 'vitest';
import { readRecord } from '../../../src/hosts/runs/run-record.ts';

test('lines that the console of the appliance wrote end without its carriage return', () => {
  const kept: Record<string, string> = { stdout: '', stderr: 'one\r\ntwo\r\nthree\n' };
  const record = readRecord(
    {
      heard: true,
      exitCode: 0,
      text: () => null,
      shown: (name) => kept[name] ?? '',
      allShown: () => [],
      bytes: () => Buffer.alloc(0),
      all: () => [],
      has: () => false,
      number: () => null,
    },
    'LOST',
    '/runs/view',
  );
  expect(record.stderr).toEqual(['one', 'two', 'three']);
});
