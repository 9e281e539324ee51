import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ByteSize } from '../../src/resolvers/scalar/byte-size.ts';

describe('ByteSize', () => {
  it('answers sizes beyond 32 bits, and what grew, as decimal strings', () => {
    expect([0, 10_737_418_240, -65_536].map((size) => ByteSize.serialize(size))).toEqual([
      '0',
      '10737418240',
      '-65536',
    ]);
  });

  it('takes what is no whole number from inside for a fault', () => {
    expect(() => ByteSize.serialize(1.5)).toThrow(TypeError);
    expect(() => ByteSize.serialize('many')).toThrow(TypeError);
  });

  it('takes decimal strings and whole numbers, in variables and in the document', () => {
    expect(['1073741824', '0', 42].map((value) => ByteSize.parseValue(value))).toEqual([
      1_073_741_824, 0, 42,
    ]);
    expect(['"1073741824"', '42'].map((text) => ByteSize.parseLiteral(parseValue(text)))).toEqual([
      1_073_741_824, 42,
    ]);
  });

  it.each(['-1', -1, '1.5', 1.5, '', ' 1', '1e3', '0x10', '9007199254740993', 2 ** 60, true, null, {}])(
    'refuses %j with the range that it takes',
    (value) => {
      expect(() => ByteSize.parseValue(value)).toThrow(/whole number of bytes from 0 to 9007199254740991/);
    },
  );

  it.each(['-1', '1.5', 'true', 'null', '[1]'])('refuses the literal %s', (text) => {
    expect(() => ByteSize.parseLiteral(parseValue(text))).toThrow(/whole number of bytes/);
  });
});
