import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateTime } from '../../src/resolvers/scalar/date-time.ts';

describe('DateTime', () => {
  it.each([
    ['2026-11-22T07:43:10.251Z', '2026-11-22T07:43:10.251Z'],
    ['2026-11-22T07:43:10Z', '2026-11-22T07:43:10.000Z'],
    ['2026-11-22t07:43:10z', '2026-11-22T07:43:10.000Z'],
    ['2026-11-22T07:43:10.251999Z', '2026-11-22T07:43:10.251Z'],
    ['2026-11-22T01:13:10+05:30', '2026-11-21T19:43:10.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('takes %s for %s', (given, normal) => {
    expect(DateTime.parseValue(given)).toBe(normal);
    expect(DateTime.parseLiteral(parseValue(JSON.stringify(given)))).toBe(normal);
  });

  it.each([
    '2026-11-22',
    '2026-11-22T07:43:10',
    '2026-11-22 07:43:10Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T07:43:60Z',
    '2026-11-22T07:43:10+25:00',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    'yesterday',
    '',
    1_795_333_390_251,
    null,
  ])('refuses %j with an example', (value) => {
    expect(() => DateTime.parseValue(value)).toThrow(/RFC 3339 with its offset, such as/);
  });

  it('answers what the events have, as it is', () => {
    expect(DateTime.serialize('2026-11-22T07:43:10.251Z')).toBe('2026-11-22T07:43:10.251Z');
    expect(() => DateTime.serialize(17)).toThrow(TypeError);
  });
});
