import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';

import { printJson } from '../../../src/cli/output/messages.ts';
import { printable, printableLine } from '../../../src/cli/output/printable.ts';
import { formatTable } from '../../../src/cli/output/table.ts';
import type { Output } from '../../../src/cli/output/terminal.ts';
import { formatClock, formatDuration, formatMoment } from '../../../src/cli/output/times.ts';

describe('durations', () => {
  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [14.4, '14 s'],
    [59.6, '1 min 00 s'],
    [125, '2 min 05 s'],
    [12_000, '3 h 20 min'],
  ])('%s s is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('unknown is empty', () => {
    expect(formatDuration(null)).toBe('');
  });

  it.each([
    [0, '0:00'],
    [14.9, '0:14'],
    [725, '12:05'],
    [3753, '1:02:33'],
  ])('a clock shows %s s as %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});

describe('moments', () => {
  it('are shown in the zone of who looks', () => {
    const local = new Date(2026, 10, 2, 7, 3, 9);
    expect(formatMoment(local.toISOString())).toBe('2026-11-02 07:03:09');
  });

  it('unknown is empty', () => {
    expect(formatMoment(null)).toBe('');
  });
});

describe('tables', () => {
  const columns = [
    { title: 'NAME', cell: (row: { name: string; size: string | null }) => row.name },
    { title: 'SIZE', align: 'right' as const, cell: (row: { size: string | null }) => row.size },
    { title: 'NOTE', cell: () => null },
  ];

  it('align their columns and leave unknown cells empty', () => {
    const rows = [
      { name: 'web', size: '1.00 GiB' },
      { name: 'database', size: null },
    ];
    expect(formatTable(columns, rows)).toBe(
      [
        'NAME          SIZE  NOTE', //
        'web       1.00 GiB',
        'database',
        '',
      ].join('\n'),
    );
  });

  it('of nothing are their titles', () => {
    expect(formatTable(columns, [])).toBe('NAME  SIZE  NOTE\n');
  });

  it('keep a name that holds a line break or a control code on its line', () => {
    const text = formatTable(columns, [{ name: 'a\nb\u001b[31mc', size: null }]);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('\u001b');
  });
});

describe('text from elsewhere', () => {
  it('keeps line breaks and tabs, and shows what would steer the terminal escaped', () => {
    expect(printable('one\n\ttwo\u001b]0;title\u0007\r\u009b2J')).toBe(
      'one\n\ttwo\\u{1b}]0;title\\u{7}\\r\\u{9b}2J',
    );
  });

  it('comes on one line where one is all there is', () => {
    expect(printableLine('one\ntwo\tthree')).toBe('one\\ntwo\\tthree');
  });
});

describe('JSON', () => {
  it('escapes what would steer a terminal, and means the same', () => {
    const value = { name: 'a\u009b2J\u202eb\u2028\u007f\nö👩' };
    let written = '';
    const output: Output = {
      write: (text) => {
        written += text;
      },
      interactive: false,
      columns: () => 80,
      colors: picocolors.createColors(false),
    };
    printJson(output, value);
    expect(written).toBe('{\n  "name": "a\\u009b2J\\u202eb\\u2028\\u007f\\nö👩"\n}\n');
    expect(JSON.parse(written)).toEqual(value);
  });
});
